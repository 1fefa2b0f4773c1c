import Corpus
import Foundation
import Testing

@testable import Reports

/// Article texts that would cause harm if any part of a report interpreted them.
@Suite struct HostileTextTests {
    static let script = "<script>document.title='被改了';console.error('x')</script>"
    static let texts = [
        script, "=cmd|' /C calc'!A0", "\u{202E}\u{2066}tfel\u{200F}", "[x](javascript:alert(1))",
        "`id`'\"$x$ | | |\n# 标题\n---",
        "<img src=x onerror=alert(1)>", "]]></svg>\(script)", "@SUM(1+1)*cmd", String(repeating: "长", count: 10_000),
    ]

    static func source() -> ReportSource {
        var articles = Fixture.articles([[25, 25], [10, 30]])
        for index in articles.indices {
            let text = texts[index % texts.count]
            articles[index].title = text
            articles[index].technologies = [text, "GPT\(text)"]
            articles[index].industries = [texts[index % 5], articles[index].industries[0]]
            articles[index].source = text
            if index % 2 == 0 { articles[index].link = "javascript:alert(1)" }
            articles[index].origin = Origin(file: "\(text.prefix(20))", line: 1)
        }
        return Fixture.source(articles, terms: ["<script>alert(1)</script>机械", "'; system 'id'", "机械臂"])
    }

    private func expectInert(_ text: String, _ name: String, isMarkdown: Bool = false) {
        #expect(
            !text.contains("<script") && !text.contains("<img src=x") && !text.contains("href=\"javascript"), "\(name)")
        // An unescaped bracket would make a link.
        if isMarkdown { #expect(!text.contains(#/[^\\]\]\(<?javascript/#) && !text.contains(#/[^\\]\$x/#), "\(name)") }
        #expect(!text.unicodeScalars.contains { "\u{202E}\u{2066}\u{200F}".unicodeScalars.contains($0) }, "\(name)")
    }

    @Test func areInertInEveryFile() throws {
        try Fixture.withFolder { folder in
            let written = try ReportFolder.write(try Report(Self.source(), options: .init(topics: 3)), to: folder)
            #expect(written.warnings.contains { $0.contains("rsvg") } != Fixture.hasConverter, "\(written.warnings)")
            for name in ["report.html", "report.md"] {
                let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
                expectInert(text, name, isMarkdown: name.hasSuffix("md"))
                #expect(text.contains("&lt;script&gt;") && !text.contains(String(repeating: "长", count: 100)))
            }
            for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
                if name.hasSuffix(".svg") {
                    expectInert(try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8), name)
                }
                if name.hasSuffix(".csv") {
                    try expectNoFormulas(String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8), name)
                }
            }
            // Each text of the notebook, as a program that shows the notebook would read it.
            let notebook = try JSONSerialization.jsonObject(
                with: Data(contentsOf: URL(fileURLWithPath: folder + "/report.ipynb")))
            for text in shownTexts(notebook) {
                expectInert(text, "report.ipynb", isMarkdown: !text.contains("<table>"))
            }
            // JSON holds texts whole and unchanged, as strings only.
            let json = try JSONSerialization.jsonObject(
                with: Data(contentsOf: URL(fileURLWithPath: folder + "/report.json")))
            let articles = try #require((json as? [String: Any])?["articles"] as? [[String: Any]])
            #expect(articles.contains { $0["title"] as? String == Self.script })
            #expect(articles.contains { ($0["title"] as? String)?.count == 10_000 })
            #expect(!articles.contains { ($0["link"] as? String)?.hasPrefix("javascript") == true })
        }
    }

    /// The texts shown as Markdown or HTML, without plain texts and the texts of Vega-Lite.
    private func shownTexts(_ notebook: Any) -> [String] {
        let cells = (notebook as? [String: Any])?["cells"] as? [[String: Any]] ?? []
        return cells.flatMap { cell -> [String] in
            let outputs = cell["outputs"] as? [[String: Any]] ?? []
            let data = outputs.compactMap { $0["data"] as? [String: Any] }
            return [cell["source"] as? String ?? ""]
                + data.flatMap { [$0["text/html"], $0["text/markdown"]].compactMap { $0 as? String } }
        }
    }

    private func expectNoFormulas(_ csv: String, _ name: String) throws {
        // The fields, with a quoted field taken as one.
        for field in csv.dropFirst().matches(of: #/(?:^|,|\r\n)("(?:[^"]|"")*"|[^,\r\n]*)/#) {
            let text = field.1.first == "\"" ? field.1.dropFirst() : field.1
            let isNumber = Double(text.hasSuffix("%") || text.hasSuffix("*") ? text.dropLast() : text) != nil
            let starts = text.drop { $0 == " " }.first.map { "=+-@\t\r".contains($0) } ?? false
            #expect(isNumber || !starts, "\(name): \(text.prefix(40))")
        }
    }
}
