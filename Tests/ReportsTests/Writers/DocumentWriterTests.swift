import Foundation
import TestSupport
import Testing

@testable import Reports

@Suite struct DocumentWriterTests {
    private static let png = Data(
        base64Encoded:
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")!

    private func file(_ report: Report, pictures: Bool = true) throws -> (file: OfficeFile, bytes: Data) {
        let charts =
            pictures
            ? Dictionary(report.charts.map { (ChartDrawing.pngName($0), Self.png) }) { first, _ in first } : [:]
        let bytes = try DocumentWriter.document(report, charts: charts)
        return (try OfficeFile(bytes), bytes)
    }

    private static func report(_ language: Language = .chinese) throws -> Report {
        try Report(
            Fixture.source(Fixture.articles([[30, 30], [12, 48], [20, 25]])),
            options: .init(topics: 2, language: language))
    }

    private func count(_ text: String, _ part: String) -> Int { text.components(separatedBy: part).count - 1 }

    @Test(arguments: Language.allCases)
    func holdsEveryBlockOfTheReport(_ language: Language) throws {
        let report = try Self.report(language)
        let (file, _) = try file(report)
        let document = file["word/document.xml"]
        #expect(document.contains(">\(Escape.html(report.title))</w:t>"))
        for section in report.sections {
            #expect(
                document.contains(
                    "<w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t xml:space=\"preserve\">\(section.title)<"))
        }
        var shown: [Report.NamedTable] = []
        for block in report.sections.flatMap(\.blocks) {
            if case .table(let named, true) = block { shown.append(named) }
        }
        #expect(count(document, "<w:tbl>") == shown.count && shown.count > 3)
        #expect(count(document, "<w:tblHeader/>") == shown.count)
        #expect(count(document, "<w:tr>") == shown.reduce(0) { $0 + 1 + min($1.shownRows, $1.table.rows.count) })
        #expect(count(document, "<w:drawing>") == report.charts.count && report.charts.count > 3)
        #expect(file.parts.keys.filter { $0.hasPrefix("word/media/") }.count == report.charts.count)
        #expect(file["word/styles.xml"].contains("w:eastAsia=\"Microsoft YaHei\""))
    }

    @Test func figuresOfTheTextLeadToArticlesAndArticlesToTheirPages() throws {
        let report = try Self.report()
        let (file, _) = try file(report)
        let document = file["word/document.xml"]
        let anchors = document.matches(of: #/w:anchor="([^"]+)"/#).map { String($0.1) }
        #expect(anchors.count > 1)
        for anchor in anchors { #expect(count(document, "w:name=\"\(anchor)\"/>") == 1, "\(anchor)") }
        let links = document.matches(of: #/<w:hyperlink r:id="([^"]+)"/#).map { String($0.1) }
        let relations = file["word/_rels/document.xml.rels"]
        #expect(links.count > 8)
        for link in links { #expect(count(relations, "Id=\"\(link)\"") == 1, "\(link)") }
        #expect(relations.contains("Target=\"https://example.com/") && relations.contains("TargetMode=\"External\""))
    }

    @Test func withoutPicturesTheChartsAreWords() throws {
        let report = try Self.report()
        let (file, _) = try file(report, pictures: false)
        let document = file["word/document.xml"]
        #expect(!document.contains("<w:drawing>") && document.contains(Escape.html(report.charts[0].title)))
    }

    @Test func pdfsAndDamagedPicturesAreLeftOut() throws {
        let report = try Self.report()
        let bytes = try DocumentWriter.document(report, charts: ["volume.png": Data([1, 2, 3])])
        #expect(try !OfficeFile(bytes)["word/document.xml"].contains("<w:drawing>"))
    }

    @Test(arguments: Language.allCases)
    func hostileTextsAreTexts(_ language: Language) throws {
        let (file, _) = try file(StrictFormsTests.report(language))
        for target in file["word/_rels/document.xml.rels"].matches(of: #/Target="([^"]*)" TargetMode/#) {
            #expect(target.1.hasPrefix("http://") || target.1.hasPrefix("https://"), "\(target.1)")
        }
        let document = file["word/document.xml"]
        #expect(
            !document.unicodeScalars.contains { "\u{202E}\u{2066}\u{200F}\u{7F}\u{9B}".unicodeScalars.contains($0) })
        #expect(!document.contains("<script"))
    }

    @Test func theSameReportGivesTheSameBytes() throws {
        let report = try Self.report()
        #expect(try file(report).bytes == file(report).bytes)
    }
}
