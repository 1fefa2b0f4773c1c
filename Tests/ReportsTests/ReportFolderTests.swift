import Foundation
import Testing

@testable import Reports

@Suite struct ReportFolderTests {
    @Test func holdsAllForms() throws {
        try Fixture.withFolder { folder in
            let report = try Report(
                Fixture.source(Fixture.articles([[9, 9], [5, 9], [9, 9]])), options: .init(topics: 2))
            try FileManager.default.createDirectory(atPath: folder + "/tables", withIntermediateDirectories: true)
            try Data().write(to: URL(fileURLWithPath: folder + "/tables/old.csv"))
            let warning = try ReportFolder.write(report, to: folder)
            let places = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(places == ["charts", "report.html", "report.ipynb", "report.json", "report.md", "tables"])
            #expect((warning == nil) == Fixture.hasGnuplot)
            let page = try String(contentsOfFile: folder + "/report.html", encoding: .utf8)
            #expect(page.hasSuffix("</html>\n") && page.contains("data:image/svg+xml;base64,") == (warning == nil))
            let csv = try Data(contentsOf: URL(fileURLWithPath: folder + "/tables/industries.csv"))
            #expect(csv.starts(with: [0xEF, 0xBB, 0xBF]))
            for name in [
                "report.md", "report.ipynb", "tables/topics-by-month.csv", "tables/terms.csv", "tables/articles.csv",
            ] {
                #expect(FileManager.default.fileExists(atPath: folder + "/" + name), "\(name)")
            }
            #expect(!FileManager.default.fileExists(atPath: folder + "/tables/old.csv"))
            let json = try JSONSerialization.jsonObject(
                with: Data(contentsOf: URL(fileURLWithPath: folder + "/report.json")))
            let object = try #require(json as? [String: Any])
            let groups = try #require(object["groups"] as? [[String: Any]])
            #expect((groups.first { $0["id"] as? String == "all-now" }?["articles"] as? [Int])?.count == 18)
            let trends = try #require(object["trends"] as? [[String: Any]])
            #expect(
                trends.map { $0["name"] as? String } == ["industries", "topics", "terms", "technologies", "keywords"])
            let series = try #require(trends[0]["series"] as? [[String: Any]])
            #expect(series[0]["measures"] is [String: Any] && (series[0]["articles"] as? [Int])?.count == 3)
        }
    }
}
