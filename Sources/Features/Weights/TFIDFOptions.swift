/// A limit on the number of documents that hold an n-gram.
public enum DocumentFrequency: Equatable, Sendable, Codable {
    case count(Int)
    /// Of all documents, from 0 to 1.
    case share(Double)

    /// In documents, out of `total`.
    func documents(of total: Int) -> Double {
        switch self {
        case .count(let count): Double(count)
        case .share(let share): share * Double(total)
        }
    }
}

/// What an n-gram that stands in a document `count` times counts for.
public enum TermFrequency: String, Sendable, Codable, CaseIterable {
    /// count
    case count
    /// 1 + ln(count) (`sublinear_tf`).
    case sublinear
    /// 1 (`binary`).
    case presence
}

/// How texts become rows of numbers. The words and the formulas are scikit-learn's `TfidfVectorizer`'s.
public struct TFIDFOptions: Equatable, Sendable, Codable {
    /// The longest n-gram that can be asked for.
    public static let longestNGram = 8

    /// Character n-grams of this many to …
    public var shortest: Int
    /// … this many Unicode scalars.
    public var longest: Int
    /// N-grams in fewer documents are left out (`min_df`).
    public var minimumDocumentFrequency: DocumentFrequency
    /// N-grams in more documents are left out (`max_df`).
    public var maximumDocumentFrequency: DocumentFrequency
    /// At most this many features, the most frequent ones (`max_features`).
    public var maximumFeatures: Int?
    public var termFrequency: TermFrequency

    /// - Throws: `FeatureError.badNGramRange`.
    public init(
        ngrams shortest: Int = 1, to longest: Int = 2,
        minimumDocumentFrequency: DocumentFrequency = .count(1),
        maximumDocumentFrequency: DocumentFrequency = .share(1),
        maximumFeatures: Int? = nil, termFrequency: TermFrequency = .sublinear
    ) throws {
        guard shortest >= 1, longest >= shortest, longest <= TFIDFOptions.longestNGram else {
            throw FeatureError.badNGramRange(shortest, longest)
        }
        self.shortest = shortest
        self.longest = longest
        self.minimumDocumentFrequency = minimumDocumentFrequency
        self.maximumDocumentFrequency = maximumDocumentFrequency
        self.maximumFeatures = maximumFeatures
        self.termFrequency = termFrequency
    }
}
