import Foundation
import Testing

@testable import Reports

@Suite struct ChartDrawingTests {
    @Test(.enabled(if: Fixture.hasGnuplot, "gnuplot is not installed"))
    func drawsEveryChartForDeskAndPhoneAndDarkness() throws {
        let charts = [
            ChartScriptTests.panels("lines-a", panel: "行业<script>"),
            ChartScriptTests.panels("partial", isLastPartial: true),
            ChartScriptTests.dots("dots", first: "`id`"),
        ]
        let files = try ChartDrawing.draw(charts)
        for name in ["lines-a", "lines-a-narrow", "partial", "dots", "dots-narrow"] {
            let svg = String(decoding: try #require(files["\(name).svg"]), as: UTF8.self)
            #expect(
                svg.hasPrefix("<?xml") && svg.hasSuffix("</svg>\n\n") && !svg.contains("<script>")
                    && !svg.contains("http://gnuplot"), "\(name)")
            // The style sheet has the dark colors, in the two forms in which gnuplot writes colors.
            let style = try #require(svg.range(of: "<style>.*</style>", options: .regularExpression))
            for form in ["fill=\"rgb(34,34,34)\"", "stroke='rgb(  0,  96, 160)'"] {
                let drawn = svg.replacingCharacters(in: style, with: "").contains(form)
                #expect(drawn && svg[style].contains(form.replacing("'", with: "\"")), "\(name): \(form)")
            }
        }
        #expect(files.count == 9)
        let png = try #require(files["dots.png"])
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]) && png.count > 5000)
    }
}
