import Corpus
import Features
import Foundation
import TrendNumerics
import TestSupport
import Testing
import Text

@testable import Models

/// Two fields whose articles share no words: what belongs together only the texts without labels say.
enum TwoFields {
    /// Sixty words of two characters a field, none of which another word has.
    private static let words: [[String]] = (0..<2).map { field in
        (0..<60).map { word in
            let first = UInt32(0x4E00 + field * 1000 + word * 2)
            return String(String.UnicodeScalarView([Unicode.Scalar(first)!, Unicode.Scalar(first + 1)!]))
        }
    }
    static let labels = ["金融", "体育"]

    static func articles(_ count: Int, seed: UInt64) -> [Article] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { index in
            let own = words[index % 2].shuffled(using: &generator).prefix(3).joined(separator: "的")
            return Article(title: own + "\(index)", industries: [labels[index % 2]])
        }
    }

    /// The same articles, some of them with a second label.
    static func severalLabels(_ articles: [Article]) -> [Article] {
        articles.map { article in
            var article = article
            if article.title.contains("1") { article.industries.append("热点") }
            return article
        }
    }
}

@Suite struct BackgroundChoiceTests {
    private func options(threads: Int = 2) throws -> ArticleClassifier.Options {
        .init(
            tfidf: try TFIDFOptions(), regression: LogisticRegression(C: 60, compute: Compute(threads: threads)),
            isSingleLabel: true, minimumLabelCount: 1)
    }

    private func scalars(_ articles: [Article]) -> [[UInt32]] { articles.normalized().map(\.scalars) }

    private func accuracy(_ model: ArticleClassifier, _ articles: [Article]) -> Double {
        let predicted = model.predict(articles.normalized())
        return Double(zip(articles, predicted).count { $0.industries == [$1[0].label] }) / Double(articles.count)
    }

    private let labeled = Array(TwoFields.articles(14, seed: 1))
    private let background = TwoFields.articles(1500, seed: 2)
    private let heldOut = TwoFields.articles(400, seed: 3)

    @Test func textsWithoutLabelsTeachWhatBelongsTogether() throws {
        let plain = try ArticleClassifier.train(labeled, options: options())
        let model = try ArticleClassifier.train(labeled, nil, background: scalars(background), options: options())
        let use = try #require(model.training.background)
        #expect(plain.training.background == nil && plain.dense == nil)
        #expect(use.texts == 1500 && use.ngrams > 20 && use.chosen > 0)
        #expect(use.trials.map(\.length) == [nil, 1, 2, 3, 4, 4])
        #expect(use.trials.map(\.isSelfTrained) == [false, false, false, false, false, true])
        #expect(use.trials.map { $0.loss == .squares } == [false, false, false, false, true, true])
        #expect(use.trials[use.chosen].score == use.trials.map(\.score).max())
        #expect((use.sure > 0) == use.trials[use.chosen].isSelfTrained)
        #expect(accuracy(model, heldOut) > accuracy(plain, heldOut) + 0.03)
        #expect(accuracy(model, heldOut) > 0.95)
    }

    @Test func isTheSameWithAnyNumberOfThreads() throws {
        let one = try ArticleClassifier.train(
            labeled, nil, background: scalars(background), options: options(threads: 1))
        let three = try ArticleClassifier.train(
            labeled, nil, background: scalars(background), options: options(threads: 3))
        #expect(one.regression == three.regression && one.dense == three.dense)
        #expect(
            one.probabilities(heldOut.normalized(), threads: 1) == three.probabilities(heldOut.normalized(), threads: 3)
        )
    }

    @Test func aBackgroundThatDoesNotHelpChangesNothing() throws {
        // With all words labeled there is nothing left to learn, and equal scores go to n-grams alone.
        let articles = TwoFields.articles(400, seed: 4)
        let plain = try ArticleClassifier.train(articles, options: options())
        let model = try ArticleClassifier.train(articles, nil, background: scalars(background), options: options())
        #expect(model.training.background?.chosen == 0 && model.training.background?.trials[0].score == 1)
        #expect(model.dense == nil && model.regression == plain.regression)
        #expect(model.vectorizer.columnWeights == plain.vectorizer.columnWeights)
    }

    @Test func tooFewTextsOrArticlesTeachNothing() throws {
        let few = try ArticleClassifier.train(
            labeled, nil, background: scalars(Array(background.prefix(100))), options: options())
        #expect(
            few.training.background
                == BackgroundUse(texts: 100, ngrams: 0, obstacle: .fewTexts, trials: [], chosen: 0, sure: 0))
        let unjudged = try ArticleClassifier.train(
            Array(labeled.prefix(8)), nil, background: scalars(background), options: options())
        #expect(unjudged.training.background?.obstacle == .fewLabeled && unjudged.dense == nil)
    }

    @Test func severalLabelsLearnFromTextsToo() throws {
        var options = try options()
        options.isSingleLabel = false
        let model = try ArticleClassifier.train(
            TwoFields.severalLabels(labeled), nil, background: scalars(background), options: options)
        #expect(model.training.background?.chosen ?? 0 > 0)
        let predicted = model.predict(heldOut.normalized())
        let right = zip(heldOut, predicted).count { article, labels in
            labels.contains { $0.label == article.industries[0] }
        }
        #expect(right > 340)
    }

    @Test func scoresOfMatrixProductsEqualThoseOfOneMatrix() throws {
        let model = try ArticleClassifier.train(labeled, nil, background: scalars(background), options: options())
        let texts = scalars(heldOut)
        let dense = try #require(model.dense)
        let apart = model.regression.scores(
            model.vectorizer.transform(texts), dense: dense.rows(texts, threads: 1), threads: 2)
        let joined = model.regression.scores(model.features(of: texts, threads: 2))
        #expect(zip(apart, joined).allSatisfy { abs($0 - $1) < 1e-3 })
    }

    @Test func reasonsAddUpToTheScore() throws {
        let model = try ArticleClassifier.train(labeled, nil, background: scalars(background), options: options())
        #expect(model.dense != nil)
        for article in heldOut.prefix(20) {
            let text = article.normalized()
            let scores = model.regression.scores(model.features(of: [text.scalars], threads: 1))
            let explained = model.explain(text, labels: 1, terms: 1000, spans: 1000)[0]
            let label = try #require(model.labels.firstIndex(of: explained.label))
            // All n-grams that speak for the label, and those that speak against it.
            let against = model.explain(text, labels: 2, terms: 1000, spans: 1000)
            #expect(against.count == 2)
            let score = Double(scores[label] - model.regression.intercepts[label])
            let forIt = explained.terms.reduce(0) { $0 + $1.contribution }
            #expect(forIt >= score - 1e-3 && !explained.spans.isEmpty)
            // A word of the field that no labeled article has decides as well.
            #expect(explained.terms.allSatisfy { !$0.places.isEmpty })
        }
    }

    @Test func anUpdateKeepsTheVectors() throws {
        let model = try ArticleClassifier.train(labeled, nil, background: scalars(background), options: options())
        let energy = ["光伏", "硅片", "电池", "风机", "储能", "电网"]
        let new = energy.indices.map { index in
            Article(title: (energy[index...] + energy[..<index]).prefix(3).joined(separator: "的"), industries: ["能源"])
        }
        let updated = try model.updated(
            with: new + TwoFields.articles(6, seed: 9),
            options: .init(regression: LogisticRegression(C: 10), minimumLabelCount: 1))
        #expect(updated.dense == model.dense && updated.labels.contains("能源"))
        #expect(updated.predict(new.normalized()).allSatisfy { $0[0].label == "能源" })
        #expect(accuracy(updated, heldOut) > 0.9)
    }

    @Test func isKeptInAFile() throws {
        let model = try ArticleClassifier.train(labeled, nil, background: scalars(background), options: options())
        let read = try withTemporaryFile { path in
            try model.write(to: path, reading: ReadingSettings())
            return try ArticleClassifier.read(from: path).0
        }
        #expect(read.dense == model.dense && read.training == model.training)
        #expect(read.predict(heldOut.normalized()) == model.predict(heldOut.normalized()))
    }

    @Test func aLabelIsKnownByItsName() throws {
        // A third field that no labeled article is of, and whose words are among the texts without labels.
        var generator = SeededGenerator(seed: 6)
        let third = (0..<60).map { word in
            String(String.UnicodeScalarView([0x55F0, 0x55F1].map { Unicode.Scalar($0 + word * 2)! }))
        }
        let others = (0..<800).map { _ in
            Article(title: third.shuffled(using: &generator).prefix(3).joined(separator: "的"), industries: [])
        }
        let texts = scalars(background + others)
        let vectors = try #require(try SemanticVectors.learn(from: texts, rank: 16))
        func judged(_ name: String) throws -> Int {
            let named = labeled.map { article in
                Article(title: article.title, industries: [article.industries == ["金融"] ? name : "体育"])
            }
            let set = try LabeledSet(
                named, named.normalized(), options: options(), dense: DenseFeatures(vectors: vectors, length: 4),
                loss: .squares)
            let (vectorizer, model, _, sure) = try set.fit(options().regression)
            #expect(sure == 0)
            let own = scalars(others)
            let scores = model.scores(vectorizer.transform(own), dense: vectors.rows(own, length: 4))
            let label = try #require(set.choice.labels.firstIndex(of: name))
            return others.indices.count { scores[2 * $0 + label] > scores[2 * $0 + 1 - label] }
        }
        // Words that no text has say nothing.
        #expect(try judged(third[0]) > 780)
        #expect(try judged("㐂㐃") < 700)
    }

    @Test func readsWhatModelsOfBeforeSayOfTheirTrials() throws {
        let old = #"{"length":2,"isSelfTrained":true,"score":0.5}"#
        let trial = try JSONDecoder().decode(BackgroundUse.Trial.self, from: Data(old.utf8))
        #expect(trial == .init(length: 2, loss: .logistic, isSelfTrained: true, score: 0.5))
        let new = BackgroundUse.Trial(length: 4, loss: .squares, isSelfTrained: true, score: 0.6)
        #expect(try JSONDecoder().decode(BackgroundUse.Trial.self, from: JSONEncoder().encode(new)) == new)
    }

    @Test func leastSquaresGiveProbabilitiesThatAreRight() throws {
        // One word in three is of the other field, so that labels are less than sure.
        var generator = SeededGenerator(seed: 8)
        func mixed(_ count: Int, seed: UInt64) -> [Article] {
            let (own, other) = (TwoFields.articles(count, seed: seed), TwoFields.articles(count + 1, seed: seed + 50))
            return own.indices.map { index in
                let parts = other[index + 1].title.components(separatedBy: "的")
                let added = Bool.random(using: &generator) ? parts[0] + "的" + parts[1] : parts[0]
                return Article(title: own[index].title + "的" + added, industries: own[index].industries)
            }
        }
        let (articles, judged) = (mixed(150, seed: 20), mixed(1000, seed: 21))
        let vectors = try #require(try SemanticVectors.learn(from: scalars(background), rank: 16))
        let set = try LabeledSet(
            articles, articles.normalized(), options: options(), dense: DenseFeatures(vectors: vectors, length: 4),
            loss: .squares, unlabeled: scalars(Array(background.prefix(300))))
        let (vectorizer, fitted, _, sure) = try set.fit(options().regression)
        let (heldOut, line) = try #require(try set.heldOut(options().regression))
        #expect(sure > 100 && heldOut.confidence == nil)
        let model = try ArticleClassifier(
            labels: set.choice.labels, isSingleLabel: true, vectorizer: vectorizer, dense: set.dense,
            regression: fitted.scaled(by: #require(line)), calibration: nil,
            training: ArticleClassifier.train(articles, options: options()).training)
        var count = ReliabilityCount()
        let predicted = model.predict(judged.normalized())
        for (article, labels) in zip(judged, predicted) {
            count.add(labels[0].probability, isTrue: article.industries == [labels[0].label])
        }
        #expect(try #require(count.reliability).expectedCalibrationError < 0.08)
    }
}
