import Text
import TrendNumerics
import TestSupport
import Corpus
import Features
import Foundation
import Testing

@testable import Models

@Suite struct HashedRowsTests {
    private let articles = [
        Article(title: "看看看书", industries: ["读书", "教育"]), Article(title: "无人标注"), Article(title: "", industries: ["空"]),
        Article(title: "汽车芯片", text: "芯片", industries: ["汽车"]),
    ]

    private func counter(single: Bool) throws -> HashedRowCounter {
        HashedRowCounter(columns: try HashedColumns(bits: 20), tfidf: try TFIDFOptions(), isSingleLabel: single)
    }

    @Test func rowsHoldTheCountsOfLabeledArticles() throws {
        let counter = try counter(single: false)
        let rows = counter.rows(of: articles)
        #expect(rows.articles == 4 && rows.labels == [["读书", "教育"], ["空"], ["汽车"]])
        #expect(rows.ends.count == 3 && rows.ends.last == rows.entries.count)
        let store = try RowStore(beside: NSTemporaryDirectory() + "rows-test", seed: 1)
        var start = 0
        for (label, end) in rows.ends.enumerated() {
            try store.append(labels: [label], entries: rows.entries[start..<end])
            start = end
        }
        try store.flush()
        var pass = RowPass(
            store, draws: 0..<1 << 16, columnShift: 0, classes: [0, 1, 2], isSingleLabel: false, seed: 1)
        let batch = try #require(try pass.next())
        #expect(batch.rows == 3)
        let labeled = articles.filter { !$0.industries.isEmpty }
        for row in 0..<batch.rows {
            var (columns, values): ([Int32], [Float]) = ([], [])
            var scratch: [UInt32] = []
            let text = TextNormalizer().scalars(of: labeled[try #require(batch.labels(of: row).first)].content)
            counter.columns.forEachCount(in: text, options: counter.tfidf, scratch: &scratch) {
                columns.append($0)
                values.append(Float($1))
            }
            let entries = batch.rowOffsets[row]..<batch.rowOffsets[row + 1]
            #expect(Array(batch.columns[entries]) == columns && Array(batch.values[entries]) == values)
        }
    }

    @Test func singleLabelModelsUseTheFirstLabel() throws {
        #expect(try counter(single: true).rows(of: articles).labels == [["读书"], ["空"], ["汽车"]])
        #expect(try counter(single: true).rows(of: []).articles == 0)
    }

    @Test func rowsKnowWhatAPersonCorrected() throws {
        var articles = articles
        for index in [1, 2] { articles[index].isCorrected = true }
        // One without a label has no row.
        #expect(try counter(single: false).rows(of: articles).isCorrected == [false, true, false])
    }

    @Test func textsAreKeptWhereVectorsAreLearned() throws {
        var counter = try counter(single: false)
        #expect(counter.rows(of: articles).texts.isEmpty && counter.rows(of: articles).unlabeled.isEmpty)
        counter.keepsTexts = true
        let rows = counter.rows(of: articles)
        let texts = articles.map { $0.normalized().scalars }
        #expect(rows.texts == [texts[0], texts[2], texts[3]] && rows.unlabeled == [texts[1]])
        #expect(rows.labels.count == 3 && rows.ends.count == 3)
    }
}
