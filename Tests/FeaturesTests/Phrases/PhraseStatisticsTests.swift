import TestSupport
import Foundation
import Testing

@testable import Features

/// Compared with plain counting, on random texts of few units.
@Suite struct PhraseStatisticsTests {
    private static let words = PhraseWords(["7"])
    private static let seven: UInt32 = 0x110000

    /// 一, 二 and 7 are numerals; 0 is a border.
    private func texts(seed: UInt64) -> [[UInt32]] {
        var state = seed
        func next(_ bound: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % bound)
        }
        let units = scalars("甲乙丙一二") + [Self.seven, 0]
        return (0..<40).map { _ in (0..<next(30)).map { _ in units[min(next(7), next(7))] } + [0] }
    }

    private struct Reference {
        var occurrences: [[UInt32]: Int] = [:]
        var documents: [[UInt32]: Int] = [:]
        /// By n-gram, the neighbors before and after: units, or nil for a border or the end of the text.
        var before: [[UInt32]: [UInt32?]] = [:]
        var behind: [[UInt32]: [UInt32?]] = [:]
        var total = 0

        init(_ texts: [[UInt32]], longest: Int) {
            for text in texts {
                var seen = Set<[UInt32]>()
                total += text.count { $0 != 0 }
                for length in 1...longest where length <= text.count {
                    for start in 0...text.count - length {
                        let ngram = Array(text[start..<start + length])
                        guard !ngram.contains(0) else { continue }
                        occurrences[ngram, default: 0] += 1
                        if seen.insert(ngram).inserted { documents[ngram, default: 0] += 1 }
                        let (left, right) = (start > 0 ? text[start - 1] : 0, text[start + length])
                        before[ngram, default: []].append(left == 0 ? nil : left)
                        behind[ngram, default: []].append(right == 0 ? nil : right)
                    }
                }
            }
        }

        /// A neighbor counts separately each time if the n-gram extended by it occurs in fewer texts than `minimum`.
        func entropy(_ neighbors: [UInt32?], minimum: Int, one: Set<UInt32>, with: (UInt32) -> [UInt32]) -> Double {
            var counts: [String: Double] = [:]
            for (index, neighbor) in neighbors.enumerated() {
                let name =
                    if let neighbor, one.contains(neighbor) {
                        "numeral"
                    } else if let neighbor, documents[with(neighbor)]! >= minimum { "\(neighbor)" } else {
                        "alone \(index)"
                    }
                counts[name, default: 0] += 1
            }
            let sum = Double(neighbors.count)
            return counts.values.sorted().reduce(0) { $0 - $1 / sum * log($1 / sum) }
        }

        func cohesion(_ ngram: [UInt32]) -> Double {
            func p(_ part: some Sequence<UInt32>) -> Double { Double(occurrences[Array(part)]!) / Double(total) }
            if ngram.count == 1 { return -log(p(ngram)) }
            return (1..<ngram.count).map { log(p(ngram) / (p(ngram[..<$0]) * p(ngram[$0...]))) }.min()!
        }
    }

    @Test(arguments: 1...8) func agreesWithPlainCounting(seed: Int) {
        let texts = texts(seed: UInt64(seed))
        let minimum = 1 + seed % 3
        let longest = 2 + seed % 3
        let reference = Reference(texts, longest: longest + 1)
        let expected = reference.documents.filter { $0.key.count <= longest && $0.value >= minimum }
        for threads in 1...2 {
            let found = PhraseStatistics(
                texts, words: Self.words, longest: longest, minimumDocumentFrequency: minimum, threads: threads
            ).candidates(isFree: { _, _ in true }, where: { _ in true })
            #expect(Set(found.map(\.units)) == Set(expected.keys) && found.count == expected.count)
            for candidate in found {
                let ngram = candidate.units
                #expect(candidate.documentFrequency == reference.documents[ngram]!)
                #expect(candidate.occurrences == reference.occurrences[ngram]!)
                let prefix = Array(ngram.dropLast())
                #expect(
                    candidate.prefixOccurrences == (prefix.isEmpty ? reference.total : reference.occurrences[prefix]!))
                #expect(abs(candidate.cohesion - reference.cohesion(ngram)) < 1e-9)
                let maximum = log(Double(reference.total) / Double(candidate.occurrences))
                #expect(abs(candidate.relativeCohesion - candidate.cohesion / maximum) < 1e-9)
                let left = reference.entropy(
                    reference.before[ngram]!, minimum: minimum, one: Set(scalars("一二") + [Self.seven])
                ) { [$0] + ngram }
                let right = reference.entropy(reference.behind[ngram]!, minimum: minimum, one: Set(scalars("一二"))) {
                    ngram + [$0]
                }
                #expect(abs(candidate.leftEntropy - left) < 1e-9 && abs(candidate.rightEntropy - right) < 1e-9)
            }
        }
    }

    @Test func noTextsHaveNoCandidates() {
        for texts in [[], [[0]], [[0], [0]]] as [[[UInt32]]] {
            let statistics = PhraseStatistics(
                texts, words: PhraseWords([]), longest: 3, minimumDocumentFrequency: 1, threads: 1)
            #expect(statistics.candidates(isFree: { _, _ in true }, where: { _ in true }).isEmpty)
        }
    }
}
