import Features
import Foundation
import TrendNumerics

/// How unlike the texts that topics were found in a text reads, by its characters.
///
/// Short texts often share no phrase with any topic, so their fit to the topics does not tell a new subject from a
/// known one. All of them have characters, and those of a new subject follow each other as they rarely did before.
public struct Novelty: Sendable {
    /// The characters of the texts that the topics were found in.
    public let model: CharacterModel
    /// Their mean logarithm of a character's probability, over texts.
    public let mean: Double
    /// The minimum score of a text that is not new. Of the texts that the topics were found in, each judged by the
    /// others, the share `expectedShare` is below it.
    public let minimumScore: Double

    /// The share of texts on known subjects that count as new.
    public static let expectedShare = 0.075
    /// The number of characters beyond which a longer text says no more about its subject. The deviation of a mean
    /// falls with the root of the length up to there.
    private static let independentCharacters = 32
    private static let batch = 1024

    /// Learns from the texts that topics were found in.
    ///
    /// - Parameter texts: their scalars.
    /// - Complexity: linear in the texts; about 0.3 s for as many as count.
    init(of texts: [[UInt32]], threads: Int) {
        let (model, learned) = CharacterModel.learned(from: texts)
        let batches = Parallel.chunks(of: learned.count, size: Novelty.batch)
        let means = Parallel.map(batches.count, threads: threads) { batch in
            var scratch = CharacterModel.Scratch()
            return learned[batches[batch]].compactMap {
                model.meanLogProbability(of: texts[$0], isLearned: true, &scratch)
            }
        }.flatMap(\.self)
        let mean = means.reduce(0) { $0 + $1.mean } / Double(max(1, means.count))
        let scores = means.map { Novelty.score($0, mean: mean) }.sorted()
        self.model = model
        self.mean = mean
        minimumScore = scores.isEmpty ? 0 : scores[Int(Double(scores.count) * Novelty.expectedShare)]
    }

    /// Creates a value from its parts; nil unless the figures are finite.
    init?(model: CharacterModel, mean: Double, minimumScore: Double) {
        guard mean.isFinite, minimumScore.isFinite else { return nil }
        self.model = model
        self.mean = mean
        self.minimumScore = minimumScore
    }

    /// The scores of texts, the lower the more unlike; infinite for a text without letters and digits.
    public func scores(_ texts: [[UInt32]], threads: Int = 1) -> [Double] {
        let batches = Parallel.chunks(of: texts.count, size: Novelty.batch)
        return Parallel.map(batches.count, threads: threads) { batch in
            var scratch = CharacterModel.Scratch()
            return texts[batches[batch]].map { text in
                model.meanLogProbability(of: text, &scratch).map { Novelty.score($0, mean: mean) } ?? .infinity
            }
        }.flatMap(\.self)
    }

    private static func score(_ text: (mean: Double, characters: Int), mean: Double) -> Double {
        (text.mean - mean) * Double(min(text.characters, independentCharacters)).squareRoot()
    }
}
