import Testing
import TrendNumerics

@testable import Features

/// Compared with strings and dictionaries, on random texts of few letters.
@Suite struct NGramCounterTests {
    @Test func noLimitIsTooLarge() throws {
        for limit in [Int.max, 1 << 40] {
            #expect(throws: FeatureError.self) {
                try NGramCounter(
                    [[1, 2], [1, 3]], options: TFIDFOptions(minimumDocumentFrequency: .count(limit)), threads: 1)
            }
        }
    }

    private struct Reference {
        var columns: [String] = []
        var documentFrequency: [UInt32] = []

        init(_ texts: [[UInt32]], options: TFIDFOptions) {
            var documents: [[UInt32]: Set<Int>] = [:]
            var occurrences: [[UInt32]: Int] = [:]
            for (document, text) in texts.enumerated() {
                for length in options.shortest...options.longest where length <= text.count {
                    for start in 0...(text.count - length) {
                        let ngram = Array(text[start..<start + length])
                        documents[ngram, default: []].insert(document)
                        occurrences[ngram, default: 0] += 1
                    }
                }
            }
            let minimum = options.minimumDocumentFrequency.documents(of: texts.count)
            let maximum = options.maximumDocumentFrequency.documents(of: texts.count)
            var chosen = documents.keys.filter {
                Double(documents[$0]!.count) >= minimum && Double(documents[$0]!.count) <= maximum
            }
            chosen.sort {
                occurrences[$0]! != occurrences[$1]!
                    ? occurrences[$0]! > occurrences[$1]! : $0.lexicographicallyPrecedes($1)
            }
            if let limit = options.maximumFeatures { chosen = Array(chosen.prefix(limit)) }
            chosen.sort { $0.lexicographicallyPrecedes($1) }
            columns = chosen.map { ngram in String(String.UnicodeScalarView(ngram.map { Unicode.Scalar($0)! })) }
            documentFrequency = chosen.map { UInt32(documents[$0]!.count) }
        }
    }

    private func texts(seed: Int) -> [[UInt32]] {
        var state = UInt64(seed)
        func next(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        return (0..<60).map { _ in (0..<next(40)).map { _ in UInt32(0x61 + min(next(6), next(6))) } }
    }

    @Test(arguments: 1...12) func findsTheFeaturesOfTheReference(seed: Int) throws {
        let texts = texts(seed: seed)
        let options = try TFIDFOptions(
            ngrams: 1 + seed % 3, to: 2 + seed % 4 + seed % 3,
            minimumDocumentFrequency: seed % 2 == 0 ? .share(0.05) : .count(1 + seed % 5),
            maximumDocumentFrequency: .share(seed % 4 == 0 ? 0.4 : 1),
            maximumFeatures: seed % 3 == 0 ? nil : 5 * seed)
        let expected = Reference(texts, options: options)
        for threads in 1...3 {
            let counter = try NGramCounter(texts, options: options, threads: threads)
            #expect((0..<counter.vocabulary.count).map(counter.vocabulary.ngram) == expected.columns)
            #expect(counter.documentFrequency == expected.documentFrequency)
        }
    }

    /// As where texts have more distinct n-grams than a table may.
    @Test(arguments: 1...6) func smallTablesGiveTheSame(seed: Int) throws {
        let texts = texts(seed: seed)
        let options = try TFIDFOptions(
            ngrams: 1, to: 2 + seed % 3, minimumDocumentFrequency: .count(1 + seed % 2),
            maximumFeatures: seed % 3 == 0 ? 20 : nil)
        let expected = Reference(texts, options: options)
        for threads in 1...3 {
            for mostCounted in [1, 7, 40] {
                let counter = try NGramCounter(texts, options: options, mostCounted: mostCounted, threads: threads)
                #expect((0..<counter.vocabulary.count).map(counter.vocabulary.ngram) == expected.columns)
                #expect(counter.documentFrequency == expected.documentFrequency)
                #expect(counter.minimumDocumentFrequency == 1 + seed % 2)
            }
        }
    }

    @Test(arguments: 1...6) func tooManyFeaturesRaiseTheMinimum(seed: Int) throws {
        let texts = texts(seed: seed)
        let all = try NGramCounter(texts, options: TFIDFOptions(ngrams: 1, to: 3), threads: 1)
        for most in [5, 20, 60] {
            // The least minimum that leaves so few.
            let minimum = (1...60).first { least in all.documentFrequency.count { Int($0) >= least } <= most }!
            let expected = Reference(
                texts, options: try TFIDFOptions(ngrams: 1, to: 3, minimumDocumentFrequency: .count(minimum)))
            for mostCounted in [10, 1000] {
                let counter = try NGramCounter(
                    texts, options: TFIDFOptions(ngrams: 1, to: 3), most: most, mostCounted: mostCounted, threads: 2)
                #expect(counter.minimumDocumentFrequency == minimum)
                #expect((0..<counter.vocabulary.count).map(counter.vocabulary.ngram) == expected.columns)
            }
            let (vectorizer, matrix) = try TFIDFVectorizer.fitTransform(texts, options: TFIDFOptions(), most: most)
            #expect(vectorizer.columns.count <= most && vectorizer.transform(texts) == matrix)
            if most == 5 { #expect(vectorizer.options.minimumDocumentFrequency != .count(1)) }
        }
    }

    /// The parts of a text count like texts of their own, but as one document.
    @Test(arguments: 1...6) func noNGramGoesAcrossASeparator(seed: Int) throws {
        let texts = texts(seed: seed)
        let pairs = stride(from: 0, to: texts.count, by: 2).map { [texts[$0], texts[$0 + 1]] }
        let joined = pairs.map { $0[0] + [NGramCounter.separator] + $0[1] }
        let options = try TFIDFOptions(ngrams: 1 + seed % 2, to: 3)
        let counter = try NGramCounter(counting: joined, options: options, threads: 2)
        let parts = try NGramCounter(texts, options: options, threads: 1)
        #expect(counter.vocabulary.nodes == parts.vocabulary.nodes)
        #expect(counter.occurrences == parts.occurrences)
        for column in 0..<counter.vocabulary.count {
            let ngram = Array(counter.vocabulary.ngram(column).unicodeScalars).map(\.value)
            #expect(Int(counter.documentFrequency[column]) == pairs.count { $0.contains { $0.contains(ngram) } })
        }
        let columns = Columns.vocabulary(counter.vocabulary)
        let counted = CSRMatrix(
            stacking: columns.rows(of: joined, options: options, threads: 2) { _, _ in }, columns: columns.count)
        let learned = CSRMatrix(stacking: counter.rows(threads: 2) { _, _ in }, columns: columns.count)
        #expect(counted == learned)
        let ends = learned.transposed().rowOffsets
        #expect(zip(ends, ends.dropFirst()).map { $1 - $0 } == counter.documentFrequency.map { Int($0) })
    }

    @Test func fittingAndTransformingGiveTheSameRows() throws {
        for seed in 1...6 {
            let texts = texts(seed: seed)
            let options = try TFIDFOptions(
                ngrams: 1 + seed % 2, to: 3, minimumDocumentFrequency: .count(seed),
                maximumFeatures: seed % 2 == 0 ? 30 : nil)
            let (vectorizer, matrix) = try TFIDFVectorizer.fitTransform(texts, options: options, threads: 2)
            #expect(vectorizer.transform(texts) == matrix)
            #expect(vectorizer.transform(texts, threads: 2) == matrix)
            #expect(try TFIDFVectorizer.fitTransform(texts, options: options).1 == matrix)
        }
    }
}
