import Text
import TrendNumerics
import TestSupport
import Corpus
import Features
import Foundation
import Testing

@testable import Models

@Suite struct ArticleClassifierTests {
    private func options(single: Bool, minimum: Int? = nil) throws -> ArticleClassifier.Options {
        .init(
            tfidf: try TFIDFOptions(), regression: LogisticRegression(), isSingleLabel: single,
            minimumLabelCount: minimum)
    }

    private func articles(single: Bool) -> [Article] { single ? Articles.single : Articles.several }

    @Test func tagsWithOneLabel() throws {
        let model = try ArticleClassifier.train(Articles.single + Articles.bare, options: options(single: true))
        #expect(model.labels == ["半导体", "汽车"] && model.calibration == nil)
        #expect(model.training.documents == 24 && model.training.unlabeled == 3)
        #expect(model.training.optimality?.converged == true)
        let ranked = model.predict(Articles.bare, top: 2)
        #expect(ranked.map { $0[0].label }.prefix(2) == ["半导体", "汽车"])
        for labels in ranked {
            #expect(labels.count == 2 && labels[0].probability >= labels[1].probability)
            #expect(abs(labels[0].probability + labels[1].probability - 1) < 1e-5)
        }
        #expect(model.predict(Articles.bare) == ranked.map { [$0[0]] })
        #expect(model.predict(Articles.bare, top: 1) == model.predict(Articles.bare))
        #expect(model.predict([Article]()) == [])
        #expect(ranked[0][0].probability > 0.8 && ranked[1][0].probability > 0.8)
        #expect(model.evaluate(Articles.single + Articles.bare).accuracy == 1)
        #expect(model.evaluate(Articles.bare).documents == 0)
    }

    @Test(arguments: [LogisticRegressionModel.Kind.multinomial, .oneVsRest])
    func probabilitiesOfOneLabelAddUpToOne(kind: LogisticRegressionModel.Kind) throws {
        var options = try options(single: true)
        options.singleLabelKind = kind
        let third = (0..<12).map { Article(title: "春耕水稻丰收\($0)", industries: ["农业"]) }
        let model = try ArticleClassifier.train(Articles.single + third, options: options)
        #expect(model.regression.kind == kind && model.calibration == nil)
        for labels in model.predict(Articles.bare, top: 3) {
            #expect(abs(labels.reduce(0) { $0 + $1.probability } - 1) < 1e-5)
        }
        options.isSingleLabel = false
        #expect(try ArticleClassifier.train(Articles.several, options: options).regression.kind == .oneVsRest)
    }

    @Test func tagsWithSeveralLabels() throws {
        let model = try ArticleClassifier.train(Articles.several, options: options(single: false))
        let calibration = try #require(model.calibration)
        #expect(model.regression.kind == .oneVsRest)
        let report = model.evaluate(Articles.several)
        #expect(report.documents == 36 && report.microF1 > 0.9)
        let ranked = model.predict(Articles.several, top: 9)
        for (labels, given) in zip(ranked, model.predict(Articles.several)) {
            #expect(labels.count == 2 && labels[0].probability >= labels[1].probability)
            let passing = labels.filter {
                $0.probability >= calibration.thresholds[model.labels.firstIndex(of: $0.label)!]
            }
            #expect(given == (passing.isEmpty ? [labels[0]] : passing))
        }
        #expect(model.predict([Articles.both(40)])[0].count == 2)
        // Nothing in the text is known. The best label is given although it is below the threshold.
        #expect(model.predict([Article(title: "鲸")])[0].count >= 1)
    }

    @Test(arguments: [true, false]) func fileKeepsTheModel(single: Bool) throws {
        let model = try ArticleClassifier.train(articles(single: single), options: options(single: single))
        let settings = ReadingSettings(fields: FieldMapping(), isSingleLabel: single)
        try withTemporaryFile { path in
            try model.write(to: path, reading: settings)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            let (again, reading) = try ArticleClassifier.read(from: path)
            #expect(reading == settings)
            let tagged = Articles.several + Articles.bare
            #expect(again.predict(tagged, top: 2) == model.predict(tagged, top: 2))
            #expect(again.training == model.training && again.calibration == model.calibration)
            #expect(again.vectorizer.options == model.vectorizer.options && again.isSingleLabel == single)
            // A model that is trained, read and written again has the same bytes.
            try again.write(to: path, reading: reading)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
            var other = try options(single: single)
            other.regression.compute.threads = 2
            try ArticleClassifier.train(articles(single: single), options: other).write(to: path, reading: settings)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
            #expect(throws: ModelError.otherKind("a classifier", wanted: "topics")) { try TopicModel.read(from: path) }
        }
    }

    @Test func precisionMayGiveNoLabel() throws {
        var options = try options(single: false)
        options.goal = .precision(0.9)
        let model = try ArticleClassifier.train(Articles.several, options: options)
        #expect(model.calibration?.givesBest == false)
        #expect(model.predict(Articles.several).joined().count > 36)
        var calibration = try #require(model.calibration)
        calibration.thresholds[1] = Calibration.never
        func classifier() throws -> ArticleClassifier {
            try ArticleClassifier(
                labels: model.labels, isSingleLabel: false, vectorizer: model.vectorizer, regression: model.regression,
                calibration: calibration, training: model.training)
        }
        let cars = [Articles.car(0)]
        #expect(try classifier().predict(cars) == [[]] && classifier().predict(cars, top: 1)[0].map(\.label) == ["汽车"])
        calibration.givesBest = true
        #expect(try classifier().predict(cars)[0].map(\.label) == ["汽车"])
    }

    /// Files from before labels had their own lines have one line for all labels, in the settings.
    @Test func oldFilesKeepTheirCalibration() throws {
        let model = try ArticleClassifier.train(Articles.several, options: options(single: false))
        let settings = ReadingSettings(fields: FieldMapping(), isSingleLabel: false)
        try withTemporaryFile { path in
            try model.write(to: path, reading: settings)
            let file = try ModelFile(path: path)
            var json = try #require(JSONSerialization.jsonObject(with: Data(file.bytes("CLAS"))) as? [String: Any])
            json["calibration"] = ["slope": 1.5, "intercept": -0.5, "threshold": 0.25]
            var old = ModelFile()
            old.add("CLAS", Array(try JSONSerialization.data(withJSONObject: json)))
            for name in ["NODE", "COLW", "WGHT", "ICPT"] { old.add(name, try file.bytes(name)) }
            try old.write(to: path)
            let (again, reading) = try ArticleClassifier.read(from: path)
            #expect(reading.aliases == nil)
            #expect(again.calibration == Calibration(slope: 1.5, intercept: -0.5, threshold: 0.25, labels: 2))
            old.add(
                "CALB",
                Array(
                    #"{"lines":[],"knotOffsets":[0],"knotScores":[],"knotProbabilities":[],"thresholds":[],"givesBest":true}"#
                        .utf8))
            try old.write(to: path)
            #expect(throws: ModelError.self) { try ArticleClassifier.read(from: path) }
        }
    }

    /// Labels by chance, so whoever has not seen an article knows nothing of it.
    @Test func repostsAreJudgedByNoModelThatHasLearnedThem() throws {
        var random = SeededGenerator(seed: 3)
        let articles = (0..<60).map { _ in
            let scalars = (0..<80).map { _ in UnicodeScalar(UInt32.random(in: 0x4E00..<0x9000, using: &random))! }
            return Article(
                title: "", text: String(String.UnicodeScalarView(scalars)),
                industries: [["甲", "乙", "丙"].randomElement(using: &random)!])
        }
        let options = try options(single: true, minimum: 1)
        let once = try ArticleClassifier.crossValidate(articles, folds: 5, options: options)
        let twice = try ArticleClassifier.crossValidate(articles + articles, folds: 5, options: options)
        #expect(once.accuracy < 0.6 && twice.accuracy < 0.6)
    }

    @Test func probabilitiesAreJudgedOnHeldOutArticles() throws {
        let report = try ArticleClassifier.crossValidate(Articles.several, folds: 4, options: options(single: false))
        #expect(report.reliability?.count == 36 * 2)
        let single = try ArticleClassifier.crossValidate(Articles.single, folds: 4, options: options(single: true))
        #expect(single.reliability?.count == 24)
        // A label that is unknown to the model counts as predicted with probability 0.
        let model = try ArticleClassifier.train(Articles.several, options: options(single: false))
        let unknown = model.evaluate([Article(title: "芯片产能", industries: ["半导体", "材料"])])
        #expect(unknown.reliability?.count == 3 && unknown.reliability?.bins[0].share ?? 0 > 0)
    }

    @Test func equallyProbableLabelsAreSortedByName() throws {
        let model = try ArticleClassifier.train(Articles.single, options: options(single: true))
        let zero = try LogisticRegressionModel(
            kind: .multinomial, features: model.vectorizer.vocabulary.count, classes: 3,
            weights: Array(repeating: 0, count: model.vectorizer.vocabulary.count * 3), intercepts: [0, 1, 1])
        let even = try ArticleClassifier(
            labels: ["a", "b", "c"], isSingleLabel: true, vectorizer: model.vectorizer, regression: zero,
            calibration: nil, training: model.training)
        #expect(
            even.predict(Articles.bare, top: 3).map { $0.map(\.label) } == Array(repeating: ["b", "c", "a"], count: 3))
        #expect(even.predict(Articles.bare).map { $0.map(\.label) } == Array(repeating: ["b"], count: 3))
    }

    @Test func rareLabelsAreLeftOut() throws {
        let rare = Article(title: "芯片", industries: ["罕见"])
        let model = try ArticleClassifier.train(Articles.single + [rare], options: options(single: true, minimum: 2))
        #expect(model.labels == ["半导体", "汽车"] && model.training.documents == 24)
        #expect(model.training.rareLabels == [.init(label: "罕见", documents: 1)])
        #expect(throws: ModelError.allLabelsRare(labels: 3, minimum: 13)) {
            try ArticleClassifier.train(Articles.single + [rare], options: options(single: true, minimum: 13))
        }
        let several = try ArticleClassifier.train(
            Articles.several + [rare], options: options(single: false, minimum: 2))
        #expect(several.training.documents == 37)
    }

    @Test func noLabelsThrow() throws {
        #expect(throws: ModelError.noLabels(articles: 3)) {
            try ArticleClassifier.train(Articles.bare, options: options(single: true))
        }
        #expect(throws: ModelError.noLabels(articles: 0)) {
            try ArticleClassifier.train([], options: options(single: false))
        }
    }

    @Test(arguments: [true, false]) func crossValidationLabelsEveryLabeledArticle(single: Bool) throws {
        let articles = articles(single: single)
        let report = try ArticleClassifier.crossValidate(
            articles + Articles.bare, folds: 4, options: options(single: single))
        #expect(report.documents == articles.count)
        #expect(report.labels.map(\.support) == (single ? [12, 12] : [24, 24]))
        #expect(report.microF1 > 0.85)
        #expect(throws: ModelError.self) {
            try ArticleClassifier.crossValidate(articles, folds: 1, options: options(single: single))
        }
        #expect(throws: ModelError.self) {
            try ArticleClassifier.crossValidate(Array(articles.prefix(3)), folds: 4, options: options(single: single))
        }
    }

    @Test func manyArticlesMakeWeightsSupervised() throws {
        let many = (0..<500).flatMap { [Articles.chip($0), Articles.car($0)] }
        let model = try ArticleClassifier.train(many, options: options(single: true))
        let matrix = try TFIDFVectorizer.fitTransform(
            many.map { TextNormalizer().scalars(of: $0.content) }, options: TFIDFOptions()
        ).1
        let labels = many.map { [$0.industries[0] == "半导体" ? 0 : 1] }
        #expect(model.vectorizer.columnWeights == SupervisedWeights.weights(matrix, labels: labels, classes: 2))
    }
}
