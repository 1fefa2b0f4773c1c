import TrendNumerics
import Corpus
import Features
import Foundation
import Testing

@testable import Models

@Suite struct StreamingTopicsTests {
    private let articles = (0..<400).flatMap { [Articles.chip($0), Articles.car($0)] }

    private func topics(sample: [Article], threads: Int = 1) throws -> TopicModel {
        let streaming = try StreamingTopics(
            sample: sample, nmf: NMF(rank: 2, compute: Compute(threads: threads)),
            beside: NSTemporaryDirectory() + "topics-test")
        for start in stride(from: 0, to: articles.count, by: 150) {
            try streaming.add(
                CountedPhrases(of: Array(articles[start..<min(start + 150, articles.count)]), streaming.vectorizer))
        }
        return try streaming.fit()
    }

    /// The first occurrence of each distinct text.
    private let sample = (0..<28).flatMap { [Articles.chip($0), Articles.car($0)] }

    @Test func findsTheTopicsOfTheWholeCorpus() throws {
        let model = try topics(sample: sample)
        #expect(model.count == 2)
        let (weights, fits) = model.fold(articles)
        let isFirst = stride(from: 0, to: weights.count, by: 2).map { weights[$0] > weights[$0 + 1] }
        for index in isFirst.indices { #expect(isFirst[index] == (isFirst[0] == (index % 2 == 0))) }
        #expect(fits.allSatisfy { $0 > 0.3 })
        let names = model.topics.map { $0.phrases.joined() }
        #expect(names[0].contains("芯片") != names[1].contains("芯片"))
    }

    /// Added articles make no difference: topics of short texts are not found by reconstruction.
    @Test func theSampleDeterminesTopicsOfShortTexts() throws {
        var generator = SeededGenerator(seed: 6)
        func character() -> String { String(UnicodeScalar(UInt32(0x4e00 + generator.next() % 20000))!) }
        // Eight themes of 20 words each; a text has three words of its theme.
        let words = (0..<160).map { _ in character() + character() }
        let short = (0..<1600).map { index in
            Article(
                title: (0..<3).map { _ in character() + words[index % 8 * 20 + Int(generator.next() % 20)] }.joined()
                    + character())
        }
        let streaming = try StreamingTopics(
            sample: short, nmf: NMF(rank: 2), beside: NSTemporaryDirectory() + "topics-test")
        try #require(streaming.isDone)
        try streaming.add(CountedPhrases(of: articles, streaming.vectorizer))
        let (whole, found) = (try TopicModel.fit(short, nmf: NMF(rank: 2)).0, try streaming.fit())
        #expect(found.topics == whole.topics && found.H == whole.H && found.minimumFit == whole.minimumFit)
        #expect(
            try !StreamingTopics(sample: sample, nmf: NMF(rank: 2), beside: NSTemporaryDirectory() + "topics-test")
                .isDone)
    }

    @Test func threadsDoNotChangeABit() throws {
        let (one, two) = (try topics(sample: sample), try topics(sample: sample, threads: 2))
        #expect(one.H == two.H && one.topics == two.topics && one.minimumFit == two.minimumFit)
    }

    @Test func countsEqualTheTransformedRows() throws {
        let vectorizer = try TopicModel.phrases(of: sample.normalized(), threads: 1)
        let X = vectorizer.transform(sample.map { $0.normalized().scalars })
        for (row, article) in sample.enumerated() {
            let counts = vectorizer.counts(in: Array(article.content.unicodeScalars.map(\.value)))
            #expect(counts.map(\.phrase) == Array(X.columnIndices[X.rowOffsets[row]..<X.rowOffsets[row + 1]]))
        }
    }

    @Test func missingTopicsThrow() throws {
        #expect(throws: ModelError.self) { try StreamingTopics.sampleLimit(memory: 40 << 20) }
        #expect(try StreamingTopics.sampleLimit(memory: 1 << 30) > 40 << 20)
        #expect(throws: (any Error).self) {
            try StreamingTopics(sample: sample, nmf: NMF(rank: 2), beside: "/no/where")
        }
        #expect(throws: NumericsError.self) { try StreamingTopics(sample: sample, nmf: NMF(rank: 0), beside: "x") }
    }
}
