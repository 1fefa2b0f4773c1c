import TestSupport
import Testing

@testable import Corpus

@Suite struct FieldUsageTests {
    private func usage(_ text: String, as name: String) throws -> FieldUsage {
        let folder = try TemporaryFolder()
        var reader = try CorpusReader(paths: [folder.write(text, to: name)])
        var all: FieldUsage?
        while let batch = try reader.next() {
            let usage = try #require(batch.usage)
            if all == nil { all = usage } else { all?.add(usage) }
        }
        return try #require(all)
    }

    private func described(_ usage: FieldUsage) -> [String] {
        usage.names.map { "\($0.name)/\($0.field?.rawValue ?? "-")/\($0.records)/\($0.used)" }
    }

    @Test(arguments: ["csv", "jsonl", "txt"])
    func namesAndUsesAreCounted(format: String) throws {
        let text =
            switch format {
            case "csv": "n,标题,摘要,正文\n1,甲,短,长长\n2,乙,短,\n"
            case "jsonl":
                "{\"n\":1,\"标题\":\"甲\",\"摘要\":\"短\",\"正文\":\"长长\"}\n{\"n\":2,\"标题\":\"乙\",\"摘要\":\"短\",\"正文\":\"\"}\n"
            default: "编号: 1\n标题: 甲\n摘要: 短\n正文: 长长\n\n编号: 2\n标题: 乙\n摘要: 短\n正文:\n"
            }
        let expected = ["标题/title/2/2", "摘要/text/2/1", "正文/text/2/1"]
        #expect(described(try usage(text, as: "a." + format)) == [(format == "txt" ? "编号" : "n") + "/-/2/0"] + expected)
    }

    @Test func ofManyNamesSomeAreKept() throws {
        let line = "{" + (0..<3000).map { "\"n\($0)\":1" }.joined(separator: ",") + ",\"text\":\"一\"}"
        let usage = try usage(line, as: "a.jsonl")
        #expect(usage.names.count == 1001 && usage.names.last?.name == "text")
    }
}
