import TrendNumerics
import Foundation

/// Finds the phrases of a corpus in the corpus itself, without a dictionary.
///
/// A phrase is an n-gram of units (a Chinese character, a Latin word, a number) that is cohesive, free and
/// independent. It is cohesive if even its weakest split is far more frequent than chance (pointwise mutual
/// information). It is free if the units before and after it vary (branching entropy; Jin and Tanaka-Ishii,
/// "Unsupervised segmentation of Chinese text by use of branching entropy", COLING/ACL 2006). It is independent if it
/// occurs by itself, not only inside longer phrases or across the ends of others.
public struct PhraseDiscovery: Sendable {
    /// The maximum length of a phrase, in units.
    public var longest = 10
    /// The minimum number of distinct texts with a phrase; nil derives it from the number of texts.
    public var minimumDocumentFrequency: Int?
    /// The minimum cohesion of the weakest split, as a share of the maximum for an n-gram of the same frequency.
    public var minimumCohesion = 0.4
    /// The minimum entropy on either side, in nats. For a rare phrase, nine tenths of its possible maximum is enough.
    public var minimumEntropy = 1.8
    /// The number of threads.
    public var threads: Int

    /// Begins with the default thresholds.
    public init(threads: Int = 1) { self.threads = threads }

    /// Finds the phrases of texts.
    ///
    /// - Parameter texts: normalized, in any order; identical texts count once.
    /// - Returns: the phrases, the best one first; none for a corpus without texts.
    /// - Complexity: about 0.15 s of one core per megabyte of Chinese text, and 8 bytes of memory per byte.
    public func lexicon(of texts: [[UInt32]]) -> PhraseLexicon {
        let texts = PhraseDiscovery.distinct(texts)
        let minimum = minimumDocumentFrequency ?? max(3, min(6, texts.count / 4000))
        let words = PhraseWords(texts, minimumDocumentFrequency: minimum, threads: threads)
        let units = Parallel.map(texts.count, threads: threads) { index in
            var units: [UInt32] = []
            units.reserveCapacity(texts[index].count + 1)
            words.forEachUnit(in: texts[index]) { unit, _ in units.append(unit) }
            units.append(PhraseWords.border)
            return units
        }
        let statistics = PhraseStatistics(
            units, words: words, longest: longest, minimumDocumentFrequency: minimum, threads: threads)
        let candidates = statistics.candidates(
            isFree: { $1 >= min(minimumEntropy, 0.9 * log(Double($0))) }, where: { isPhrase($0, words) })
        let overlap = PhraseOverlap(
            trie: PhraseTrie(candidates.map(\.units)), occurrences: candidates.map(\.occurrences))
        let phrases = zip(candidates, overlap.counts(in: units, threads: threads)).filter { candidate, counts in
            PhraseDiscovery.isByItself(counts, of: candidate.occurrences, minimum: minimum)
        }.map(\.0)
        let known = Set(phrases.map(\.units))
        return PhraseLexicon(phrases.filter { !PhraseDiscovery.hasFunctionWord($0.units, known) }, words: words)
    }

    /// Whether a phrase does not only occur inside longer ones, and is not mostly cut by more frequent ones.
    static func isByItself(_ counts: PhraseOverlap.Counts, of occurrences: Int, minimum: Int) -> Bool {
        counts.free >= max(minimum, occurrences / 20) && counts.free >= counts.cut
    }

    private static let particle: UInt32 = 0x7684  // 的

    /// Whether it is a phrase with a function word before or after it: `在旧金山`, but not `在线教育`.
    private static func hasFunctionWord(_ units: [UInt32], _ known: Set<[UInt32]>) -> Bool {
        if units.count > 2, units[0] == particle || units[units.count - 1] == particle { return true }
        return PhraseUnit.functionCharacters.contains(units[0]) && known.contains(Array(units.dropFirst()))
            || PhraseUnit.functionCharacters.contains(units[units.count - 1]) && known.contains(Array(units.dropLast()))
    }

    /// The texts without repetitions, in their order.
    static func distinct(_ texts: [[UInt32]]) -> [[UInt32]] {
        var seen = Set<[UInt32]>()
        return texts.filter { seen.insert($0).inserted }
    }

    private func isPhrase(_ candidate: PhraseStatistics.Candidate, _ words: PhraseWords) -> Bool {
        guard candidate.relativeCohesion >= minimumCohesion else { return false }
        let (first, last) = (candidate.units[0], candidate.units[candidate.units.count - 1])
        guard first != PhraseUnit.nameDot, last != PhraseUnit.nameDot else { return false }
        if candidate.units.count == 1 {
            return words.word(first).map { $0.unicodeScalars.count > 1 && !words.isNumber(first) } ?? false
        }
        return isName(candidate, words)
    }

    /// Whether the numbers of an n-gram fit a name.
    ///
    /// A number belongs to a name only after a word (`iPhone 15 Pro`) or at the end (`通义千问2.5`). At the end, a version
    /// is a large part of everything that follows the name, and an amount is not. Elsewhere, numbers count or date
    /// something.
    private func isName(_ candidate: PhraseStatistics.Candidate, _ words: PhraseWords) -> Bool {
        for (index, unit) in candidate.units.enumerated() where words.isNumber(unit) {
            if index == 0 || words.isScore(unit) { return false }
            let isLast = index == candidate.units.count - 1
            if isLast, candidate.occurrences * 20 < candidate.prefixOccurrences { return false }
            if !isLast, !PhraseWords.isWord(candidate.units[index - 1]) { return false }
        }
        return true
    }
}
