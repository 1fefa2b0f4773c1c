import Archive
import Corpus
import Foundation
import TestSupport
import Testing

@testable import Jobs

/// Topics that a page renames, merges and hides.
@Suite struct TopicEditsTests {
    private let folder: TemporaryFolder
    private let edits: TopicEdits
    private let model: String
    private let archive: String

    init() throws {
        folder = try TemporaryFolder()
        model = folder.path + "/topics.trend"
        _ = try TopicsJob(ArticleSource(Sample.shared.files), way: .whole(.number(4), keptIn: model)).run()
        archive = folder.path + "/articles.db"
        try FileManager.default.copyItem(atPath: Sample.shared.archive, toPath: archive)
        edits = TopicEdits(model: model, archive: archive)
    }

    @Test func whatIsSavedIsReadAgainAndCounts() throws {
        var rows = try edits.rows()
        #expect(rows.count == 4 && rows.allSatisfy { $0.name.isEmpty && $0.mergeInto.isEmpty && !$0.isHidden })
        rows[0].name = "第一个, \"主题\""
        rows[1].mergeInto = rows[0].topic
        rows[2].isHidden = true
        try edits.save(rows)
        #expect(try edits.rows() == rows)
        let result = try TopicsJob(ArticleSource([archive]), way: .whole(.auto, keptIn: model)).run()
        let kept = result.topics.filter { !$0.isNew }
        #expect(kept.count == 2 && kept.contains { $0.name == rows[0].name } && result.hiddenTopics == 1)
        // The table beside the topics says nothing of it, and still counts where it is named, or for files.
        #expect(result.notes.contains { $0.hasPrefix("\(archive) says how topics are shown") })
        let table = folder.path + "/topics.csv"
        let named = try TopicsJob(ArticleSource([archive]), way: .whole(.auto, keptIn: model), table: table).run()
        #expect(named.topics.filter { !$0.isNew }.count == 4 && named.hiddenTopics == 0)
        let files = try TopicsJob(ArticleSource(Sample.shared.files), way: .whole(.auto, keptIn: model)).run()
        #expect(files.topics.filter { !$0.isNew }.count == 4)
    }

    @Test func aReportOfTheArchiveShowsThemSo() throws {
        var rows = try edits.rows()
        rows[0].name = "第一个主题"
        for index in 1..<4 { rows[index].isHidden = true }
        try edits.save(rows)
        let report = folder.path + "/report"
        _ = try ReportJob(
            .archive(archive, reading: ArticleSource([]), model: nil), keptTopics: .init(model: model), folder: report
        ).run()
        let page = try String(contentsOfFile: report + "/report.md", encoding: .utf8)
        #expect(page.contains("第一个主题") && !page.contains(rows[1].topic))
    }

    /// A table that was edited before the archive kept anything.
    @Test func theTableBesideTheTopicsIsTakenOver() throws {
        let topic = try edits.rows()[0].topic
        try folder.write("topic,name,merge into,hide\n\"\(topic)\",甲,,\n", to: "topics.csv")
        #expect(try edits.rows()[0].name == "甲")
        try edits.save(edits.rows())
        try folder.write("topic,name,merge into,hide\n\"\(topic)\",乙,,\n", to: "topics.csv")
        #expect(try edits.rows()[0].name == "甲")
        // What is said of other topics stays.
        try Archive(path: archive).updateTopicEdits { $0! + [.init(topic: "别的", name: "丙")] }
        try edits.save(try edits.rows().map { TopicEdits.Row(topic: $0.topic) })
        #expect(try Archive(path: archive).topicEdits() == [.init(topic: "别的", name: "丙")])
        #expect(try edits.rows().allSatisfy(\.saysNothing))
    }

    @Test func whatCannotBeCountedIsNotSaved() throws {
        let before = try edits.rows()
        for change in [
            { (rows: inout [TopicEdits.Row]) in rows[0].mergeInto = "没有这个主题" },
            { rows in rows[0].mergeInto = rows[0].topic },
            { rows in (rows[0].name, rows[1].name) = ("同名", "同名") },
            { rows in (rows[0].mergeInto, rows[0].isHidden) = (rows[1].topic, true) },
            { rows in rows.removeLast() },
        ] {
            var rows = before
            change(&rows)
            #expect(throws: TopicFault.self) { try edits.save(rows) }
            #expect(try edits.rows() == before && Archive(path: archive).topicEdits() == nil)
        }
    }

    @Test func anotherFileInTheTablesPlaceStays() throws {
        let table = try folder.write("日期,价格\n1,2\n", to: "topics.csv")
        try edits.save(edits.rows())
        #expect(try String(contentsOfFile: table, encoding: .utf8) == "日期,价格\n1,2\n")
    }
}
