import Text
import Features
import Foundation

/// A keyword that an article was given.
public struct Keyword: Equatable, Sendable, Codable {
    /// As the article spells it.
    public var text: String
    /// That a person would list it, from 0 to 1.
    public var probability: Double
    /// Where it stands in the normalized text, in scalars, in order.
    public var places: [Range<Int>]
    public var isInTitle: Bool
    /// How many training records' texts have it, of how many; rarer ones and those never met are told less exactly.
    public var texts: Int
    public var records: Int
    /// How many of them list it as a keyword or technology.
    public var listed: Int
}

/// Chooses an article's keywords among whole phrases of its text.
///
/// What may be one is proposed by `KeywordCandidate`; a logistic regression judges it by tf-idf, by where and how
/// often it stands, and by how often other records list it, as KEA does with naive Bayes (Witten, Paynter, Frank,
/// Gutwin and Nevill-Manning, "KEA: Practical automatic keyphrase extraction", DL 1999). It was learned on the
/// records' own keywords, each record taken for unseen.
public struct KeywordExtractor: Sendable {
    let tables: KeywordTables
    /// By feature.
    let weights: [Float]
    let intercept: Float
    /// How many keywords an article gets: as many as the records mostly list, from 3 to 6.
    public let count: Int

    /// How many records it was learned from.
    public var records: Int { tables.records }

    /// The best keywords of an article, the most probable first. None is
    /// within another, and no two share more than half of the shorter one.
    ///
    /// - Parameter count: how many at most; nil for as many as the records list.
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

    /// One is within the other, or more than half of the shorter one is in both.
    private static func areNearSame(_ a: KeywordCandidate, _ b: KeywordCandidate, in text: KeywordText) -> Bool {
        let (a, b) = (Array(text.scalars[a.places[0]]), Array(text.scalars[b.places[0]]))
        let longest = PhraseLexicon.commonRun(a, b)
        return longest >= 2 && 2 * longest > min(a.count, b.count)
    }
}
