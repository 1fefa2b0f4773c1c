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

    /// Where labels teach, are compared or come into an archive.
    @Test func partsOfOneLabelAndGarbledTextsAreTold() throws {
        let folder = try TemporaryFolder()
        let table =
            "标题,正文,行业,日期\n甲,一号公司,农、林、渔业,###\n乙,二号公司,农、林、渔业,2024-05-01\n"
            + "锟斤拷锟斤拷锟斤拷,三,制造业,2024-05-01\n丁,四号公司,制造业,2024-05-01\n"
        let path = try folder.write(table, to: "a.csv")
        let labels = try LabelsJob(ArticleSource([path]), training: TrainingOptions(threads: 1)).run().reading
        let imported = try #require(try ImportJob(ArticleSource([path]), into: folder.path + "/a.db").run().reading)
        for reading in [labels, imported] {
            #expect(reading.labelParts.map(\.parts) == [["农", "林", "渔业"]] && reading.garbled == 1)
            #expect(reading.cleaningLines.contains { $0.contains("农、林、渔业 (2 articles)") && $0.contains("[农, 林, 渔业]") })
            #expect(reading.cleaningLines.contains { $0.hasPrefix("1 article looks garbled") })
        }
        #expect(imported.dateLines.contains { $0.hasPrefix("1 date field holds") && $0.contains("###") })
        let tagged = try TagJob(ArticleSource([path]), model: Sample.shared.model).run(to: .stream { _ in })
        #expect(tagged.reading?.labelParts == [])
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
