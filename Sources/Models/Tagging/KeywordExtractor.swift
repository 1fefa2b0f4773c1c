import Text
import Features
import Foundation

/// A keyword that was found in an article.
public struct Keyword: Equatable, Sendable, Codable {
    /// The keyword in the spelling of the article.
    public var text: String
    /// The probability that a person would list the keyword, from 0 to 1.
    public var probability: Double
    /// The ranges of its occurrences in the normalized text, in scalars, in order.
    public var places: [Range<Int>]
    public var isInTitle: Bool
    /// The number of training records whose texts contain it, out of `records`. The number is approximate for rare and
    /// unknown phrases.
    public var texts: Int
    public var records: Int
    /// The number of records that list it as a keyword or technology.
    public var listed: Int
}

/// Extracts an article's keywords from the phrases of its text.
///
/// `KeywordCandidate` proposes phrases. A logistic regression judges them by tf-idf, by position and frequency in the
/// text, and by how often other records list them, as KEA does with naive Bayes (Witten, Paynter, Frank, Gutwin and
/// Nevill-Manning, "KEA: Practical automatic keyphrase extraction", DL 1999). It is trained on the keywords of records,
/// each record treated as unseen.
public struct KeywordExtractor: Sendable {
    let tables: KeywordTables
    /// The weights of the features.
    let weights: [Float]
    let intercept: Float
    /// The usual number of keywords per article: the mean number of the records, from 3 to 6.
    public let count: Int

    /// The number of records that it was trained on.
    public var records: Int { tables.records }

    /// The best keywords of an article, the most probable first. No keyword contains another, and no two share more
    /// than half of the shorter one.
    ///
    /// - Parameters:
    ///   - article: the text of the article.
    ///   - count: the maximum number of keywords; `nil` for the usual number.
    /// - Complexity: linear in the text.
    public func keywords(in article: ArticleText, count: Int? = nil) -> [Keyword] {
        let text = KeywordText(article)
        let scored = KeywordCandidate.all(in: text, tables).map { candidate in
            let texts = tables.documentFrequency.value(of: candidate.hash)
            let listed = tables.listed.value(of: candidate.hash)
            let features = candidate.features(
                in: text, texts: texts, listed: listed, isPhrase: tables.phrases.value(of: candidate.hash) > 0,
                records: tables.records)
            let score = zip(features, weights).reduce(intercept) { $0 + $1.0 * $1.1 }
            return (candidate: candidate, score: score, texts: texts, listed: listed)
        }.sorted {
            ($1.score, $0.candidate.places[0].lowerBound, $0.candidate.units.count)
                < ($0.score, $1.candidate.places[0].lowerBound, $1.candidate.units.count)
        }
        var chosen: [(candidate: KeywordCandidate, score: Float, texts: Float, listed: Float)] = []
        for entry in scored {
            if chosen.count == count ?? self.count { break }
            guard !chosen.contains(where: { KeywordExtractor.areNearSame($0.candidate, entry.candidate, in: text) })
            else {
                continue
            }
            chosen.append(entry)
        }
        let spelling = OriginalSpelling(article)
        return chosen.map { entry in
            let first = text.scalars[entry.candidate.places[0]]
            return Keyword(
                text: spelling.of(first) ?? String(scalars: first),
                probability: 1 / (1 + exp(-Double(entry.score))), places: entry.candidate.places,
                isInTitle: entry.candidate.places[0].lowerBound < text.titleEnd, texts: Int(entry.texts),
                records: tables.records, listed: Int(entry.listed.rounded(.up)))
        }
    }

    /// Whether one candidate contains the other, or more than half of the shorter one is in both.
    private static func areNearSame(_ a: KeywordCandidate, _ b: KeywordCandidate, in text: KeywordText) -> Bool {
        let (a, b) = (Array(text.scalars[a.places[0]]), Array(text.scalars[b.places[0]]))
        let longest = PhraseLexicon.commonRun(a, b)
        return longest >= 2 && 2 * longest > min(a.count, b.count)
    }
}
