import TrendNumerics
import TestSupport
import Corpus
import Features
import Foundation
import Testing

@testable import Models

@Suite struct StreamingTrainerTests {
    private func options(single: Bool, threads: Int = 1, minimum: Int? = nil) throws -> ArticleClassifier.Options {
        .init(
            tfidf: try TFIDFOptions(), regression: LogisticRegression(C: 30, compute: Compute(threads: threads)),
            isSingleLabel: single,
            minimumLabelCount: minimum)
    }

    private func train(
        _ articles: [Article], single: Bool, threads: Int = 1, minimum: Int? = nil, memory: Int = 210 << 20,
        as chosen: ArticleClassifier.Options? = nil, weight: Float = ArticleClassifier.correctionWeight
    ) throws -> ArticleClassifier {
        var options = try options(single: single, threads: threads, minimum: minimum)
        options.correctionWeight = weight
        let trainer = try StreamingTrainer(
            options: options, memory: memory, beside: NSTemporaryDirectory() + "streaming-test")
        for start in stride(from: 0, to: articles.count, by: 100) {
            try trainer.add(trainer.counter.rows(of: Array(articles[start..<min(start + 100, articles.count)])))
        }
        return try trainer.train(as: chosen)
    }

    private let single = (0..<600).flatMap { [Articles.chip($0), Articles.car($0)] }
    private let several = (0..<400).flatMap { [Articles.chip($0), Articles.car($0), Articles.both($0)] }

    @Test func agreesWithTrainingInMemory() throws {
        let streamed = try train(single + Articles.bare, single: true)
        let learned = try ArticleClassifier.train(single, options: options(single: true))
        #expect(streamed.labels == learned.labels && streamed.calibration == nil)
        #expect(streamed.training.documents == 1200 && streamed.training.unlabeled == 3)
        #expect(streamed.training.optimality == nil)
        let articles = Articles.single + Articles.bare
        let same = zip(streamed.predict(articles), learned.predict(articles)).count { $0[0].label == $1[0].label }
        #expect(same >= articles.count - 1)
        #expect(streamed.evaluate(Articles.single).accuracy == 1)
    }

    @Test(arguments: [true, false]) func theFileIsTheSameAtAnyNumberOfThreads(single: Bool) throws {
        let articles = single ? self.single : several
        let settings = ReadingSettings(fields: FieldMapping(), isSingleLabel: single)
        try withTemporaryFile { path in
            try train(articles, single: single).write(to: path, reading: settings)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            try train(articles, single: single, threads: 2).write(to: path, reading: settings)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
            // A model that is read and written again has the same bytes.
            let (again, reading) = try ArticleClassifier.read(from: path)
            try again.write(to: path, reading: reading)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
        }
    }

    @Test func aFileSortedByLabelTrains() throws {
        let sorted = single.sorted { $0.industries[0] < $1.industries[0] }
        #expect(try train(sorted, single: true).evaluate(Articles.single).accuracy == 1)
    }

    @Test func severalLabelsAreCalibratedWithHeldOutArticles() throws {
        let model = try train(several, single: false)
        let calibration = try #require(model.calibration)
        #expect(calibration.thresholds.allSatisfy { $0 > 0 && $0 < 1 })
        #expect(model.training.documents == 1200)
        #expect(model.regression.kind == .oneVsRest)
        #expect(model.evaluate(Articles.several).microF1 > 0.9)
        #expect(model.predict([Articles.both(40)])[0].count == 2)
    }

    /// A model of one label per article knows how often it is right, as one that was trained in memory does.
    @Test func singleLabelsAreJudgedByHeldOutArticles() throws {
        // Every tenth article has the other label, which no model can foresee.
        let noisy = single.enumerated().map { place, article in
            var article = article
            if place % 10 == 3 { article.industries = article.industries == ["汽车"] ? ["半导体"] : ["汽车"] }
            return article
        }
        let model = try train(noisy, single: true)
        let sample = try #require(model.heldOut)
        #expect(sample.isSingleLabel && sample.count > 150 && sample.count < 350)
        let right = sample.trust(sureFrom: 0.5).right
        #expect(right > 0.8 && right < 0.95, "\(right)")
    }

    /// Every fifth article is corrected to another label, so that the weight decides.
    @Test(arguments: [true, false]) func correctionsWeighAsInMemory(single: Bool) throws {
        let corrected = self.single.enumerated().map { place, article in
            var article = article
            if article.industries == ["汽车"], place / 2 % 5 == 0 {
                (article.industries, article.isCorrected) = (["半导体"], true)
            }
            return article
        }
        let car = [Articles.car(3).normalized().scalars]
        // Without calibration, which takes the weight back.
        func probability(_ model: ArticleClassifier) -> Float {
            model.regression.probabilities(model.vectorizer.transform(car))[model.labels.firstIndex(of: "半导体")!]
        }
        func learned(_ weight: Float) throws -> (streamed: Float, inMemory: Float) {
            let streamed = try train(corrected, single: single, weight: weight)
            #expect(streamed.training.corrected == 120)
            var options = try options(single: single)
            options.correctionWeight = weight
            return (probability(streamed), probability(try ArticleClassifier.train(corrected, options: options)))
        }
        let (light, heavy) = try (learned(1), learned(20))
        #expect(heavy.streamed > light.streamed + 0.2, "\(light) \(heavy)")
        #expect(abs(heavy.streamed - heavy.inMemory) < 0.15, "\(light) \(heavy)")
    }

    /// The articles decide after they were read, so the rows have all their labels.
    @Test func ofOneLabelPerArticleTheFirstCounts() throws {
        let mixed = self.single + (0..<6).map { Articles.both($0) }
        var chosen = try options(single: true)
        chosen.regression.classWeight = .uniform
        let model = try train(mixed, single: false, as: chosen)
        #expect(model.isSingleLabel && model.training.documents == 1206)
        #expect(model.labels == ["半导体", "汽车"] && model.calibration == nil)
        // A label that is no article's first one is none.
        let second = mixed + [Article(title: "芯片", industries: ["半导体", "罕见"])]
        #expect(try train(second, single: false, as: chosen).training.rareLabels.isEmpty)
        #expect(try train(second, single: false).training.rareLabels.map(\.label) == ["罕见"])
    }

    /// A label that is not learned teaches nothing, whoever gave it.
    @Test func correctionsToRareLabelsAreNotCounted() throws {
        var rare = Article(title: "芯片", industries: ["罕见"])
        rare.isCorrected = true
        #expect(try train(self.single + [rare], single: true).training.corrected == 0)
        #expect(try train(self.single + [rare], single: false).training.corrected == 1)
    }

    @Test func rareLabelsAreLeftOut() throws {
        let rare = Article(title: "芯片", industries: ["罕见"])
        let model = try train(single + [rare], single: true)
        #expect(model.labels == ["半导体", "汽车"] && model.training.documents == 1200)
        #expect(model.training.rareLabels == [.init(label: "罕见", documents: 1)])
        #expect(throws: ModelError.allLabelsRare(labels: 3, minimum: 5000)) {
            try train(single + [rare], single: true, minimum: 5000)
        }
    }

    @Test func explainsWithTheArticlesOwnNGrams() throws {
        let model = try train(single, single: true)
        let explanation = try #require(model.explain(Article(title: "新的芯片设计", text: "芯片").normalized()).first)
        #expect(explanation.label == "半导体")
        let chip = try #require(explanation.terms.first { $0.ngram == "芯片" })
        #expect(chip.places == [3, 8] && chip.contribution > 0)
        #expect(explanation.terms.allSatisfy { "新的芯片设计 芯片".contains($0.ngram) })
    }

    @Test func unusableTrainingDataThrows() throws {
        #expect(throws: ModelError.noLabels(articles: 3)) { try train(Articles.bare, single: true) }
        #expect(throws: ModelError.noLabels(articles: 0)) { try train([], single: false) }
        let articles = (0..<140_000).map { Article(title: "甲", industries: ["\($0)"]) }
        let trainer = try StreamingTrainer(
            options: options(single: true), memory: 1 << 30, beside: NSTemporaryDirectory() + "streaming-test")
        #expect(throws: ModelError.self) { try trainer.add(trainer.counter.rows(of: articles)) }
        #expect { try train(single, single: true, memory: 100 << 20) } throws: {
            guard case ModelError.tooLittleMemory(2, let needed) = $0 else { return false }
            return needed < 210 << 20
        }
    }

    /// Inconsistent bits and figures are refused before anything is allocated for them.
    @Test func hostileColumnsAreRefused() throws {
        let model = try train(single, single: true)
        let bits = UInt8(model.vectorizer.columns.count.trailingZeroBitCount)
        for bytes in [[], [0], [9], [bits - 1], [bits + 1], [25], [63], [255], [bits, 0]] as [[UInt8]] {
            var file = ModelFile()
            file.add("HASH", bytes)
            file.add("COLW", array: model.vectorizer.columnWeights)
            #expect(throws: ModelError.self, "\(bytes)") { _ = try file.vectorizer(options: model.vectorizer.options) }
        }
    }
}
