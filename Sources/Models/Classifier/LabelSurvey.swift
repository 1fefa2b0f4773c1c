import Corpus
import Foundation
import TrendNumerics
import Text

/// A label that may be an alias of a more frequent one, with the evidence.
public struct AliasProposal: Equatable, Sendable, Codable {
    public var alias: String
    public var canonical: String
    /// The number of articles with the alias; `canonicalDocuments` counts those with the canonical label.
    public var aliasDocuments: Int
    public var canonicalDocuments: Int
    /// The share of the shorter name that is in the other one, from 0 to 1.
    public var nameSimilarity: Double
    /// The probability of the canonical label on the alias's articles, by a model that has not seen them. It is the
    /// mean over the articles without the canonical label.
    public var probability: Double
    /// The mean probability of the canonical label on its own articles, which the other one is to be compared with.
    public var ownProbability: Double = 1
    /// How well a classifier tells articles of one label from those of the other: the probability that it holds the
    /// right one of a pair for the canonical label's, 0.5 by chance. Nil where no classifier was learned.
    public var separation: Double?
    /// The standard error of `separation` where the two labels are one.
    public var separationError: Double?
    /// The number of articles with both labels. Two names of one industry are seldom on the same article.
    public var together: Int
    /// The total evidence, above 0.
    public var score: Double

    /// Whether the evidence is strong, in the texts too: names alone may agree by chance, as 政务 and 家政 do. Otherwise
    /// the proposal is only a hint.
    public var isLikely: Bool {
        score >= 1.5 && ownProbability >= AliasProposal.leastOwn
            && probability >= AliasProposal.leastShare * ownProbability && aliasDocuments > together && mayBeOne
    }

    /// Whether the classifier takes articles of the two labels for each other. Labels that are near, such as 美颜 and
    /// 相机, are confused often, but articles of one are still told from those of the other. Few articles cannot show
    /// that they are not; then half of the shorter name must be in the other one.
    private var mayBeOne: Bool {
        guard let separation, let separationError else { return true }
        let error = 2 * separationError
        return separation <= max(AliasProposal.slightSeparation, 0.5 + error)
            && (nameSimilarity >= 0.5 || separation + error <= AliasProposal.mostSeparation)
    }

    /// A classifier that gives the label no more on its own articles does not know it.
    private static let leastOwn = 0.15
    /// Of the probability on the canonical label's own articles.
    private static let leastShare = 1.0 / 3
    private static let slightSeparation = 0.6
    private static let mostSeparation = 0.7
}

/// The labels of a corpus, and pairs of them that may be two names of the same industry.
public struct LabelSurvey: Equatable, Sendable, Codable {
    /// The number of labeled articles.
    public var documents: Int
    /// The labels, the most frequent first: at most 20,000.
    public var labels: [ArticleClassifier.LabelCount]
    /// The number of labels where they are more than those listed; nil where all are listed.
    public var labelCount: Int?
    /// The number of labels, the most frequent ones, of which others may be aliases, where more had enough articles; nil
    /// where they had not.
    public var mostCanonical: Int?
    /// The proposed aliases, at most one per label, the best first.
    public var proposals: [AliasProposal]

    /// The assumed probability that an article has both names of one industry by mistake.
    private static let chance = 0.01
    private static let nameWeight = 4.0
    /// Texts with tens of thousands of labels have no industries, and each label is compared with each more frequent one.
    static let maximumLabels = 20_000

    /// The maximum number of labels of which others may be aliases: all articles are judged by a model of them, with
    /// their probabilities in memory.
    static func mostCanonical(articles: Int) -> Int { min(1024, max(48, 1 << 24 / max(1, articles))) }

    /// Compares each label with the more frequent ones.
    ///
    /// There are three kinds of evidence:
    ///
    /// - The names, if they share units that few labels have. They make no proposal likely without the texts.
    /// - The texts. A classifier learns from some articles and judges the others. It speaks for an alias if it finds
    ///   the canonical label more probable on the alias's articles than the label's frequency suggests. The evidence is
    ///   the mean log-likelihood ratio, shrunk toward 0 for one or two articles. A proposal is likely only if the
    ///   classifier cannot tell the two labels' articles apart (`Separability`).
    /// - The articles with both labels, which are evidence against by their own likelihood ratio. Their absence is no
    ///   evidence for an alias, because most pairs of labels have no article in common.
    ///
    /// The weights were chosen on the sample corpus, the limits of `Separability` on 119 distinct classes as well.
    ///
    /// - Parameters:
    ///   - articles: the articles of the corpus.
    ///   - options: the settings of the classifier. Labels of fewer articles than its minimum, at least 2, are proposed
    ///     only as aliases, never as the canonical label.
    /// - Throws: `ModelError` and `FeatureError` if there is nothing to learn from.
    /// - Complexity: five fits, and the articles' labels times the labels.
    public init(_ articles: [Article], options: ArticleClassifier.Options) throws {
        let labeled = articles.filter { !$0.industries.isEmpty }
        var counts: [String: Int] = [:]
        for label in labeled.lazy.flatMap(\.industries) { counts[label, default: 0] += 1 }
        documents = labeled.count
        labels = counts.lazy.map { ArticleClassifier.LabelCount(label: $0.key, documents: $0.value) }
            .first(LabelSurvey.maximumLabels) { ($1.documents, $0.label) < ($0.documents, $1.label) }
        labelCount = counts.count > labels.count ? counts.count : nil
        counts = [:]
        var options = options
        options.isSingleLabel = false
        options.minimumLabelCount = max(2, options.minimumLabelCount ?? LabelChoice.defaultMinimum(articles: documents))
        let set = try LabeledSet(labeled, options: options, most: LabelSurvey.mostCanonical(articles: documents))
        mostCanonical = set.choice.most
        let scores = try set.heldOutScores(options.regression)
        let texts = scores.map { scores in
            Calibration(
                scores: scores, labelSets: set.labelSets, labels: set.choice.labels.count, goal: options.goal
            ).probabilities(scores)
        }
        proposals = []
        let labels = labels
        let names = LabelNameSimilarity(labels.map(\.label))
        let number = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1.label, $0) })
        /// The index in `labels` of each learned label.
        let learned = set.choice.labels.map { number[$0] ?? labels.count }
        var articlesOf = [[Int]](repeating: [], count: labels.count)
        for (article, own) in labeled.enumerated() {
            for label in Set(own.industries.compactMap { number[$0] }).sorted() { articlesOf[label].append(article) }
        }
        let columnOf = Dictionary(learned.enumerated().map { ($1, $0) }) { first, _ in first }
        let own = learned.enumerated().map { column, label in
            let probabilities = (label < labels.count ? articlesOf[label] : []).compactMap {
                texts?[$0 * learned.count + column]
            }
            return probabilities.isEmpty ? 1 : probabilities.reduce(0, +) / Double(probabilities.count)
        }
        for alias in labels.indices {
            var best: AliasProposal?
            for (column, canonical) in learned.enumerated() where canonical < alias {
                var proposal = LabelSurvey.compare(
                    labels[alias], labels[canonical], of: documents, nameSimilarity: names.similarity(alias, canonical),
                    articles: articlesOf[alias].map { article in
                        (set.labelSets[article].contains(column), texts?[article * learned.count + column])
                    })
                proposal.ownProbability = own[column]
                if proposal.score > best?.score ?? 0 { best = proposal }
            }
            guard var best, let canonical = number[best.canonical], let column = columnOf[canonical] else { continue }
            if let scores {
                let separability = LabelSurvey.separability(articlesOf[alias], articlesOf[canonical]) { article in
                    let row = article * learned.count
                    return scores[row + column] - (columnOf[alias].map { scores[row + $0] } ?? 0)
                }
                best.separation = separability?.probability
                best.separationError = separability?.standardError
            }
            proposals.append(best)
        }
        proposals.sort { ($1.score, $0.alias) < ($0.score, $1.alias) }
    }

    /// How well scores tell articles of an alias from those of the canonical label; articles with both say nothing.
    private static func separability(
        _ alias: [Int], _ canonical: [Int], score: (_ article: Int) -> Float
    ) -> Separability? {
        let both = Set(alias).intersection(canonical)
        return Separability(
            alias.filter { !both.contains($0) }.map(score), below: canonical.filter { !both.contains($0) }.map(score))
    }

    /// Weighs the evidence that one label is an alias of another.
    ///
    /// - Parameter articles: for each article of the alias, whether it has the canonical label too, and the probability
    ///   of that label by its text.
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
    /// The proposals as a table of aliases in YAML, for a person to review. Strong proposals are entries; hints are
    /// commented out.
    public func yaml() -> String {
        let likely = proposals.count { $0.isLikely }
        var lines = [
            "# Proposed label aliases from \(counted(documents, "labeled article")): \(likely) likely, \(proposals.count - likely) commented out.",
            "# Review them and delete the wrong ones; this file is then a table of aliases. The figures of each alias:",
            "# its articles; the share of the shorter name that is in the other; the mean probability of the canonical label",
            "# on its articles, by a model that has not seen them, and on the canonical label's own; how often that model tells",
            "# an article of one label from one of the other, 50% by chance; and the articles with both labels.",
        ]
        if proposals.isEmpty { lines.append("# There are no aliases to propose.") }
        for label in labels {
            let own = proposals.filter { $0.canonical == label.label }
            if own.isEmpty { continue }
            let isHint = !own.contains(where: \.isLikely)
            lines.append(
                (isHint ? "# " : "") + LabelSurvey.quoted(label.label) + ":  # \(counted(label.documents, "article"))")
            for proposal in own {
                lines.append(
                    (proposal.isLikely ? "" : "# ") + "  - \(LabelSurvey.quoted(proposal.alias))  "
                        + "# \(counted(proposal.aliasDocuments, "article")), names \(percent(proposal.nameSimilarity, digits: 0)), "
                        + "texts \(percent(proposal.probability, digits: 0)) of "
                        + "\(percent(proposal.ownProbability, digits: 0)), "
                        + (proposal.separation.map { "told apart \(percent($0, digits: 0)), " } ?? "")
                        + "both \(proposal.together)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A name in YAML: plain if it has only letters and digits, otherwise in quotes, which YAML reads as JSON does.
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
