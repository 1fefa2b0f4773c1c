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

    init() throws {
        folder = try TemporaryFolder()
        model = folder.path + "/topics.trend"
        _ = try TopicsJob(ArticleSource(Sample.shared.files), way: .whole(.number(4), keptIn: model)).run()
        edits = TopicEdits(model: model)
    }

    @Test func whatIsSavedIsReadAgainAndCounts() throws {
        var rows = try edits.rows()
        #expect(rows.count == 4 && rows.allSatisfy { $0.name.isEmpty && $0.mergeInto.isEmpty && !$0.isHidden })
        rows[0].name = "第一个, \"主题\""
        rows[1].mergeInto = rows[0].topic
        rows[2].isHidden = true
        try edits.save(rows)
        #expect(try edits.rows() == rows)
        let result = try TopicsJob(ArticleSource(Sample.shared.files), way: .whole(.auto, keptIn: model)).run()
        let kept = result.topics.filter { !$0.isNew }
        #expect(kept.count == 2 && kept.contains { $0.name == rows[0].name } && result.hiddenTopics == 1)
    }

    @Test func whatCannotBeCountedIsNotSaved() throws {
        let before = try edits.rows()
        for change in [
            { (rows: inout [TopicEdits.Row]) in rows[0].mergeInto = "没有这个主题" },
            { rows in rows[0].mergeInto = rows[0].topic },
            { rows in (rows[0].name, rows[1].name) = ("同名", "同名") },
        ] {
            var rows = before
            change(&rows)
            #expect(throws: CorpusError.self) { try edits.save(rows) }
            #expect(try edits.rows() == before)
        }
    }

    @Test func anotherFileInTheTablesPlaceStays() throws {
        let table = try folder.write("日期,价格\n1,2\n", to: "topics.csv")
        #expect(throws: CorpusError.self) { try edits.save(edits.rows()) }
        #expect(try String(contentsOfFile: table, encoding: .utf8) == "日期,价格\n1,2\n")
    }
}
