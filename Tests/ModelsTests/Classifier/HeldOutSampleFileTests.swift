import Corpus
import Features
import Foundation
import TestSupport
import Testing

@testable import Models
@testable import TrendNumerics

@Suite struct HeldOutSampleFileTests {
    /// Articles of eight words, four in ten of them of their label.
    private func articles(labels: Int, each: Int) -> [Article] {
        (0..<labels * each).map { index in
            let label = index % labels
            var generator = SeededGenerator(seed: UInt64(index + 1))
            let words = (0..<8).map { _ -> String in
                let isOwn = generator.next() % 10 < 4
                let word = UInt32(
                    (isOwn ? label * 6 : 0) + Int(generator.next() % UInt64(isOwn ? 6 : labels * 6)))
                return String(UnicodeScalar(0x4E00 + word * 7)!) + String(UnicodeScalar(0x5E00 + word)!)
            }
            return Article(title: "", text: words.joined(), industries: ["类\(label)"])
        }
    }

    private func trained(
        _ articles: [Article], isSingleLabel: Bool = true, minimum: Int? = nil, threads: Int = 1
    ) throws -> ArticleClassifier {
        var regression = LogisticRegression(C: 60)
        regression.compute.threads = threads
        return try ArticleClassifier.train(
            articles,
            options: .init(
                tfidf: TFIDFOptions(minimumDocumentFrequency: .count(1)), regression: regression,
                isSingleLabel: isSingleLabel, minimumLabelCount: minimum))
    }

    @Test(arguments: [true, false]) func aModelFileKeepsTheSample(isSingleLabel: Bool) throws {
        let classifier = try trained(articles(labels: 4, each: 30), isSingleLabel: isSingleLabel)
        let sample = try #require(classifier.heldOut)
        #expect(sample.count == 120 && sample.labels == 4 && sample.isSingleLabel == isSingleLabel)
        try withTemporaryFile { path in
            try classifier.write(to: path, reading: ReadingSettings())
            let read = try ArticleClassifier.read(from: path).0
            #expect(read.heldOut == sample && read.confidence == classifier.confidence)
        }
    }

    @Test func threadsChangeNothing() throws {
        let some = articles(labels: 4, each: 30)
        let (one, three) = (try trained(some), try trained(some, threads: 3))
        #expect(one.heldOut == three.heldOut && one.confidence == three.confidence)
    }

    @Test func tooFewArticlesKeepNone() throws {
        #expect(try trained(articles(labels: 2, each: 4)).heldOut == nil)
    }

    /// Whatever label such an article gets is wrong, and new articles have such labels as often.
    @Test func articlesOfLabelsThatWereLeftOutCountAsMistakes() throws {
        let all = articles(labels: 4, each: 130)
        let (learned, new) = (Array(all[..<240]), Array(all[360...]))
        let rare = all[240..<360].enumerated().map { index, article in
            var article = article
            article.industries = ["罕见\(index)"]
            return article
        }
        let classifier = try trained(learned + rare, minimum: 5)
        #expect(classifier.labels.count == 4)
        // A third of all articles are rare ones.
        func confidence(_ classifier: ArticleClassifier) -> Double {
            let best = classifier.predict(new, top: 1).map { $0[0].probability }
            return best.reduce(0, +) / Double(best.count)
        }
        #expect(confidence(classifier) < 0.8 * (try confidence(trained(learned, minimum: 5))))
    }

    @Test func manyLabelsOfFewArticlesAreCorrected() throws {
        let classifier = try trained(articles(labels: 80, each: 10))
        #expect(classifier.confidence != nil)
        let bare = try ArticleClassifier(
            labels: classifier.labels, isSingleLabel: true, vectorizer: classifier.vectorizer,
            regression: classifier.regression, calibration: nil, training: classifier.training)
        let new = articles(labels: 80, each: 15).suffix(400)
        let (corrected, plain) = (classifier.evaluate(Array(new)), bare.evaluate(Array(new)))
        #expect(corrected.accuracy == plain.accuracy)
        let (after, before) = (
            try #require(corrected.reliability?.expectedCalibrationError),
            try #require(plain.reliability?.expectedCalibrationError)
        )
        #expect(after < before / 2)
    }

    @Test func anUpdateKeepsTheSampleUnlessLabelsAreNew() throws {
        let classifier = try trained(articles(labels: 4, each: 30))
        let options = ArticleClassifier.UpdateOptions(regression: LogisticRegression(C: 10), minimumLabelCount: 1)
        let more = Array(articles(labels: 4, each: 32).suffix(8))
        #expect(try classifier.updated(with: more, options: options).heldOut == classifier.heldOut)
        let new = more + [Article(title: "", text: "另一类", industries: ["另一类"])]
        #expect(try classifier.updated(with: new, options: options).heldOut == nil)
    }

    @Test func aDamagedSampleIsRefused() throws {
        let sample = try #require(try trained(articles(labels: 4, each: 30)).heldOut)
        var good = ModelFile()
        try sample.add(to: &good)
        func read(_ file: ModelFile) throws -> HeldOutSample? {
            try HeldOutSample.read(file, labels: 4, isSingleLabel: true)
        }
        #expect(try read(good) == sample)
        #expect(try read(ModelFile()) == nil)
        let names = ["HELD", "HROW", "HPRB", "HOWN", "HLAB"]
        for damaged in names {
            for length in [0, 4] {
                var file = ModelFile()
                for name in names {
                    let bytes = try good.bytes(name)
                    file.add(name, name == damaged ? Array(bytes.prefix(length)) : bytes)
                }
                #expect(throws: ModelError.self) { try read(file) }
            }
        }
    }

    @Test func rowsHoldTheProbabilitiesOfAllLabels() throws {
        let classifier = try trained(articles(labels: 4, each: 30))
        let texts = articles(labels: 4, each: 2).normalized()
        let all = classifier.probabilities(texts, threads: 1)
        for (index, found) in classifier.predictRows(texts).enumerated() {
            #expect(found.labels == classifier.predict([texts[index]])[0])
            #expect(found.probabilities == ProbabilityRow(Array(all[index * 4..<index * 4 + 4])))
        }
    }
}
