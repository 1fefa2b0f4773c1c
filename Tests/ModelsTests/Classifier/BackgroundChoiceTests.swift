import Corpus
import Features
import Foundation
import Numerics
import TestSupport
import Testing
import Text

@testable import Models

/// Two fields whose articles share no words: what belongs together only the texts without labels say.
private enum Fields {
    private static let words = [
        ["银行", "央行", "券商", "基金", "利率", "债券", "财报", "股市", "期货", "汇率", "信贷", "保险"],
        ["球队", "主帅", "前锋", "门将", "比赛", "进球", "联赛", "冠军", "裁判", "替补", "点球", "球迷"],
    ]
    static let labels = ["金融", "体育"]

    static func articles(_ count: Int, seed: UInt64) -> [Article] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { index in
            let own = words[index % 2].shuffled(using: &generator).prefix(3).joined(separator: "的")
            return Article(title: own + "\(index)", industries: [labels[index % 2]])
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

    private let labeled = Array(Fields.articles(14, seed: 1))
    private let background = Fields.articles(1500, seed: 2)
    private let heldOut = Fields.articles(400, seed: 3)

    @Test func textsWithoutLabelsTeachWhatBelongsTogether() throws {
        let plain = try ArticleClassifier.train(labeled, options: options())
        let model = try ArticleClassifier.train(labeled, nil, background: scalars(background), options: options())
        let use = try #require(model.training.background)
        #expect(plain.training.background == nil && plain.dense == nil)
        #expect(use.texts == 1500 && use.ngrams > 20 && use.chosen > 0)
        #expect(use.trials.dropLast().map(\.length) == [nil, 1, 2, 3] && use.trials.last?.length != nil)
        #expect(use.trials.map(\.isSelfTrained) == [false, false, false, false, true])
        #expect(use.trials[use.chosen].score == use.trials.map(\.score).max())
        #expect(use.sure > 0 == use.trials[use.chosen].isSelfTrained)
        #expect(accuracy(model, heldOut) > accuracy(plain, heldOut) + 0.03)
        #expect(accuracy(model, heldOut) > 0.97)
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
        let articles = Fields.articles(400, seed: 4)
        let plain = try ArticleClassifier.train(articles, options: options())
        let model = try ArticleClassifier.train(articles, nil, background: scalars(background), options: options())
        #expect(model.training.background?.chosen == 0 && model.training.background?.trials[0].score == 1)
        #expect(model.dense == nil && model.regression == plain.regression)
        #expect(model.vectorizer.columnWeights == plain.vectorizer.columnWeights)
    }

    @Test func tooFewTextsOrArticlesTeachNothing() throws {
        let few = try ArticleClassifier.train(
            labeled, nil, background: scalars(Array(background.prefix(100))), options: options())
        #expect(few.training.background == BackgroundUse(texts: 100, ngrams: 0, trials: [], chosen: 0, sure: 0))
        let unjudged = try ArticleClassifier.train(
            Array(labeled.prefix(8)), nil, background: scalars(background), options: options())
        #expect(unjudged.training.background?.trials.isEmpty == true && unjudged.dense == nil)
    }

    @Test func severalLabelsLearnFromTextsToo() throws {
        var options = try options()
        options.isSingleLabel = false
        let articles = labeled.map { article in
            var article = article
            if article.title.contains("1") { article.industries.append("热点") }
            return article
        }
        let model = try ArticleClassifier.train(articles, nil, background: scalars(background), options: options)
        #expect(model.training.background?.chosen ?? 0 > 0)
        let predicted = model.predict(heldOut.normalized())
        let right = zip(heldOut, predicted).count { $1.contains { label in label.label == $0.industries[0] } }
        #expect(right > 380)
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

    @Test func corrections() throws {
        let model = try ArticleClassifier.train(labeled, nil, background: scalars(background), options: options())
        let new = (0..<6).map { Article(title: "光伏组件的硅片的电池\($0)", industries: ["能源"]) }
        let updated = try model.updated(
            with: new, options: .init(regression: LogisticRegression(C: 10), minimumLabelCount: 1))
        #expect(updated.dense == model.dense && updated.labels.contains("能源"))
        #expect(updated.predict(new.normalized())[0][0].label == "能源")
        #expect(accuracy(updated, heldOut) > 0.95)
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
}
