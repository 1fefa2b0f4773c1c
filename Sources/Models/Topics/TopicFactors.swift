import Numerics
import Features

/// The topics of some documents, in the order of their weight.
struct TopicFactors {
    /// documents × rank, row by row.
    var W: [Float]
    /// terms × rank, row by row; each topic's weights add up to 1.
    var H: [Float]
    var rank: Int

    init(_ found: NMFactorization) { (W, H, rank) = (found.W, found.H, found.rank) }

    /// Sorts documents into topics that were found otherwise; those that no document has any of are left out.
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
    /// Where half of the documents have fewer terms than this, two on one matter often share none. News cut off after
    /// 20, 40 and 80 characters, of 4, 7 and 12 phrases, had more coherent topics by the phrases' association, after
    /// 160, of 25, as coherent ones.
    private static let fewTerms = 16
    /// Fewer different documents do not tell which terms go together: of questions, 1,000 did, 300 did not.
    private static let fewDocuments = 1000
    /// Enough that 20 topics are the same from any seed.
    private static let topicPowerIterations = 10

    /// Whether topics of these documents are found by which terms go together.
    static func areShort(_ X: CSRMatrix) -> Bool {
        let documents = (0..<X.rows).map { X.columnIndices[X.rowOffsets[$0]..<X.rowOffsets[$0 + 1]] }.filter {
            !$0.isEmpty
        }
        guard documents.count >= fewDocuments else { return false }
        let counts = documents.map(\.count).sorted()
        return counts[counts.count / 2] < fewTerms && Set(documents).count >= fewDocuments
    }

    /// Finds topics: factors of X itself, or, where the documents are short, of the association of their terms, into
    /// which the documents are then folded (as Shi, Kang, Choo and Reddy, "Short-text topic modeling via non-negative
    /// matrix factorization enriched with local word-context correlations", WWW 2018, let the terms' contexts help
    /// out; here these alone decide).
    ///
    /// - Parameter X: documents × terms, as `PhraseVectorizer` makes it.
    /// - Throws: as `fit`.
    /// - Complexity: as `fit` and `TermAssociation.matrix`.
    func topics(of X: CSRMatrix) throws -> TopicFactors {
        var nmf = self
        nmf.powerIterations = NMF.topicPowerIterations
        if NMF.areShort(X) {
            let association = TermAssociation.matrix(X, threads: compute.threads)
            // Texts of which no two have two terms in common are left.
            if association.nonZeros > 0 {
                let terms = try nmf.fit(association)
                return TopicFactors(folding: X, into: terms.H, rank: terms.rank, threads: compute.threads)
            }
        }
        return TopicFactors(try nmf.fit(X))
    }
}
