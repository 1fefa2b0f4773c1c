import Features
import Text

/// The texts that are new to a topic model, and what told so.
public struct UnmatchedTexts: Sendable {
    /// What tells new texts from others.
    public enum Basis: String, Sendable, Codable {
        /// The fit to the topics, where nearly all texts that the topics were found in have one.
        case fit
        /// The characters, where many of these texts fit no topic (`Novelty`).
        case characters
        /// Nothing: many of these texts fit no topic, and the model is of a version that did not keep the characters.
        case none
    }

    public let basis: Basis
    /// The share of the texts that the topics were found in of which the same would be said, from 0 to 1.
    public let expectedShare: Double
    /// The indices of the new texts, ascending.
    public let indices: [Int]
    /// By text: how much it is like what the topics were found in, by the basis.
    public let likeness: [Double]

    /// Tells new texts from others.
    ///
    /// - Parameters:
    ///   - texts: the texts that were folded in together.
    ///   - fits: the fits of these texts from `TopicModel.fold`.
    /// - Complexity: linear in the texts.
    public init(_ texts: [ArticleText], fits: [Float], in model: TopicModel, threads: Int = 1) {
        if let novelty = model.novelty {
            basis = .characters
            expectedShare = Novelty.expectedShare
            let scores = novelty.scores(texts.scalars, threads: threads)
            likeness = scores
            indices = scores.indices.filter { scores[$0] < novelty.minimumScore }
        } else {
            let minimum = model.minimumFit
            basis = minimum > 0 ? .fit : .none
            expectedShare = TopicModel.expectedBelowMinimumFit
            likeness = fits.map(Double.init)
            indices = fits.indices.filter { fits[$0] < minimum }
        }
    }
}
