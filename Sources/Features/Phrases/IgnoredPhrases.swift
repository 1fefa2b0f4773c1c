import Synchronization
import Text

/// Phrases that a user wants neither in the names of topics nor as emerging ones.
///
/// Case, width, white space and invisible characters do not matter, and traditional characters count as simplified ones
/// where the normalizer of the texts says so. It remembers which of the phrases some corpus had.
public final class IgnoredPhrases: Sendable {
    /// As they were written.
    public let phrases: [String]
    private let met = Mutex<Set<Int>>([])

    public init(_ phrases: [String]) { self.phrases = phrases }

    public static let none = IgnoredPhrases([])

    /// The phrases that no corpus had, in their order.
    public var unmet: [String] {
        let met = met.withLock { $0 }
        return phrases.indices.filter { !met.contains($0) }.map { phrases[$0] }
    }

    /// The phrases of a lexicon that are among these, by their indices.
    ///
    /// - Parameter normalizer: that of the lexicon's texts.
    /// - Complexity: linear in the lexicon; O(1) where nothing is ignored.
    public func indices(in lexicon: PhraseLexicon, by normalizer: TextNormalizer) -> Set<Int> {
        guard !phrases.isEmpty else { return [] }
        let keys = keys(by: normalizer)
        let found = lexicon.phrases.indices.compactMap { phrase in
            keys[IgnoredPhrases.key(lexicon.normalizedScalars(of: phrase))].map { (phrase, $0) }
        }
        met.withLock { $0.formUnion(found.map(\.1)) }
        return Set(found.map(\.0))
    }

    /// Those of some phrases that are not among these.
    ///
    /// - Parameter normalizer: that of the texts that they come from.
    public func removed(from texts: [String], by normalizer: TextNormalizer) -> [String] {
        guard !phrases.isEmpty else { return texts }
        let keys = keys(by: normalizer)
        return texts.filter { text in
            guard let own = keys[IgnoredPhrases.key(normalizer.scalars(of: text))] else { return true }
            met.withLock { _ = $0.insert(own) }
            return false
        }
    }

    private func keys(by normalizer: TextNormalizer) -> [[UInt32]: Int] {
        Dictionary(phrases.enumerated().map { (IgnoredPhrases.key(normalizer.scalars(of: $1)), $0) }) { first, _ in
            first
        }
    }

    private static func key(_ scalars: [UInt32]) -> [UInt32] { scalars.filter { !Term.isPassedOver($0) } }
}

extension PhraseLexicon {
    /// A phrase as its normalized texts have it.
    fileprivate func normalizedScalars(of phrase: Int) -> [UInt32] {
        words.text(of: phrases[phrase].units).unicodeScalars.map(\.value)
    }
}
