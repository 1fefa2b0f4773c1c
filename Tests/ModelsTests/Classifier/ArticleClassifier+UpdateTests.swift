import Text
import TrendNumerics
import TestSupport
import Corpus
import Features
import Testing

@testable import Models

@Suite struct ArticleClassifierUpdateTests {
    private func trained(
        _ articles: [Article], isSingleLabel: Bool, kind: LogisticRegressionModel.Kind = .oneVsRest
    ) throws -> ArticleClassifier {
        try ArticleClassifier.train(
            articles,
            options: .init(
                tfidf: TFIDFOptions(ngrams: 1, to: 2), regression: LogisticRegression(C: 10),
                isSingleLabel: isSingleLabel,
                singleLabelKind: kind))
    }

    private let options = ArticleClassifier.UpdateOptions(regression: LogisticRegression(C: 10))
    /// An article with the words of chips that a person labeled as cars.
    private let corrected = Article(title: "芯片雷达上车", text: "激光雷达", industries: ["汽车"])

    @Test(arguments: [LogisticRegressionModel.Kind.oneVsRest, .multinomial])
    func learnsACorrectionAndKeepsTheRest(_ kind: LogisticRegressionModel.Kind) throws {
        let model = try trained(Articles.single, isSingleLabel: true, kind: kind)
        #expect(model.predict([corrected])[0][0].label == "半导体")
        let updated = try model.updated(
            with: [corrected.byAPerson(), Article(title: "无")], options: options)
        #expect(updated.predict([corrected])[0][0].label == "汽车")
        #expect(updated.labels == model.labels && updated.regression.intercepts == model.regression.intercepts)
        #expect(updated.evaluate(Articles.single).accuracy > 0.9)
        // N-grams that are not in the correction keep their weights.
        let touched = Set(
            model.vectorizer.transform([TextNormalizer().scalars(of: corrected.content)]).columnIndices.map(Int.init))
        let moved = (0..<model.vectorizer.columns.count).filter { column in
            let own = column * 2..<column * 2 + 2
            return model.regression.weights[own] != updated.regression.weights[own]
        }
        #expect(Set(moved) == touched)
        #expect(updated.training.documents == 25 && updated.training.corrected == 1 && updated.training.unlabeled == 1)
    }

    @Test func aCorrectionCountsMore() throws {
        let model = try trained(Articles.single, isSingleLabel: true)
        func probability(_ isCorrected: Bool, weight: Float) throws -> Double {
            var options = options
            options.regression.C = 0.5
            options.correctionWeight = weight
            let updated = try model.updated(with: [corrected.byAPerson(isCorrected)], options: options)
            return updated.predict([corrected], top: 2)[0].first { $0.label == "汽车" }!.probability
        }
        #expect(try probability(true, weight: 5) > probability(false, weight: 5) + 0.05)
        #expect(try probability(true, weight: 1) == probability(false, weight: 5))
    }

    @Test func trainingTakesCorrectionsToo() throws {
        func train(_ isCorrected: Bool, weight: Float) throws -> ArticleClassifier {
            try ArticleClassifier.train(
                Articles.single + [corrected.byAPerson(isCorrected)],
                options: .init(
                    tfidf: TFIDFOptions(ngrams: 1, to: 2), regression: LogisticRegression(C: 0.5), isSingleLabel: true,
                    correctionWeight: weight))
        }
        func probability(_ model: ArticleClassifier) -> Double {
            model.predict([corrected], top: 2)[0].first { $0.label == "汽车" }!.probability
        }
        let (heavy, light) = (try train(true, weight: 8), try train(false, weight: 8))
        #expect(probability(heavy) > probability(light) + 0.05)
        #expect(heavy.training.corrected == 1 && light.training.corrected == 0)
        #expect(try train(true, weight: 1).regression == light.regression)
    }

    @Test(arguments: [LogisticRegressionModel.Kind.oneVsRest, .multinomial])
    func aNewLabelIsLearned(_ kind: LogisticRegressionModel.Kind) throws {
        let model = try trained(Articles.single, isSingleLabel: true, kind: kind)
        let whales = [Article(title: "芯片鲸鱼洄游", industries: ["动物"]), Article(title: "鲸鱼观察车", industries: ["动物"])]
        let updated = try model.updated(with: whales.map { $0.byAPerson() }, options: options)
        #expect(updated.labels == ["动物", "半导体", "汽车"])
        #expect(updated.predict(whales).map { $0[0].label } == ["动物", "动物"])
        #expect(updated.evaluate(Articles.single).accuracy == 1)
        try withTemporaryFile { path in
            try updated.write(to: path, reading: ReadingSettings(fields: FieldMapping(), isSingleLabel: true))
            let read = try ArticleClassifier.read(from: path).0
            #expect(
                read.labels == updated.labels && read.regression == updated.regression
                    && read.training == updated.training)
        }
    }

    @Test func severalLabelsKeepTheirCalibration() throws {
        let model = try trained(Articles.several, isSingleLabel: false)
        let article = Article(title: "汽车厂商发布新车", text: "芯片", industries: ["半导体", "汽车", "新词"])
        var rare = options
        rare.minimumLabelCount = 2
        let updated = try model.updated(with: [article.byAPerson()], options: rare)
        #expect(updated.labels == model.labels && updated.training.rareLabels == [.init(label: "新词", documents: 1)])
        #expect(updated.calibration == model.calibration)
        #expect(Set(updated.predict([article])[0].map(\.label)) == ["半导体", "汽车"])
    }

    @Test func threadsDoNotChangeABit() throws {
        let model = try trained(Articles.single, isSingleLabel: true)
        func update(threads: Int) throws -> LogisticRegressionModel {
            var options = options
            options.regression.compute.threads = threads
            return try model.updated(with: Articles.single.reversed() + [corrected], options: options).regression
        }
        #expect(try update(threads: 1) == update(threads: 2))
    }

    @Test func nothingToLearnThrows() throws {
        let model = try trained(Articles.single, isSingleLabel: true)
        #expect(throws: ModelError.noLabels(articles: 3)) { try model.updated(with: Articles.bare, options: options) }
        var rare = options
        rare.minimumLabelCount = 5
        #expect(throws: ModelError.allLabelsRare(labels: 1, minimum: 5)) {
            try model.updated(with: [Article(title: "鲸", industries: ["动物"])], options: rare)
        }
    }
}

extension Article {
    /// As if a person had said what it is about.
    func byAPerson(_ isCorrected: Bool = true) -> Article {
        var article = self
        article.isCorrected = isCorrected
        return article
    }
}
