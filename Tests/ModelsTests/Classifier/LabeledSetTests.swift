import Text
import Numerics
import TestSupport
import Corpus
import Features
import Testing

@testable import Models

@Suite struct LabeledSetTests {
    private func options(single: Bool = false, minimumDocumentFrequency: Int = 1) throws -> ArticleClassifier.Options {
        .init(
            tfidf: try TFIDFOptions(minimumDocumentFrequency: .count(minimumDocumentFrequency)),
            regression: LogisticRegression(tolerance: 1e-7), isSingleLabel: single)
    }

    /// Vectorizing once and reweighting for each fold equals a vectorizer for each fold.
    @Test(arguments: [1, 3]) func heldOutScoresAreThoseOfAModelThatNeverSawTheArticles(minimum: Int) throws {
        let articles = (0..<30).flatMap { [Articles.chip($0), Articles.car($0), Articles.both($0)] }
        let options = try options(minimumDocumentFrequency: minimum)
        let set = try LabeledSet(articles, options: options)
        let found = try #require(try set.heldOutScores(options.regression))

        let foldOf = StratifiedSplit.folds(set.labelSets, folds: 5, seed: options.regression.compute.seed)
        let texts = articles.map { TextNormalizer().scalars(of: $0.content) }
        for fold in 0..<5 {
            let training = texts.indices.filter { foldOf[$0] != fold }
            let heldOut = texts.indices.filter { foldOf[$0] == fold }
            let (vectorizer, matrix) = try TFIDFVectorizer.fitTransform(
                training.map { texts[$0] }, options: options.tfidf)
            let (model, _) = try options.regression.fit(
                matrix, .several(training.map { set.labelSets[$0] }), classes: 2)
            let expected = model.scores(vectorizer.transform(heldOut.map { texts[$0] }))
            for (row, document) in heldOut.enumerated() {
                for label in 0..<2 { #expect(abs(found[document * 2 + label] - expected[row * 2 + label]) < 0.02) }
            }
        }
        let isTrue = set.labelSets.flatMap { own in (0..<2).map(own.contains) }
        let heldOut = try #require(try set.heldOut(options.regression))
        #expect(heldOut.calibration == Calibration(scores: found, isTrue: isTrue, labels: 2))
        #expect(heldOut.sample?.count == articles.count && heldOut.confidence == nil)
    }

    @Test func theBestCIsTaken() throws {
        var options = try options(single: true)
        options.candidates = [10, 1e-6, 0.001]
        let model = try ArticleClassifier.train(Articles.single, options: options)
        let scores = try #require(model.training.heldOutScores)
        #expect(scores.map(\.C) == [1e-6, 0.001, 10])
        options.regression.C = try #require(HeldOutScore.best(of: scores)).C
        options.candidates = []
        let alone = try ArticleClassifier.train(Articles.single, options: options)
        #expect(alone.regression == model.regression && alone.training.heldOutScores == nil)
    }
}
