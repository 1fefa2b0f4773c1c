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
    let settings: Settings

    struct Settings: Equatable, Sendable, Codable {
        /// Converts a score to a probability: σ(slope · score + intercept).
        struct Line: Equatable, Sendable, Codable {
            var slope: Double
            var intercept: Double

            func probability(_ score: Float) -> Double { 1 / (1 + exp(-(slope * Double(score) + intercept))) }
        }

        var intercept: Float
        var known: Line
        var new: Line
        /// The minimum probability of a reported mention; `newThreshold` is that of a new name.
        var threshold: Double
        var newThreshold: Double
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
        let judged = TechnologyCandidate.all(in: text, names: names).compactMap { candidate -> Judged? in
            let (evidence, family) = evidence(on: candidate, in: text)
            let features = TechnologyFeatures(candidate, in: text, evidence, field: field)
            let line = candidate.name == nil ? settings.new : settings.known
            let probability = line.probability(score(features))
            let minimum = threshold ?? (candidate.name == nil ? settings.newThreshold : settings.threshold)
            return probability < minimum ? nil : Judged(candidate: candidate, probability: probability, family: family)
        }
        let kept = TechnologyGazetteer.withoutOverlaps(judged)
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
            return (TechnologyEvidence(texts: Int(texts), hasFamily: family != nil), family?.best)
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

    private func mention(_ judged: Judged, in text: NameText, _ spelling: OriginalSpelling?) -> TechnologyMention {
        let places = judged.candidate.places
        let ranges = places.map(\.range)
        if let name = judged.candidate.name.map({ names.all[$0] }) {
            return TechnologyMention(
                name: name.text, probability: judged.probability, isNew: false,
                reason: .listed(records: name.listed, of: name.listed + name.texts - name.both), places: ranges)
        }
        let introduction = ranges.lazy.compactMap { text.introduction(before: $0.lowerBound) }.first
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
