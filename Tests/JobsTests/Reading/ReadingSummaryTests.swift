import Corpus
import TestSupport
import Testing

@testable import Jobs

@Suite struct ReadingSummaryTests {
    @Test func filesWithoutRecordsAndLinesAboveAHeaderAreTold() throws {
        let folder = try TemporaryFolder()
        let contents = [
            ("a.csv", "某平台导出,\n标题,正文\n一,甲\n"), ("b.csv", ""), ("c.jsonl", "\n\n"), ("d.csv", "标题,正文\n"),
            ("e.json", "[]"),
            ("f.csv", "标题,正文\n二,乙\n"),
        ]
        let paths = try contents.map { try folder.write(Array($1.utf8), to: $0) }
        let result = try TagJob(ArticleSource(paths), model: Sample.shared.model).run(to: .stream { _ in })
        #expect(result.tagged == 2)
        #expect(
            result.reading?.fieldLines == [
                "\(paths[0]): title ← 标题, text ← 正文; above the header, not read: 某平台导出,",
                "\(paths[5]): title ← 标题, text ← 正文",
                "4 files hold no records: \(paths[1]), \(paths[2]), \(paths[3]), … (1 more)",
            ])
    }
}
