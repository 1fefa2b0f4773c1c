import Text
import TrendNumerics
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
        let (heldOut, line) = try #require(try set.heldOut(options.regression))
        #expect(heldOut.calibration == Calibration(scores: found, isTrue: isTrue, labels: 2))
        #expect(heldOut.sample?.count == articles.count && heldOut.confidence == nil)
        #expect(line == nil)
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

    /// Not all of very many articles are held out once.
    @Test func foldsAreFewerWhereThereAreVeryManyScores() {
        func folds(_ articles: Int, _ labels: Int, single: Bool = false) -> Int {
            LabeledSet.heldOutFolds(articles: articles, labels: labels, isSingleLabel: single)
        }
        #expect(folds(30, 2) == 5 && folds(140_000, 119) == 5)
        #expect(folds(300_000, 119) == 2 && folds(10_000_000, 64) == 1)
        #expect(folds(20_000, 119, single: true) == 5 && folds(100_000, 4, single: true) == 1)
    }

    /// More than 1,024 labels: the others are left out, and the model says so; in an update too.
    @Test func aModelLearnsOnlySoManyLabels() throws {
        let articles = (0..<1030).map { number in
            Article(title: "第\(number)条 芯片", industries: ["业\(10_000 + number)", "共"])
        }
        var options = ArticleClassifier.Options(
            tfidf: try TFIDFOptions(), regression: LogisticRegression(maximumEpochs: 1), minimumLabelCount: 1)
        let model = try ArticleClassifier.train(articles, options: options)
        #expect(model.labels.count == 1024 && model.labels.contains("共") && model.labels.contains("业10000"))
        #expect(model.training.mostLabels == 1024 && model.training.rareLabels.map(\.label).first == "业11023")
        #expect(model.training.rareLabels.count == 7)

        options.minimumLabelCount = nil
        let small = try ArticleClassifier.train(Articles.several, options: options)
        #expect(small.training.mostLabels == nil)
        let update = ArticleClassifier.UpdateOptions(
            regression: LogisticRegression(maximumEpochs: 1), minimumLabelCount: 1)
        let updated = try small.updated(with: articles, options: update)
        #expect(updated.labels.count == 1024 && updated.training.mostLabels == 1024)
        #expect(updated.training.rareLabels.count == small.labels.count + 1031 - 1024)
    }
}
