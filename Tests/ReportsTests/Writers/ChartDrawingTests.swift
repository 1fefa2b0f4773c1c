import Foundation
import Testing

@testable import Reports

@Suite struct ChartDrawingTests {
    @Test(.enabled(if: Fixture.hasGnuplot, "gnuplot is not installed"))
    func drawsEveryChartForDeskAndPhoneAndDarkness() throws {
        try Fixture.withFolder { folder in
            let charts = [
                ChartScriptTests.panels("lines-a", panel: "行业<script>"), ChartScriptTests.panels("partial", isLastPartial: true),
                ChartScriptTests.dots("dots", first: "`id`"),
            ]
            try ChartDrawing.draw(charts, into: folder)
            for name in ["lines-a", "lines-a-narrow", "partial", "dots", "dots-narrow"] {
                let svg = try String(contentsOfFile: "\(folder)/\(name).svg", encoding: .utf8)
                #expect(svg.contains("</svg>") && !svg.contains("<script>") && !svg.contains("http://gnuplot"), "\(name)")
                // Colours are told for a dark ground, in the forms that gnuplot writes them in.
                let style = try #require(svg.range(of: "<style>.*</style>", options: .regularExpression))
                for form in ["fill=\"rgb(34,34,34)\"", "stroke='rgb(  0,  96, 160)'"] {
                    let drawn = svg.replacingCharacters(in: style, with: "").contains(form)
                    #expect(drawn && svg[style].contains(form.replacing("'", with: "\"")), "\(name): \(form)")
                }
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(names.count == 9)
            let png = try Data(contentsOf: URL(fileURLWithPath: folder + "/dots.png"))
            #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]) && png.count > 5000)
        }
    }
}
