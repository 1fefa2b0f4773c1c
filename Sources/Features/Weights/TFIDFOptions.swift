/// A limit on the number of documents that contain an n-gram.
public enum DocumentFrequency: Equatable, Sendable, Codable {
    /// A number of documents.
    case count(Int)
    /// A share of all documents, from 0 to 1.
    case share(Double)

    /// The limit as a number of documents, out of `total`.
    func documents(of total: Int) -> Double {
        switch self {
        case .count(let count): Double(count)
        case .share(let share): share * Double(total)
        }
    }
}

/// The term frequency of an n-gram that occurs `count` times in a document.
public enum TermFrequency: String, Sendable, Codable, CaseIterable {
    /// count
    case count
    /// 1 + ln(count) (`sublinear_tf`).
    case sublinear
    /// 1 (`binary`).
    case presence
}

/// How texts become rows of numbers. Terms and formulas are those of scikit-learn's `TfidfVectorizer`.
public struct TFIDFOptions: Equatable, Sendable, Codable {
    /// The maximum length of an n-gram.
    public static let longestNGram = 8

    /// The minimum length of a character n-gram, in Unicode scalars.
    public var shortest: Int
    /// The maximum length of a character n-gram, in Unicode scalars.
    public var longest: Int
    /// N-grams in fewer documents are left out (`min_df`).
    public var minimumDocumentFrequency: DocumentFrequency
    /// N-grams in more documents are left out (`max_df`).
    public var maximumDocumentFrequency: DocumentFrequency
    /// The maximum number of features; the most frequent ones are kept (`max_features`).
    public var maximumFeatures: Int?
    /// How an n-gram's count becomes its term frequency.
    public var termFrequency: TermFrequency

    /// Takes checked options; by default unigrams and bigrams with sublinear term frequency.
    ///
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
