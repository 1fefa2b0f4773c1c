import Corpus
import Features
import Foundation
import TestSupport
import Testing
import TrendNumerics

@testable import Models

/// What held-out rows choose.
@Suite struct StreamingTrialsTests {
    private let articles = TwoFields.articles(600, seed: 1)

    private func train(
        _ articles: [Article], C: [Float], single: Bool = true, threads: Int = 2
    ) throws
        -> ArticleClassifier
    {
        let options = ArticleClassifier.Options(
            tfidf: try TFIDFOptions(), regression: LogisticRegression(C: C[0], compute: Compute(threads: threads)),
            isSingleLabel: single, minimumLabelCount: 1, candidates: C.count > 1 ? C : [])
        let trainer = try StreamingTrainer(
            options: options, memory: 210 << 20, beside: NSTemporaryDirectory() + "streaming-test")
        try trainer.add(trainer.counter.rows(of: articles))
        return try trainer.train()
    }

    @Test(arguments: [true, false]) func chooseC(single: Bool) throws {
        let model = try train(articles, C: [30, 1e-6], single: single)
        let scores = try #require(model.training.heldOutScores)
        #expect(scores.map(\.C) == [1e-6, 30] && scores[1].score > scores[0].score + 0.02, "\(scores)")
        #expect(HeldOutScore.best(of: scores)?.C == 30)
        // All articles are learned, as they are with that value alone, and the folds tell how right the model is.
        let alone = try train(articles, C: [30], single: single)
        #expect(model.training.documents == 600 && alone.training.documents == 600)
        #expect(alone.training.heldOutScores == nil)
        #expect(try #require(model.heldOut).count == 600)
        #expect((model.calibration == nil) == single)
        #expect(try train(articles, C: [30, 1e-6], single: single, threads: 1).regression == model.regression)
    }

    @Test func fewArticlesChooseNothing() {
        #expect(throws: ModelError.tooFewToChooseC(articles: 9, needed: 10)) {
            try train(Array(articles.prefix(9)), C: [1, 10])
        }
    }
}
