import Text
import Corpus
import Foundation

/// A phrase that is far more frequent in a period than before, with other phrases of the same stories.
public struct EmergingPhrase: Equatable, Sendable {
    /// The phrase in its most frequent spelling in the corpus.
    public let phrase: String
    /// Other phrases of the same stories, the most telling first.
    public let related: [String]
    /// The number of the period's articles with the phrase.
    public let articles: Int
    /// The period's stories with the phrase, out of all its stories.
    public let now: Proportion
    /// The number of articles with the phrase in all earlier periods.
    public let articlesBefore: Int
    /// The stories with the phrase in all earlier periods, out of all their stories.
    public let before: Proportion
    /// How much more likely the phrase is in the period than before.
    public let logOdds: LogOdds
    /// The p-value of the change in share, adjusted over all phrases that a part of the stories as large as the period
    /// might have (Benjamini and Hochberg).
    public let adjustedPValue: Double
    /// The first day on which the phrase occurs in the corpus.
    public let firstSeen: CalendarDate
    /// Whether the phrase rose as much at this time of earlier years.
    public let isSeasonal: Bool
    /// The burst that begins in the period, if any.
    public let burst: SeriesTrend.Burst?
    /// The index in the corpus of the example article, which has the most of the phrases.
    public let example: Int
    /// The indices of the period's articles with the phrase, in ascending order.
    public let members: [Int]

    /// Whether the phrase never occurred before the period.
    public var isNew: Bool { articlesBefore == 0 }
}

extension EmergingPhrase {
    /// The maximum length of a shown sentence, in characters.
    private static let longestExample = 100

    /// The first sentence of an article with the phrase, shortened around it if it is long.
    ///
    /// If no sentence contains the whole phrase, it is the article's first sentence.
    ///
    /// - Parameter content: the original text (`Article.content`). It is untrusted, and nothing is escaped.
    public func exampleSentence(in content: String) -> String {
        let term = WatchedTerm(phrase)
        let sentences = content.split { "。！？!?\n\r\r\n".contains($0) }
        let hit = sentences.first { term?.isIn(ArticleText(title: "", body: String($0))) ?? false }
        let sentence = (hit ?? sentences.first ?? "").drop { $0.isWhitespace }
        guard sentence.count > EmergingPhrase.longestExample else { return String(sentence) }
        let place = sentence.range(of: phrase, options: .caseInsensitive)?.lowerBound ?? sentence.startIndex
        // A third of the length precedes the phrase, unless the end is nearer.
        let before = min(
            max(0, sentence.distance(from: sentence.startIndex, to: place) - EmergingPhrase.longestExample / 3),
            sentence.count - EmergingPhrase.longestExample)
        let shown = sentence.dropFirst(before).prefix(EmergingPhrase.longestExample)
        return (before > 0 ? "…" : "") + shown + (shown.endIndex < sentence.endIndex ? "…" : "")
    }
}
