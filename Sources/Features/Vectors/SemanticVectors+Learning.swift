import TrendNumerics
import Foundation

extension SemanticVectors {
    /// The length of a vector where nothing else is said. Longer ones were no better on three corpora.
    public static let defaultRank = 128

    /// The number of texts, after long ones are cut, below which nothing is learned.
    public static let minimumTexts = 500

    /// Learns vectors from texts without labels.
    ///
    /// - Parameters:
    ///   - texts: normalized texts as Unicode scalars. Long ones are cut at ends of sentences: what stands far apart in
    ///     an article says little of each other.
    ///   - rank: the length of a vector.
    ///   - limits: of n-grams and of their pairs; texts beyond the limit are for the caller to leave out.
    /// - Returns: nil for too few texts. The same bits with any number of threads and in any order of equal texts.
    /// - Throws: `FeatureError`, `NumericsError`.
    /// - Complexity: as `CooccurrenceVectors.learn`.
    public static func learn(
        from texts: [[UInt32]], rank: Int = defaultRank, limits: VectorLimits = .standard, seed: UInt64 = 1,
        threads: Int = 1
    ) throws -> SemanticVectors? {
        let windows = TextWindows.distinct(texts)
        guard windows.count >= minimumTexts else { return nil }
        let options = try TFIDFOptions(
            minimumDocumentFrequency: .count(minimumDocumentFrequency), termFrequency: .presence)
        let (vectorizer, documents) = try TFIDFVectorizer.fitTransform(
            windows, options: options, most: limits.ngrams, threads: threads)
        let ngrams = try CooccurrenceVectors(
            of: documents, rank: rank, pairs: limits.pairs, seed: seed, threads: threads)
        let coded = CodedVectors(ngrams.vectors, rank: rank)
        // The fitted weight is the smoothed idf, which is 1 where every text has the n-gram.
        let weights = zip(vectorizer.columnWeights, coded.largest).map { max(0, $0 - 1).squareRoot() * $1 / 127 }
        return try SemanticVectors(
            vectorizer: TFIDFVectorizer(
                options: vectorizer.options, columns: vectorizer.columns, columnWeights: weights),
            rank: rank, codes: coded.codes,
            phrases: PhraseVectors.learn(from: windows, ngrams, vectorizer: vectorizer, threads: threads))
    }

    private static let minimumDocumentFrequency = 5
}

/// Texts cut to the length in which n-grams that stand together belong together.
enum TextWindows {
    /// The length, in scalars, beyond which a text is cut.
    static let longest = 96
    private static let shortest = 32

    /// The windows of all texts, equal ones once, in the order in which they first come.
    static func distinct(_ texts: [[UInt32]]) -> [[UInt32]] {
        PhraseDiscovery.distinct(texts.flatMap(windows))
    }

    /// Cuts a text after the last end of a sentence, else after the last sign of punctuation, else anywhere.
    static func windows(of text: [UInt32]) -> [[UInt32]] {
        guard text.count > longest else { return text.isEmpty ? [] : [text] }
        var windows: [[UInt32]] = []
        var start = 0
        while text.count - start > longest {
            let range = start + shortest..<start + longest
            let end =
                range.last { isEnd(text[$0]) } ?? range.last { isPause(text[$0]) } ?? range.upperBound - 1
            windows.append(Array(text[start...end]))
            start = end + 1
        }
        if start < text.count { windows.append(Array(text[start...])) }
        return windows
    }

    private static func isEnd(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x3002, 0x21, 0x3F, 0xFF01, 0xFF1F, 0x3B, 0xFF1B, 0x0A: true
        default: false
        }
    }

    private static func isPause(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2C, 0xFF0C, 0x3001, 0x3A, 0xFF1A, 0x20: true
        default: false
        }
    }
}
