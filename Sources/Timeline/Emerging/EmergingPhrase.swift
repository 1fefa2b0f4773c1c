import Text
import Corpus
import Foundation

/// A phrase that is far more frequent in a period than before, with the phrases of the same stories.
public struct EmergingPhrase: Equatable, Sendable {
    /// As the corpus mostly spells it.
    public let phrase: String
    /// Further phrases of the same stories, the most telling one first.
    public let related: [String]
    /// In the period: articles, and stories, which are what is compared.
    public let articles: Int
    public let now: Proportion
    /// In all periods before.
    public let articlesBefore: Int
    public let before: Proportion
    public let logOdds: LogOdds
    /// Of the log-odds, over all phrases of the period (Benjamini and Hochberg).
    public let adjustedPValue: Double
    /// The first day that it stands in the corpus.
    public let firstSeen: CalendarDate
    /// It rose as much at this time of an earlier year.
    public let isSeasonal: Bool
    /// The burst that begins in the period, if one does.
    public let burst: SeriesTrend.Burst?
    /// The article to show: it has the most of the phrases. An index of the corpus.
    public let example: Int
    /// The articles of the period with the phrase, in the order of the corpus.
    public let members: [Int]

    /// It was never there before the period.
    public var isNew: Bool { articlesBefore == 0 }
}

extension EmergingPhrase {
    /// How many characters of a sentence are shown.
    private static let longestExample = 100

    /// The first sentence of an article with the phrase, cut around it where it is long; the beginning of the
    /// article where no sentence has it whole.
    ///
    /// - Parameter content: as the article has it (`Article.content`); untrusted, and nothing is escaped.
    public func exampleSentence(in content: String) -> String {
        let term = WatchedTerm(phrase)
        let sentences = content.split { "。！？!?\n\r\r\n".contains($0) }
        let hit = sentences.first { term?.isIn(TextNormalizer().scalars(of: String($0))) ?? false }
        let sentence = (hit ?? sentences.first ?? "").drop { $0.isWhitespace }
        guard sentence.count > EmergingPhrase.longestExample else { return String(sentence) }
        let place = sentence.range(of: phrase, options: .caseInsensitive)?.lowerBound ?? sentence.startIndex
        // A third before the phrase, unless the end is nearer.
        let before = min(
            max(0, sentence.distance(from: sentence.startIndex, to: place) - EmergingPhrase.longestExample / 3),
            sentence.count - EmergingPhrase.longestExample)
        let shown = sentence.dropFirst(before).prefix(EmergingPhrase.longestExample)
        return (before > 0 ? "…" : "") + shown + (shown.endIndex < sentence.endIndex ? "…" : "")
    }
}
