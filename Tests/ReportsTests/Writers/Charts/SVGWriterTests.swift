import Foundation
import TestSupport
import Testing

@testable import Reports

@Suite struct SVGWriterTests {
    private static let hostile = [
        "]]>", "a]]></svg><script>alert(1)</script>", "x'\"><a href='javascript:alert(1)'>", "\u{202E}\u{0}\u{FFFE}甲",
        "&#x1F4A9; &lt;", "`id`$(id)\n\r", "'\u{301}\"\u{20DD}", "<!--", "<![CDATA[",
    ]

    @Test(arguments: hostile)
    func hostileNamesStayText(_ text: String) {
        var named = ChartFixture.panels("a", panel: text)
        (named.title, named.note) = (text, text)
        let charts = [
            named, ChartFixture.dots("b", first: text), ChartFixture.bars("c", first: text),
            ChartFixture.lines([(text, [0.1, 0.2]), (text, [0.2, 0.1]), ("丙", [0, 0])]),
        ]
        for chart in charts {
            for size in ChartSize.allCases {
                let file = SVGWriter.write(ChartFixture.picture(chart, size, hasHeader: true), for: .file)
                let part = SVGWriter.write(ChartFixture.picture(chart, size), for: .page(linking: "#"))
                for svg in [file, part] {
                    #expect(xmlProblem(svg.utf8) == nil, "\(xmlProblem(svg.utf8) ?? "")")
                    #expect(!svg.contains("<script") && !svg.contains("href=\"javascript") && !svg.contains("]]>"))
                    #expect(!svg.unicodeScalars.contains { $0 == "\u{202E}" || $0.value == 0 || $0.value == 0xFFFE })
                }
            }
        }
    }

    @Test func aFileCarriesItsColorsAndHasNoLinks() {
        let svg = SVGWriter.write(ChartFixture.picture(ChartFixture.bars("a"), hasHeader: true), for: .file)
        #expect(svg.hasPrefix("<?xml") && svg.contains("<title>技术</title>") && svg.contains("role=\"img\""))
        #expect(!svg.contains("<a ") && !svg.contains("var(") && !svg.contains("href"))
        let parts = svg.components(separatedBy: "@media (prefers-color-scheme:dark)")
        for color in ChartColor.allCases {
            #expect(parts.count == 2 && parts[0].contains(color.light) && parts[1].contains(color.dark), "\(color)")
        }
    }

    @Test func thePageHasLinksWithNamesAndColorsOfItsOwn() {
        let svg = SVGWriter.write(
            ChartFixture.picture(ChartFixture.bars("a")), for: .page(linking: "#"), className: "wide")
        #expect(svg.contains("<a class=\"spot\" href=\"#technologies-1-now\" aria-label=\"GPT-4o：12 篇；此前 3 篇\">"))
        #expect(svg.contains("<title>GPT-4o：12 篇；此前 3 篇</title>") && !svg.contains("<style"))
        #expect(svg.contains("aria-label=\"技术\"") && svg.contains("class=\"wide\""))
        for color in ChartColor.allCases {
            #expect(ChartColor.pageStyle.contains("var(--chart-\(color.rawValue))"), "\(color)")
        }
    }

    /// Text in WCAG's contrast of 4.5, marks in that of 3, on light and on dark.
    @Test func colorsStandOutFromTheirGround() {
        func luminance(_ color: String) -> Double {
            let parts = stride(from: 1, to: 7, by: 2).map { start -> Double in
                let part = Double(Int(color.dropFirst(start).prefix(2), radix: 16)!) / 255
                return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        }
        func contrast(_ one: String, _ other: String) -> Double {
            let pair = [luminance(one), luminance(other)].sorted()
            return (pair[1] + 0.05) / (pair[0] + 0.05)
        }
        for color in ChartColor.allCases where ![.ground, .rule, .burst].contains(color) {
            let least = color == .burstEdge ? 3 : 4.5
            #expect(contrast(color.light, ChartColor.ground.light) >= least, "\(color)")
            #expect(contrast(color.dark, ChartColor.ground.dark) >= least, "\(color)")
        }
    }

    /// For an element with an opacity of its own, programs that make PNG files draw a picture as large as the chart.
    @Test func whatShowsUnderThePointerAloneHasAnEmptyFill() {
        let chart = ChartFixture.lines([("甲", Array(repeating: 0.2, count: 30))])
        let svg = SVGWriter.write(ChartFixture.picture(chart, hasHeader: true), for: .file)
        #expect(svg.contains(" quiet\" fill-opacity=\"0\"") && !svg.contains(" opacity=\""))
    }

    @Test func theSamePictureGivesTheSameBytes() {
        let svgs = (0..<3).map { _ in
            SVGWriter.write(ChartFixture.picture(ChartFixture.panels("a"), hasHeader: true), for: .file)
        }
        #expect(Set(svgs).count == 1)
    }
}
