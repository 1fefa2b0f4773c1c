import TrendNumerics
import Features

/// The topics of some documents, in the order of their weight.
struct TopicFactors {
    /// documents × rank, row by row.
    var W: [Float]
    /// terms × rank, row by row; each topic's weights add up to 1.
    var H: [Float]
    var rank: Int

    init(_ found: NMFactorization) { (W, H, rank) = (found.W, found.H, found.rank) }

    /// Assigns documents to given topics. Topics without weight in any document are dropped.
    ///
    /// - Parameters:
    ///   - X: documents × terms.
    ///   - H: terms × rank, row by row.
    init(folding X: CSRMatrix, into H: [Float], rank: Int, threads: Int) {
        let W = NMF.fold(X, into: H, rank: rank, threads: threads)
        (self.W, self.H, self.rank) = FactorLayout.arranged(W: W, H: H, width: rank)
    }
}

extension NMF {
    /// The maximum median number of terms, exclusive, of short documents. Two such documents on the same matter often
    /// share no term.
    ///
    /// Measured on news cut off after 20, 40, 80 and 160 characters, with 4, 7, 12 and 25 phrases: the topics of the
    /// first three were more coherent by the phrases' association, those of the last as coherent.
    private static let fewTerms = 16
    /// The minimum number of distinct documents from which term associations can be learned. Of questions, 1,000 were
    /// enough and 300 were not.
    private static let fewDocuments = 1000
    /// The number of power iterations, enough that 20 topics are the same from any seed.
    static let topicPowerIterations = 10

    /// Whether the documents are so short that their topics are found by term association.
    static func areShort(_ X: CSRMatrix) -> Bool {
        let documents = (0..<X.rows).map { X.columnIndices[X.rowOffsets[$0]..<X.rowOffsets[$0 + 1]] }.filter {
            !$0.isEmpty
        }
        guard documents.count >= fewDocuments else { return false }
        let counts = documents.map(\.count).sorted()
        return counts[counts.count / 2] < fewTerms && Set(documents).count >= fewDocuments
    }

    /// Finds topics.
    ///
    /// They are factors of X. If the documents are short, they are factors of the association of their terms, into
    /// which the documents are then folded. Shi, Kang, Choo and Reddy ("Short-text topic modeling via non-negative
    /// matrix factorization enriched with local word-context correlations", WWW 2018) let the contexts of terms help;
    /// here these alone decide.
    ///
    /// - Parameter X: documents × terms, as `PhraseVectorizer` makes it.
    /// - Throws: the errors of `fit`.
    /// - Complexity: that of `fit` and `TermAssociation.matrix`.
    func topics(of X: CSRMatrix) throws -> TopicFactors {
        var nmf = self
        nmf.powerIterations = NMF.topicPowerIterations
        if let association = NMF.association(in: X, threads: compute.threads) {
            let terms = try nmf.fit(association)
            return TopicFactors(folding: X, into: terms.H, rank: terms.rank, threads: compute.threads)
        }
        return TopicFactors(try nmf.fit(X))
    }

    /// What topics are factors of: the documents, or the association of their terms.
    static func factorized(for X: CSRMatrix, threads: Int) -> CSRMatrix { association(in: X, threads: threads) ?? X }

    /// The association of the terms of short documents; nil if they are not short, or if no two of them have two terms
    /// in common.
    private static func association(in X: CSRMatrix, threads: Int) -> CSRMatrix? {
        guard areShort(X) else { return nil }
        let association = TermAssociation.matrix(X, threads: threads)
        return association.nonZeros > 0 ? association : nil
    }
}
