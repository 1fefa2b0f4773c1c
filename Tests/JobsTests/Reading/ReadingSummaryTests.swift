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

    @Test func whatIsNotReadOrFilledInIsTold() throws {
        let folder = try TemporaryFolder()
        let record = #"{"title":"一","text":"甲"}"#
        let contents = [
            ("a.json", #"{"一月":[\#(record),\#(record)],"二月":[\#(record)],"相关":[\#(record)]}"#),
            ("b.txt", "共 1 条\n标题: 二\n来源: 社\n来源: 网\n总结: 乙\n"),
            ("c.json", #"{"一月":[\#(record)],"二月":[\#(record)]}"#),
        ]
        let paths = try contents.map { try folder.write(Array($1.utf8), to: $0) }
        let lines = try TagJob(ArticleSource(paths), model: Sample.shared.model).run(to: .stream { _ in }).reading?
            .fieldLines
        // Files of one kind are one line, with all that is to be said added up.
        #expect(
            lines == [
                "2 files: title ← title, text ← text; lists read: 一月 (3 records), 二月 (2 records); "
                    + "lists not read: 相关 (1 item)",
                "\(paths[1]): title ← 标题, text ← 总结, source ← 来源; not used: 来源 (2); "
                    + "above the first record, not read: 共 1 条; "
                    + "repeated within a record, where only the first counts: 来源 (1 line)",
            ])
    }
}
