import Text
import Corpus
import Foundation
import Text

/// A label that may be another name of a more frequent one, and what speaks for it.
public struct AliasProposal: Equatable, Sendable, Codable {
    public var alias: String
    public var canonical: String
    /// Articles with either label.
    public var aliasDocuments: Int
    public var canonicalDocuments: Int
    /// How much of the shorter name is in the other one, from 0 to 1.
    public var nameSimilarity: Double
    /// How likely a model that has not seen the alias's articles gives them the canonical label: the mean
    /// over those that do not have it.
    public var probability: Double
    /// Articles with both labels; two names of one industry seldom stand on one article.
    public var together: Int
    /// The evidence as a whole; above 0.
    public var score: Double

    /// Whether the evidence is strong; otherwise it is a hint.
    public var isLikely: Bool { score >= 1.5 }
}

/// The labels of a corpus, and which may be the same industry under two names.
public struct LabelSurvey: Equatable, Sendable, Codable {
    /// Labeled articles.
    public var documents: Int
    /// The most frequent first.
    public var labels: [ArticleClassifier.LabelCount]
    /// At most one for each label, the best first.
    public var proposals: [AliasProposal]

    /// How often a label may stand on an article beside its other name, by mistake.
    private static let chance = 0.01
    private static let nameWeight = 4.0

    /// Compares each label with the more frequent ones.
    ///
    /// Three things speak. The names, where they share what few labels have. The texts: a classifier learns
    /// from some articles and judges the others; on those of one label it finds the other one likelier than
    /// its frequency says (the mean log-likelihood ratio, toward 0 where it is one or two articles). And
    /// the articles with both, which speak against by their own likelihood ratio; that there are none
    /// speaks for nothing, since most labels have none in common. The weights were chosen on the sample
    /// corpus.
    ///
    /// - Parameter options: how the classifier learns; labels of fewer articles than its minimum (2 at
    ///   least) are other names only, never the name to use.
    /// - Throws: `ModelError` and `FeatureError` where there is nothing to learn from.
    /// - Complexity: five fits, then the articles' labels times the labels.
    public init(_ articles: [Article], options: ArticleClassifier.Options) throws {
        let labeled = articles.filter { !$0.industries.isEmpty }
        var counts: [String: Int] = [:]
        for label in labeled.lazy.flatMap(\.industries) { counts[label, default: 0] += 1 }
        documents = labeled.count
        labels = counts.map { ArticleClassifier.LabelCount(label: $0.key, documents: $0.value) }
            .sorted { ($1.documents, $0.label) < ($0.documents, $1.label) }
        var options = options
        options.isSingleLabel = false
        options.minimumLabelCount = max(2, options.minimumLabelCount ?? LabelChoice.defaultMinimum(articles: documents))
        let set = try LabeledSet(labeled, options: options)
        let texts = try set.heldOutScores(options.regression).map { scores in
            set.calibration(scores).probabilities(scores)
        }
        proposals = []
        let labels = labels
        let names = LabelNameSimilarity(labels.map(\.label))
        let number = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1.label, $0) })
        /// By learned label, where it stands in `labels`.
        let learned = set.choice.labels.map { number[$0]! }
        var articlesOf = [[Int]](repeating: [], count: labels.count)
        for (article, own) in labeled.enumerated() {
            for label in Set(own.industries.map { number[$0]! }).sorted() { articlesOf[label].append(article) }
        }
        for alias in labels.indices {
            var best: AliasProposal?
            for (column, canonical) in learned.enumerated() where canonical < alias {
                let proposal = LabelSurvey.compare(
                    labels[alias], labels[canonical], of: documents, nameSimilarity: names.similarity(alias, canonical),
                    articles: articlesOf[alias].map { article in
                        (set.labelSets[article].contains(column), texts?[article * learned.count + column])
                    })
                if proposal.score > best?.score ?? 0 { best = proposal }
            }
            if let best { proposals.append(best) }
        }
        proposals.sort { ($1.score, $0.alias) < ($0.score, $1.alias) }
    }

    /// - Parameter articles: of the alias, whether each has the canonical label too, and how likely that is
    ///   by its text.
    private static func compare(
        _ alias: ArticleClassifier.LabelCount, _ canonical: ArticleClassifier.LabelCount, of documents: Int,
        nameSimilarity: Double, articles: [(hasBoth: Bool, probability: Double?)]
    ) -> AliasProposal {
        let share = Double(canonical.documents) / Double(documents)
        let alone = articles.filter { !$0.hasBoth }.compactMap(\.probability)
        func logOdds(_ probability: Double) -> Double {
            let inside = min(1 - 1e-4, max(1e-4, probability))
            return log(inside / (1 - inside))
        }
        let ratios = alone.reduce(0) { $0 + logOdds($1) - logOdds(share) }
        let together = articles.count { $0.hasBoth }
        let apart = articles.count - together
        let bothRatio =
            Double(together) * log(chance / share) + Double(apart) * log((1 - chance) / max(1e-4, 1 - share))
        return AliasProposal(
            alias: alias.label, canonical: canonical.label, aliasDocuments: alias.documents,
            canonicalDocuments: canonical.documents, nameSimilarity: nameSimilarity,
            probability: alone.isEmpty ? 0 : alone.reduce(0, +) / Double(alone.count), together: together,
            score: nameWeight * nameSimilarity + ratios / Double(alone.count + 1) + min(0, bothRatio))
    }
}

extension LabelSurvey {
    /// The proposals as a table of aliases for a person to go through: strong ones are entries, the others
    /// are commented out.
    public func yaml() -> String {
        let likely = proposals.count { $0.isLikely }
        var lines = [
            "# Other names of labels, proposed from \(documents) labeled articles: \(likely) likely, \(proposals.count - likely) commented out.",
            "# Go through them, delete what is wrong, and give this file with --aliases. Of each name:",
            "# its articles; how much of the shorter name is in the other; how likely a model that has not seen",
            "# its articles calls them by the name to use; and how many have both labels.",
        ]
        if proposals.isEmpty { lines.append("# There is nothing to propose.") }
        for label in labels {
            let own = proposals.filter { $0.canonical == label.label }
            if own.isEmpty { continue }
            let isHint = !own.contains(where: \.isLikely)
            lines.append((isHint ? "# " : "") + LabelSurvey.quoted(label.label) + ":  # \(label.documents) articles")
            for proposal in own {
                lines.append(
                    (proposal.isLikely ? "" : "# ") + "  - \(LabelSurvey.quoted(proposal.alias))  "
                        + "# \(proposal.aliasDocuments) articles, names \(percent(proposal.nameSimilarity, digits: 0)), "
                        + "texts \(percent(proposal.probability, digits: 0)), both \(proposal.together)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Plain where it is nothing but letters, digits and single blanks; else in quotes, which YAML reads as JSON does.
    private static func quoted(_ name: String) -> String {
        if name.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic || ("0"..."9").contains($0) }) { return name }
        var quoted = "\""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            case _
            where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                || [0x2028, 0x2029, 0xFEFF].contains(scalar.value):
                quoted += "\\u" + hexadecimal(scalar.value, digits: 4)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
