import Corpus
import Features
import Foundation
import TestSupport
import Testing
import TrendNumerics

@testable import Models

/// What streaming learns from texts without labels, with rows on the disk and in memory.
@Suite struct StreamingBackgroundTests {
    private let labeled = TwoFields.articles(14, seed: 1)
    private let background = TwoFields.articles(1500, seed: 2).map { $0.normalized().scalars }
    private let heldOut = TwoFields.articles(400, seed: 3)

    private func options(threads: Int = 2) throws -> ArticleClassifier.Options {
        .init(
            tfidf: try TFIDFOptions(), regression: LogisticRegression(C: 60, compute: Compute(threads: threads)),
            isSingleLabel: true, minimumLabelCount: 1)
    }

    /// - Parameter isInMemory: whether few labeled articles are learned in memory, as they are.
    private func train(
        _ articles: [Article], _ background: [[UInt32]]?, isInMemory: Bool = false, threads: Int = 2,
        options own: ArticleClassifier.Options? = nil
    ) throws -> ArticleClassifier {
        let trainer = try StreamingTrainer(
            options: own ?? options(threads: threads), memory: 210 << 20, learnsVectors: background != nil,
            beside: NSTemporaryDirectory() + "streaming-test")
        if !isInMemory { trainer.background?.memoryOfFew = 0 }
        for start in stride(from: 0, to: articles.count, by: 100) {
            try trainer.add(trainer.counter.rows(of: Array(articles[start..<min(start + 100, articles.count)])))
        }
        return try trainer.train(background: background)
    }

    private func accuracy(_ model: ArticleClassifier) -> Double {
        let predicted = model.predict(heldOut)
        return Double(zip(heldOut, predicted).count { $0.industries == [$1[0].label] }) / Double(heldOut.count)
    }

    private func bytes(_ model: ArticleClassifier) throws -> Data {
        try withTemporaryFile { path in
            try model.write(to: path, reading: ReadingSettings())
            return try Data(contentsOf: URL(fileURLWithPath: path))
        }
    }

    @Test func vectorsStandBesideHashedNGrams() throws {
        let plain = try train(labeled, nil)
        let model = try train(labeled, background)
        let use = try #require(model.training.background)
        #expect(use.texts == 1500 && use.ngrams > 20 && use.chosen > 0 && use.obstacle == nil)
        #expect(use.trials.map(\.length) == [nil, 1, 2, 3])
        #expect(use.sample?.labeled == 14 && use.sample?.memory == 210 << 20)
        guard case .hashed = model.vectorizer.columns else {
            Issue.record("the columns are not hashed")
            return
        }
        #expect(model.dense?.length == use.trials[use.chosen].length)
        #expect(accuracy(model) > accuracy(plain) + 0.03)
        #expect(accuracy(model) > 0.95)
    }

    @Test func fewLabeledArticlesAreLearnedInMemory() throws {
        let model = try train(labeled + Articles.bare, background, isInMemory: true)
        let same = try ArticleClassifier.train(
            labeled, nil, background: background, limits: VectorLimits(memory: 146 << 20), options: options())
        #expect(model.regression == same.regression && model.dense == same.dense && model.dense != nil)
        #expect(model.training.unlabeled == 3 && model.training.documents == 14)
        let use = try #require(model.training.background)
        #expect(use.trials == same.training.background?.trials)
        let characters = labeled.reduce(0) { $0 + $1.normalized().scalars.count } + background.joined().count
        #expect(use.sample == .init(memory: 210 << 20, labeled: 14, characters: characters))
    }

    @Test(arguments: [true, false]) func isTheSameWithAnyNumberOfThreads(isInMemory: Bool) throws {
        let one = try bytes(train(labeled, background, isInMemory: isInMemory, threads: 1))
        #expect(try bytes(train(labeled, background, isInMemory: isInMemory, threads: 3)) == one)
    }

    @Test(arguments: [true, false]) func aBackgroundThatDoesNotHelpChangesNothing(isInMemory: Bool) throws {
        // With all words labeled there is nothing left to learn, and equal scores go to n-grams alone.
        let articles = TwoFields.articles(400, seed: 4)
        let plain = try train(articles, nil)
        let model = try train(articles, background, isInMemory: isInMemory)
        #expect(model.training.background?.chosen == 0 && model.training.background?.trials.count ?? 0 > 3)
        // Byte for byte, but for the record of what was tried.
        var training = model.training
        training.background = nil
        let without = try ArticleClassifier(
            labels: model.labels, isSingleLabel: model.isSingleLabel, vectorizer: model.vectorizer, dense: model.dense,
            regression: model.regression, calibration: model.calibration, confidence: model.confidence,
            heldOut: model.heldOut, training: training)
        #expect(try bytes(without) == bytes(plain))
    }

    @Test func obstaclesAreTold() throws {
        let plain = try train(labeled, nil)
        let few = try train(labeled, Array(background.prefix(100)))
        #expect(few.training.background?.obstacle == .fewTexts && few.regression == plain.regression)
        let unjudged = try train(Array(labeled.prefix(8)), background)
        #expect(unjudged.training.background?.obstacle == .fewLabeled && unjudged.dense == nil)
        #expect(unjudged.training.background?.sample == nil)
    }

    @Test func severalLabelsLearnFromTextsToo() throws {
        var options = try options()
        options.isSingleLabel = false
        let model = try train(TwoFields.severalLabels(labeled), background, options: options)
        #expect(model.training.background?.chosen ?? 0 > 0 && model.calibration != nil)
        let predicted = model.predict(heldOut)
        let right = zip(heldOut, predicted).count { article, labels in
            labels.contains { $0.label == article.industries[0] }
        }
        #expect(right > 340)
    }

    @Test func servesLikeAnyModel() throws {
        let model = try train(labeled, background)
        let read = try withTemporaryFile { path in
            try model.write(to: path, reading: ReadingSettings())
            return try ArticleClassifier.read(from: path).0
        }
        #expect(read.dense == model.dense && read.training == model.training)
        #expect(read.predict(heldOut) == model.predict(heldOut))
        // Words that no labeled article has are among the reasons.
        let known = labeled.map(\.title).joined()
        let reasons = heldOut.prefix(40).flatMap { article in
            model.explain(article.normalized(), labels: 1, terms: 20)[0].terms.map(\.ngram)
        }
        #expect(reasons.contains { $0.count == 2 && !known.contains($0) })
        let energy = ["光伏", "硅片", "电池", "风机", "储能", "电网"]
        let new = energy.indices.map { index in
            Article(title: (energy[index...] + energy[..<index]).prefix(3).joined(separator: "的"), industries: ["能源"])
        }
        let updated = try read.updated(
            with: (new + TwoFields.articles(6, seed: 9)).map { $0.byAPerson() },
            options: .init(regression: LogisticRegression(C: 10), minimumLabelCount: 1))
        #expect(updated.dense == model.dense && updated.labels.contains("能源"))
        #expect(updated.predict(new).allSatisfy { $0[0].label == "能源" })
        #expect(accuracy(updated) > 0.9)
    }

    @Test func halfOfTheTextsMayBeLabeledOnes() throws {
        let limits = VectorLimits(memory: 210 << 20 - 64 << 20)
        var own = try StreamingBackground(memory: 210 << 20, beside: NSTemporaryDirectory() + "streaming-test")
        #expect(own.limits == limits && own.unlabeledScalars == limits.scalars && own.isFew(labels: 2))
        try own.append([UInt32](repeating: 0x4E2D, count: 1000), labels: [0], isCorrected: false)
        #expect(own.unlabeledScalars == limits.scalars - 1000)
        #expect(own.isFew(labels: 2) && !own.isFew(labels: 100_000))
        for _ in 0..<10 { try own.append([UInt32](repeating: 0x4E2D, count: 200_000), labels: [0], isCorrected: false) }
        #expect(own.unlabeledScalars == limits.scalars - limits.scalars / 2 && !own.isFew(labels: 2))
        #expect(own.labelSets.count == 11)
        var use = BackgroundUse(texts: 0, ngrams: 0, trials: [], chosen: 0, sure: 0)
        // Equal texts are too few to learn from, whatever their number.
        #expect(try own.vectors([], &use, Compute()) == nil)
    }

    @Test func codesOfVectorsAreNear() throws {
        let vectors = try #require(try SemanticVectors.learn(from: background, rank: 16))
        let store = try TextStore(beside: NSTemporaryDirectory() + "streaming-test")
        let texts = heldOut.map { $0.normalized().scalars }
        for text in texts { try store.append(text) }
        let coded = try StreamedVectors(store, by: vectors, threads: 2)
        let exact = vectors.rows(texts, length: 2)
        let rows = try RowStore(beside: NSTemporaryDirectory() + "streaming-test", seed: 1)
        var entries: [UInt8] = []
        RowStore.pack([], [], into: &entries)
        for _ in texts { try rows.append(labels: [0], entries: entries[...]) }
        try rows.flush()
        var pass = RowPass(rows, draws: 0..<1 << 16, columnShift: 0, classes: [0], isSingleLabel: true, seed: 1)
        var batch = try #require(try pass.next())
        #expect(batch.rows == 400)
        coded.join(&batch, columns: 10, length: 2)
        let columns = (10..<26).map { Int32($0) }
        #expect(Array(batch.columns.prefix(16)) == columns)
        for (row, place) in batch.places.enumerated() {
            for index in 0..<16 {
                #expect(abs(batch.values[row * 16 + index] - exact[place * 16 + index]) < 0.01)
            }
        }
    }
}
