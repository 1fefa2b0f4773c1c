import Foundation
import Testing

@testable import Reports

@Suite struct ChartDrawingTests {
    private static let charts = [
        ChartFixture.panels("lines-a", panel: "行业<script>"), ChartFixture.panels("partial", isLastPartial: true),
        ChartFixture.dots("dots", first: "`id`"), ChartFixture.bars("bars"), ChartFixture.dots("more"),
    ]

    @Test func drawsEveryChartForDeskAndPhone() throws {
        let files = ChartDrawing.draw(Self.charts, words: ChartFixture.words)
        #expect(files.count == 10)
        for name in ["lines-a", "lines-a-narrow", "partial", "dots", "dots-narrow", "bars-narrow"] {
            let svg = String(decoding: try #require(files["\(name).svg"]), as: UTF8.self)
            #expect(svg.contains("width=\"\(name.hasSuffix("narrow") ? 360 : 840)\""))
        }
    }

    @Test(.enabled(if: Fixture.hasConverter, "rsvg-convert is not installed"))
    func picturesAreTheirOwnChartsTwiceAsLarge() throws {
        let pictures = try ChartDrawing.pictures(of: Self.charts, words: ChartFixture.words)
        #expect(pictures.count == 5)
        for chart in Self.charts {
            let png = try #require(pictures[chart.name + ".png"])
            let size = ChartFixture.picture(chart, hasHeader: true)
            #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]) && png.count > 5000)
            // Width and height stand at the beginning, in big-endian order.
            let numbers = [16, 20].map { png[$0..<($0 + 4)].reduce(0) { $0 << 8 | Int($1) } }
            #expect(numbers[0] == 1680 && abs(Double(numbers[1]) - 2 * size.height) <= 1, "\(chart.name)")
        }
        #expect(try ChartDrawing.pictures(of: Self.charts, words: ChartFixture.words) == pictures)
    }

    /// They are drawn without what a pointer shows, which takes most of the time of a chart with many points.
    @Test(.enabled(if: Fixture.hasConverter, "rsvg-convert is not installed"))
    func picturesAreThoseOfTheFiles() throws {
        let files = ChartDrawing.draw(Self.charts, words: ChartFixture.words)
        let wide = try Self.charts.map { try #require(files["\($0.name).svg"]) }
        let pictures = try ChartDrawing.pictures(of: Self.charts, words: ChartFixture.words)
        #expect(try PNGConverter.convert(wide) == Self.charts.map { pictures["\($0.name).png"] })
        for (chart, file) in zip(Self.charts, wide) {
            let still = ChartDrawing.still(chart, words: ChartFixture.words)
            #expect(still.count < file.count && !String(decoding: still, as: UTF8.self).contains("fill-opacity=\"0\""))
        }
    }

    @Test(.enabled(if: Fixture.hasConverter, "rsvg-convert is not installed"))
    func whatIsNoSVGIsToldInOneLine() throws {
        let error = #expect(throws: ChartError.self) { try PNGConverter.convert([Data("<svg".utf8)]) }
        #expect(error?.description.contains("\n") == false && error != .missing)
    }
}
