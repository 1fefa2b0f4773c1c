import Corpus
import Foundation
import TestSupport
import Testing

@testable import Reports

/// Every file of a report on hostile texts, as a strict parser reads it.
@Suite struct StrictFormsTests {
    /// Hostile texts as titles, sources, technologies and industries, each of the latter in enough articles for a chart.
    static func report(_ language: Language) throws -> Report {
        var articles = Fixture.articles([[30, 30], [30, 30]])
        let texts = HostileTexts.all.filter { !$0.allSatisfy(\.isWhitespace) }
        for index in articles.indices {
            let text = texts[index % texts.count]
            articles[index].title = text
            articles[index].source = text
            articles[index].technologies = [text]
            articles[index].keywords = [text]
            articles[index].industries = [texts[index % 6]]
            articles[index].link = index % 2 == 0 ? "https://a.example/\(index)\u{202E}\u{200B}\u{9B}x" : text
        }
        return try Report(
            Fixture.source(articles, terms: ["]]>机械|机械臂", "\u{FFFE}机器人|机器人"]),
            options: .init(topics: 2, language: language))
    }

    @Test(arguments: Language.allCases)
    func areWellFormed(_ language: Language) throws {
        try Fixture.withFolder { folder in
            let report = try Self.report(language)
            _ = try ReportFolder.write(report, to: folder)
            var kinds: [String: Int] = [:]
            for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
                let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
                let kind = name.split(separator: ".").last.map(String.init) ?? ""
                kinds[kind, default: 0] += 1
                switch kind {
                case "svg", "html": #expect(xmlProblem(bytes) == nil, "\(name): \(xmlProblem(bytes) ?? "")")
                case "json", "ipynb":
                    #expect(throws: Never.self, "\(name)") { try JSONSerialization.jsonObject(with: bytes) }
                case "md": expectWellFormed(markdown: String(decoding: bytes, as: UTF8.self), name)
                case "csv": expectWellFormed(csv: bytes, name)
                case "xlsx", "docx": _ = try OfficeFile(bytes)
                case "png": #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]), "\(name)")
                default: break
                }
                if ["svg", "html", "md"].contains(kind) { expectNothingHidden(bytes, name) }
            }
            #expect(kinds["svg"] ?? 0 > 6 && kinds["html"] == 1 && kinds["ipynb"] == 1)
            #expect(kinds["xlsx"] == 1 && kinds["docx"] == 1)
            #expect((kinds["png"] ?? 0 > 3) == Fixture.hasConverter)
            try expectWellFormed(notebook: folder + "/report.ipynb")
            try expectPageHasItsPictures(folder + "/report.html", charts: report.charts.count)
        }
    }

    /// Controls, marks of direction and noncharacters, which a reader does not see.
    private func expectNothingHidden(_ bytes: Data, _ name: String) {
        let hidden = String(decoding: bytes, as: UTF8.self).unicodeScalars.first { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D: false
            case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C: true
            default: scalar.value & 0xFFFE == 0xFFFE
            }
        }
        #expect(hidden == nil, "\(name)")
    }

    private func expectWellFormed(markdown: String, _ name: String) {
        var columns = 0
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            let cells = line.hasPrefix("|") ? line.matches(of: #/(?:^|[^\\])(?:\\\\)*\|/#).count : 0
            if cells > 0, columns > 0 { #expect(cells == columns, "\(name): \(line.prefix(80))") }
            columns = cells
            let bare = line.replacing(#/<a id="[a-z0-9-]+"><\/a>/#, with: "").replacing(
                #/\]\(<https?:[^<> ]+>\)/#, with: "")
            #expect(!bare.contains("<") && !bare.contains(">"), "\(name): \(line.prefix(80))")
        }
    }

    /// RFC 4180: rows of as many cells as the head has, and no quotation mark out of place.
    private func expectWellFormed(csv bytes: Data, _ name: String) {
        #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]), "\(name)")
        var counts: [Int] = []
        var cells = 1
        var rest = Array(bytes.dropFirst(3))[...]
        while !rest.isEmpty {
            if rest.first == UInt8(ascii: "\"") {
                repeat {
                    rest = rest.dropFirst()
                    rest = rest[(rest.firstIndex(of: UInt8(ascii: "\"")) ?? rest.endIndex)...].dropFirst()
                } while rest.first == UInt8(ascii: "\"")
            } else {
                let end = rest.firstIndex { ",\r\n\"".utf8.contains($0) } ?? rest.endIndex
                #expect(end == rest.endIndex || rest[end] != UInt8(ascii: "\""), "\(name)")
                rest = rest[end...]
            }
            if rest.first == UInt8(ascii: ",") {
                cells += 1
                rest = rest.dropFirst()
            } else {
                #expect(rest.starts(with: "\r\n".utf8), "\(name)")
                rest = rest.dropFirst(2)
                counts.append(cells)
                cells = 1
            }
        }
        #expect(Set(counts).count == 1, "\(name): \(Set(counts))")
    }

    private func expectWellFormed(notebook path: String) throws {
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
        let notebook = try #require(json as? [String: Any])
        #expect(notebook["nbformat"] as? Int == 4)
        for cell in try #require(notebook["cells"] as? [[String: Any]]) {
            #expect(["markdown", "code"].contains(cell["cell_type"] as? String) && cell["source"] is String)
            for output in cell["outputs"] as? [[String: Any]] ?? [] {
                let data = try #require(output["data"] as? [String: Any])
                if let html = data["text/html"] as? String {
                    #expect(xmlProblem(html.utf8) == nil, "\(html.prefix(200))")
                    expectNothingHidden(Data(html.utf8), "report.ipynb")
                }
                if let markdown = data["text/markdown"] as? String {
                    expectWellFormed(markdown: markdown, "report.ipynb")
                }
            }
        }
    }

    /// Each chart twice, for a desk and for a phone. The page has been parsed as XML with all of them.
    private func expectPageHasItsPictures(_ path: String, charts: Int) throws {
        let page = try String(contentsOfFile: path, encoding: .utf8)
        #expect(charts > 3 && page.components(separatedBy: "<svg ").count == 2 * charts + 1)
    }
}
