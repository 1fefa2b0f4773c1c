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
        #expect(use.trials.dropLast().map(\.length) == [nil, 1, 2, 3, 2, 4])
        #expect([2, 4].contains(use.trials.last?.length))
        #expect(use.trials.map(\.isSelfTrained) == Array(repeating: false, count: 6) + [true])
        #expect(use.trials.map { $0.loss == .squares } == Array(repeating: false, count: 4) + [true, true, true])
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
        let articles = labeled.map { article in
            var article = article
            if article.title.contains("1") { article.industries.append("热点") }
            return article
        }
        let model = try ArticleClassifier.train(articles, nil, background: scalars(background), options: options)
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
            with: new + Fields.articles(6, seed: 9),
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
}
