import TrendNumerics
import Corpus
import Features
import Foundation
import Testing

@testable import Models

@Suite struct TaggerTests {
    private func train(_ articles: [Article]) throws -> Tagger {
        try Tagger.train(
            articles,
            options: .init(
                tfidf: TFIDFOptions(ngrams: 1, to: 2), regression: LogisticRegression(C: 10), isSingleLabel: true))
    }

    @Test func learnsTheFieldsOfTheRecordsAndStoresThem() throws {
        let tagger = try train(keywordRecords)
        #expect(tagger.parts == [.industries, .keywords, .events])
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("trend-\(UUID()).trend").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try tagger.write(to: path, reading: ReadingSettings(fields: .init(), isSingleLabel: true))
        let again = try Tagger.read(from: path).0
        #expect(again.parts == tagger.parts)
        for article in keywordRecords {
            #expect(
                again.tags(of: article.normalized(), parts: again.parts)
                    == tagger.tags(of: article.normalized(), parts: tagger.parts))
        }
        // The classifier alone can be read from the same file.
        #expect(try ArticleClassifier.read(from: path).0.labels == ["制造"])
    }

    @Test func onlyRequestedFieldsAreFilledIn() throws {
        let tags = try train(keywordRecords).tags(of: keywordRecords[0].normalized(), parts: [.events, .technologies])
        #expect(tags.industries.isEmpty && tags.keywords.isEmpty && tags.technologies.isEmpty && !tags.events.isEmpty)
    }

    @Test func titlesGiveIndustriesAlone() throws {
        #expect(
            try train(keywordRecords.map { Article(text: $0.title, industries: $0.industries) }).parts == [.industries])
    }
}
