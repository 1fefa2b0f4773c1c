import Text
import Features
import Foundation

/// Finds the technologies and products that articles name: those that labeled records list, and likely new ones.
///
/// Patterns propose candidates (`TechnologyCandidate`). A logistic regression judges them by how often records whose
/// text has the name list it, by position and context, and by form (`TechnologyFeatures`). Each training record was
/// treated as unseen, so a name that only this record lists was new to it. The probability of a new name is therefore
/// the share of similar new names that were right.
public struct TechnologyGazetteer: Sendable {
    let names: TechnologyNames
    /// The candidates in the labeled records' texts that no record lists, with the number of texts that contain them.
    let unlisted: HashedValues
    let weights: HashedValues
    let usage: TechnologyUsage
    let settings: Settings

    struct Settings: Equatable, Sendable, Codable {
        /// Converts a score to a probability: σ(slope · score + intercept), and the candidate's standing where the
        /// model knows what it is worth.
        struct Line: Equatable, Sendable, Codable {
            var slope: Double
            var intercept: Double
            /// The weights of `TechnologyStanding`; nil in models of before.
            var standing: [Double]?

            func probability(_ score: Float, _ standing: [Double]) -> Double {
                let extra = zip(self.standing ?? [], standing).reduce(0) { $0 + $1.0 * $1.1 }
                return 1 / (1 + exp(-(slope * Double(score) + intercept + extra)))
            }
        }

        var intercept: Float
        var known: Line
        var new: Line
        /// The minimum probability of a reported mention; `newThreshold` is that of a new name.
        var threshold: Double
        var newThreshold: Double
        /// The number of records of `usage`; nil in models of before.
        var records: Int?
    }

    /// The number of known names.
    public var count: Int { names.all.count }

    /// The technologies that an article names, in the order of their first occurrence.
    ///
    /// - Parameters:
    ///   - article: the text of the article.
    ///   - threshold: the minimum probability; `nil` for the learned thresholds, which give the best F1 on held-out
    ///     records. The one for new names is at least 0.3.
    /// - Complexity: linear in the text.
    public func mentions(in article: ArticleText, threshold: Double? = nil) -> [TechnologyMention] {
        let text = NameText(article)
        let field = TechnologyFeatures.field(text)
        let candidates = TechnologyCandidate.all(in: text, names: names)
        let evidence = candidates.map { self.evidence(on: $0, in: text) }
        let neighbors = TechnologyNeighbor.all(candidates, evidence.map(\.0), in: text)
        let ranks = TechnologyRank.all(candidates, in: text)
        let scored = candidates.indices.map { index in
            let features = TechnologyFeatures(
                candidates[index], in: text, evidence[index].0, field: field, rank: ranks[index],
                context: .init(usage: usage, left: neighbors[index].left, right: neighbors[index].right))
            return (score: score(features), family: evidence[index].family)
        }
        let standings = TechnologyStanding.all(scored.map(\.score), scale: TechnologyRank.scale(text))
        let judged = candidates.indices.compactMap { index -> Judged? in
            let candidate = candidates[index]
            let line = candidate.name == nil ? settings.new : settings.known
            let probability = line.probability(scored[index].score, standings[index])
            let minimum = threshold ?? (candidate.name == nil ? settings.newThreshold : settings.threshold)
            return probability < minimum
                ? nil : Judged(candidate: candidate, probability: probability, family: scored[index].family)
        }
        let kept = TechnologyGazetteer.joined(TechnologyGazetteer.withoutOverlaps(judged), in: text)
            .sorted { $0.candidate.places[0].range.lowerBound < $1.candidate.places[0].range.lowerBound }
        let spelling = kept.contains { $0.candidate.name == nil } ? OriginalSpelling(article) : nil
        return kept.map { mention($0, in: text, spelling) }
    }

    private struct Judged {
        var candidate: TechnologyCandidate
        var probability: Double
        /// The name of its family that most records list.
        var family: Int?
    }

    private func evidence(on candidate: TechnologyCandidate, in text: NameText) -> (TechnologyEvidence, family: Int?) {
        let family = names.family(of: candidate.places[0].range, in: text, besides: candidate.name)
        guard let name = candidate.name.map({ names.all[$0] }) else {
            let texts = unlisted.value(of: HashedValues.hash(0, candidate.letters))
            let best = family?.best ?? names.relative(of: candidate.letters)
            return (TechnologyEvidence(texts: Int(texts), hasFamily: best != nil), best)
        }
        return (
            TechnologyEvidence(listed: name.listed, texts: name.texts, both: name.both, hasFamily: family != nil),
            family?.best
        )
    }

    private func score(_ features: TechnologyFeatures) -> Float {
        features.features.reduce(settings.intercept) { $0 + weights.value(of: $1.hash) * $1.value }
    }

    /// Resolves overlaps of candidates: the more probable one keeps the place.
    private static func withoutOverlaps(_ judged: [Judged]) -> [Judged] {
        var taken: [Range<Int>] = []
        var kept: [Judged] = []
        for var entry in judged.sorted(by: {
            ($1.probability, $0.candidate.letters.count) < ($0.probability, $1.candidate.letters.count)
        }) {
            entry.candidate.places.sort { $0.range.lowerBound < $1.range.lowerBound }
            // Two patterns may have proposed the same place.
            entry.candidate.places.removeAll { place in
                if taken.contains(where: { $0.overlaps(place.range) }) { return true }
                taken.append(place.range)
                return false
            }
            if !entry.candidate.places.isEmpty { kept.append(entry) }
        }
        return kept
    }

    /// Joins two new names that are parts of one: a model's number, up to three Chinese characters behind the other, as
    /// in 雷鸟Rayneo AI眼镜X2Lite.
    private static func joined(_ judged: [Judged], in text: NameText) -> [Judged] {
        var kept = judged
        func place(_ entry: Judged) -> Range<Int>? {
            guard entry.candidate.name == nil, entry.candidate.places.count == 1 else { return nil }
            let range = entry.candidate.places[0].range
            return text.scalars[range].contains(where: TechnologyWords.isLetter) ? range : nil
        }
        for number in judged {
            guard let range = place(number), text.scalars[range].contains(where: isDigit),
                let index = kept.firstIndex(where: { place($0) == range }),
                let other = kept.firstIndex(where: { entry in
                    guard let first = place(entry), first.upperBound < range.lowerBound else { return false }
                    let gap = text.scalars[first.upperBound..<range.lowerBound]
                    return gap.count <= 3 && gap.allSatisfy(TechnologyWords.isHan)
                })
            else { continue }
            let first = kept[other].candidate.places[0].range
            let before = text.scalars[..<first.lowerBound].reversed().prefix(5).prefix(while: TechnologyWords.isHan)
                .count
            func isFree(_ part: Range<Int>) -> Bool {
                kept.indices.allSatisfy { entry in
                    entry == index || entry == other
                        || !kept[entry].candidate.places.contains { $0.range.overlaps(part) }
                }
            }
            // With the brand, if a mark stands before it.
            let branded = first.lowerBound - before..<range.upperBound
            let whole = before <= 4 && isFree(branded) ? branded : first.lowerBound..<range.upperBound
            guard isFree(whole) else { continue }
            kept[other].candidate.places[0].range = whole
            kept[other].candidate.letters = text.letters(in: whole)
            kept[other].probability = max(kept[other].probability, number.probability)
            kept.remove(at: index)
        }
        return kept
    }

    private func mention(_ judged: Judged, in text: NameText, _ spelling: OriginalSpelling?) -> TechnologyMention {
        let places = judged.candidate.places
        let ranges = places.map(\.range)
        if let name = judged.candidate.name.map({ names.all[$0] }) {
            return TechnologyMention(
                name: name.text, probability: judged.probability, isNew: false,
                reason: .listed(records: name.listed, of: name.listed + name.texts - name.both), places: ranges)
        }
        let introduction = ranges.lazy.compactMap { text.introduction(before: text.outside($0).lowerBound) }.first
        let reason: TechnologyMention.Reason =
            if let family = judged.family {
                .newVersion(of: names.all[family].text)
            } else if let introduction {
                .introduced(by: String(scalars: introduction))
            } else if ranges.contains(where: text.isQuoted) {
                .quoted
            } else {
                .form
            }
        return TechnologyMention(
            name: spelling?.of(text.scalars[ranges[0]]) ?? text.string(ranges[0]),
            probability: judged.probability, isNew: true, reason: reason, places: ranges)
    }
}
