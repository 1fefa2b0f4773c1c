import Foundation
import Testing

@testable import Reports

@Suite struct NotebookWriterTests {
    /// It is written without an encoder, to the same bytes.
    @Test func theFileIsThatOfTheEncoder() throws {
        let report = try Report(
            Fixture.source(Fixture.articles([[9, 9], [5, 9], [9, 9]])), options: .init(topics: 2))
        var value = NotebookWriter(report: report, charts: ["volume.png": Data([0, 0, 0])]).notebook()
        #expect(try ReportJSON.notebook(value) == ReportJSON.bytes(value))
        for text in ["\u{1}", "\u{2028}", "a\"b\\/c\n\t", "é🙂", ""] {
            value = [
                "b": 1, "B": -2, "a1": 0.1, "a10": 1e20, "_": .null, "$": true,
                "z": 2, "e\u{301}x": 3, "字": 4, "ä": [[:], [], 3.0, 1e-7, .string(text)],
                "a": .object([text: "x"]),
            ]
            #expect(try ReportJSON.notebook(value) == ReportJSON.bytes(value))
        }
        value = [.number(.infinity), .number(.nan)]
        #expect(try ReportJSON.notebook(value) == ReportJSON.bytes(value))
    }

    @Test func isANotebookOfFormatFourWithTablesAndCharts() throws {
        let report = try Report(
            Fixture.source(Fixture.articles([[9, 9], [5, 9], [9, 9]])), options: .init(topics: 2))
        let data = try JSONEncoder().encode(
            NotebookWriter(report: report, charts: ["volume.png": Data([0, 0, 0])]).notebook())
        let notebook = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(notebook["nbformat"] as? Int == 4 && notebook["nbformat_minor"] as? Int == 5)
        let cells = try #require(notebook["cells"] as? [[String: Any]])
        #expect(Set(cells.compactMap { $0["id"] as? String }).count == cells.count)
        var kinds: [String: Int] = [:]
        for cell in cells {
            let type = try #require(cell["cell_type"] as? String)
            #expect(cell["source"] is String && cell["metadata"] is [String: Any])
            guard type == "code" else { continue }
            #expect(cell["execution_count"] is NSNull)
            for output in try #require(cell["outputs"] as? [[String: Any]]) {
                let data = try #require(output["data"] as? [String: Any])
                #expect(output["output_type"] as? String == "display_data" && data["text/plain"] is String)
                for kind in data.keys { kinds[kind, default: 0] += 1 }
            }
        }
        #expect(kinds["application/vnd.vegalite.v5+json"] == report.charts.count && kinds["image/png"] == 1)
        #expect((kinds["text/html"] ?? 0) >= 5 && kinds["text/html"] == kinds["text/markdown"])
    }
}
