import Text
import Features
import Foundation

/// Finds the technologies and products that articles name: those that labeled records list, and likely new ones.
///
/// Patterns propose (`TechnologyCandidate`), and a logistic regression judges by how often other records list the
/// name whose text has it, where and in what words it stands, and how it looks (`TechnologyFeatures`). It was
/// learned on records each of which was taken for unseen: a name that it alone lists was new to it. So the
/// probability of a new name is how often its like was right.
public struct TechnologyGazetteer: Sendable {
    let names: TechnologyNames
    /// Candidates of the labeled records' texts that none of them lists, and in how many texts they are.
    let unlisted: HashedValues
    let weights: HashedValues
    let settings: Settings

    struct Settings: Equatable, Sendable, Codable {
        /// From a score to a probability: σ(slope · score + intercept).
        struct Line: Equatable, Sendable, Codable {
            var slope: Double
            var intercept: Double

            func probability(_ score: Float) -> Double { 1 / (1 + exp(-(slope * Double(score) + intercept))) }
        }

        var intercept: Float
        var known: Line
        var new: Line
        /// Mentions at least this probable are told.
        var threshold: Double
        var newThreshold: Double
    }

    /// How many names it knows.
    public var count: Int { names.all.count }

    /// The technologies that an article names, by where they first stand.
    ///
    /// - Parameter threshold: the least probability; nil for the ones chosen in learning, with which F1 was best on
    ///   records held out.
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
        /// The most listed name of its family.
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

    /// The more probable takes a place where two candidates overlap.
    private static func withoutOverlaps(_ judged: [Judged]) -> [Judged] {
        var taken: [Range<Int>] = []
        var kept: [Judged] = []
        for var entry in judged.sorted(by: {
            ($1.probability, $0.candidate.letters.count) < ($0.probability, $1.candidate.letters.count)
        }) {
            entry.candidate.places.sort { $0.range.lowerBound < $1.range.lowerBound }
            // Two patterns may have proposed one place.
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
