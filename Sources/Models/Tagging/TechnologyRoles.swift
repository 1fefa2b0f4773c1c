import TrendNumerics
import Features
import Foundation
import Text

/// Whether a name is used as companies are or as products are: what stands before it and behind it, per occurrence.
///
/// Both are only evidence. A regression weighs them beside the other features.
struct TechnologyRoles {
    /// From 0 to 2: the mean number of sides on which a word stands that stands beside companies.
    let company: Float
    /// The same of products.
    let product: Float

    /// - Parameter places: at least one.
    init(_ places: [Range<Int>], in text: NameText) {
        var (company, product) = (0, 0)
        for place in places {
            // In mixed text, a space parts Latin words from Chinese ones.
            let isSpaceBehind = place.upperBound < text.scalars.count && text.scalars[place.upperBound] == 0x20
            let isSpaceBefore = place.lowerBound > 0 && text.scalars[place.lowerBound - 1] == 0x20
            let behind = text.scalars[(place.upperBound + (isSpaceBehind ? 1 : 0))...]
            let before = text.scalars[..<(place.lowerBound - (isSpaceBefore ? 1 : 0))]
            if TechnologyWords.behindCompanies.begins(behind) || TechnologyRoles.beginsWithDate(behind) {
                company += 1
            }
            if TechnologyWords.beforeCompanies.ends(before) { company += 1 }
            if TechnologyWords.behindProducts.begins(behind) { product += 1 }
            if TechnologyWords.beforeProducts.ends(before) { product += 1 }
        }
        self.company = Float(company) / Float(places.count)
        self.product = Float(product) / Float(places.count)
    }

    /// 5月 or 14日, as in: OpenAI 5月14日发布.
    private static func beginsWithDate(_ text: ArraySlice<UInt32>) -> Bool {
        let digits = text.prefix(3).prefix(while: isDigit).count
        guard (1...2).contains(digits), digits < text.count else { return false }
        return [0x6708, 0x65E5].contains(text[text.startIndex + digits])
    }
}

/// A candidate's place among all candidates of its text. Numbers are per 400 characters of a longer text, which has more
/// candidates and more names than a short one.
struct TechnologyRank {
    /// The number of candidates that occur more often.
    let oftener: Float
    /// The number of candidates whose first occurrence comes before.
    let order: Float
    /// The number of candidates.
    let count: Float

    /// How many times as long as a short text a text is; at least 1.
    static func scale(_ text: NameText) -> Float { max(1, Float(text.scalars.count) / 400) }

    /// The places of all candidates of a text.
    static func all(_ candidates: [TechnologyCandidate], in text: NameText) -> [TechnologyRank] {
        let scale = TechnologyRank.scale(text)
        let times = candidates.map { Set($0.places.map(\.range)).count }
        let firsts = candidates.map { $0.places.lazy.map(\.range.lowerBound).min() ?? 0 }
        let sortedTimes = times.sorted(by: >)
        let sortedFirsts = firsts.sorted()
        return candidates.indices.map { index in
            TechnologyRank(
                oftener: Float(sortedTimes.partitioningIndex { $0 <= times[index] }) / scale,
                order: Float(sortedFirsts.partitioningIndex { $0 >= firsts[index] }) / scale,
                count: Float(candidates.count) / scale)
        }
    }
}

/// A candidate's score beside those of the other candidates of its text. A record lists two or three names, so the best
/// of a text are more probable than others with the same score.
enum TechnologyStanding {
    /// The number of figures.
    static let count = 5

    /// Per candidate: the logarithm of 1 and the number of better ones, the distance to the best (negative for the
    /// best, to the next), whether it is the best, the logarithm of the number of candidates, and the number of names
    /// that the scores expect.
    ///
    /// - Parameter scale: `TechnologyRank.scale` of the text. A text that is three times as long as a short one has three
    ///   best candidates, and its numbers are a third.
    static func all(_ scores: [Float], scale: Float) -> [[Double]] {
        let sorted = scores.sorted(by: >)
        let top = min(max(1, Int(scale)), max(1, sorted.count))
        let expected = sorted.reduce(0) { $0 + 1 / (1 + exp(-Double($1))) } / Double(scale)
        return scores.map { score in
            let better = sorted.partitioningIndex { $0 <= score }
            let next = sorted.count > top ? sorted[top] : -4
            let distance = better >= top ? sorted[top - 1] - score : -(score - next)
            return [
                log(1 + Double(better) / Double(scale)), Double(distance), better < top ? 1 : 0,
                log(Double(scores.count) / Double(scale)), expected,
            ]
        }
    }
}
