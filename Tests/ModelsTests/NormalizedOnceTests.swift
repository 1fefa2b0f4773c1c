import Corpus
import Features
import TrendNumerics
import Testing
import Text

@testable import Models

/// Every use of an article normalizes its text only once.
@Suite struct NormalizedOnceTests {
    private let options = ArticleClassifier.Options(
        tfidf: try! TFIDFOptions(ngrams: 1, to: 2), regression: LogisticRegression(C: 10), isSingleLabel: true)

    private func bytes(_ articles: [Article]) -> Int {
        articles.reduce(0) { $0 + $1.title.utf8.count + $1.text.utf8.count }
    }

    /// Articles with every field that a tagger learns from.
    private let records = keywordRecords.map { record in
        var record = record
        record.technologies = ["Rotor1", "Rotor2"].filter { record.text.contains($0) }
        return record
    }

    @Test func predictingExplainingAndEvaluating() throws {
        let model = try ArticleClassifier.train(Articles.single, options: options)
        let all = bytes(Articles.single)
        #expect(NormalizationCount.bytes { _ = model.predict(Articles.single) } == all)
        #expect(NormalizationCount.bytes { _ = model.evaluate(Articles.single) } == all)
        let text = Articles.chip(0).normalized()
        #expect(NormalizationCount.bytes { _ = model.explain(text) } == 0)
    }

    @Test func trainingAClassifier() throws {
        let all = bytes(Articles.several)
        var several = options
        several.isSingleLabel = false
        // The five folds of held-out scores normalize nothing again.
        #expect(
            try NormalizationCount.bytes { _ = try ArticleClassifier.train(Articles.several, options: several) } == all)
        #expect(
            try NormalizationCount.bytes {
                _ = try ArticleClassifier.crossValidate(Articles.several, folds: 3, options: several)
            } == all)
        let model = try ArticleClassifier.train(Articles.several, options: several)
        #expect(
            try NormalizationCount.bytes {
                _ = try model.updated(with: Articles.several, options: .init(regression: LogisticRegression()))
            } == all)
        let counter = HashedRowCounter(columns: try HashedColumns(bits: 16), tfidf: options.tfidf, isSingleLabel: false)
        #expect(NormalizationCount.bytes { _ = counter.rows(of: Articles.several) } == all)
    }

    @Test func aWholeTagger() throws {
        var tagger: Tagger?
        let trained = try NormalizationCount.bytes { tagger = try Tagger.train(records, options: options) }
        let model = try #require(tagger)
        #expect(model.parts == Set(InferredTags.fields))
        // The names that records list, the words of the lexicon, and the words of the rules are normalized too.
        #expect((bytes(records)..<bytes(records) * 5 / 4).contains(trained))
        let article = records[3]
        _ = model.tags(of: article.normalized(), parts: model.parts)
        let tagged = NormalizationCount.bytes { _ = model.tags(of: article.normalized(), parts: model.parts) }
        // Clauses that may head an event are normalized separately, some of them without their quotation marks.
        #expect((bytes([article])..<bytes([article]) * 3 / 2).contains(tagged))
        let found = NormalizationCount.bytes {
            _ = model.tags(of: article.normalized(), parts: [.industries, .technologies, .keywords])
        }
        #expect(found == bytes([article]))
    }

    @Test func unlabeledArticlesAreNotNormalizedInTraining() throws {
        let bare = records.map { Article(title: $0.title, text: $0.text) }
        let alone = try NormalizationCount.bytes { _ = try Tagger.train(records, options: options) }
        #expect(try NormalizationCount.bytes { _ = try Tagger.train(records + bare, options: options) } == alone)
    }

    @Test func reviewing() throws {
        let model = try ArticleClassifier.train(Articles.single, options: options)
        let count = NormalizationCount.bytes {
            var pool = ReviewPool(count: 3)
            pool.add(model.reviewCandidates(Articles.bare))
            for candidate in pool.choose(3, by: model) { _ = model.reviewItem(candidate) }
        }
        #expect(count == bytes(Articles.bare))
    }

    @Test func topics() throws {
        let all = bytes(Articles.several)
        #expect(
            try NormalizationCount.bytes { _ = try TopicModel.fit(Articles.several, nmf: NMF(rank: 2)) } == all)
        let model = try TopicModel.fit(Articles.several, nmf: NMF(rank: 2)).0
        #expect(NormalizationCount.bytes { _ = model.fold(Articles.several) } == all)
        #expect(NormalizationCount.bytes { _ = CountedPhrases(of: Articles.several, model.vectorizer) } == all)
        #expect(
            try NormalizationCount.bytes {
                _ = try DynamicTopics.fit(
                    Articles.several.normalized(), windows: [Array(Articles.several.indices)], nmf: NMF(rank: 2))
            } == all)
        let texts = Articles.several.normalized()
        #expect(
            try NormalizationCount.bytes {
                let fits = model.fold(texts).fits
                _ = UnmatchedTexts(texts, fits: fits, in: model)
                _ = try NewTopics(among: texts, new: Array(texts.indices))
            } == 0)
    }
}
