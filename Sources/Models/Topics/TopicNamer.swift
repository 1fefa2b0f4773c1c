import TrendNumerics
import Features

/// Chooses the phrases that name a topic: its most descriptive terms, no two of them alike. The weights of phrases
/// already favor descriptive ones, since `PhraseVectorizer` gives common phrases low weights.
enum TopicNamer {
    /// The phrases that name each topic.
    ///
    /// - Parameters:
    ///   - H: phrases × topics, row by row, in the order of the lexicon.
    ///   - X: the articles that the topics were found in, or windows of them, × phrases.
    ///   - ignored: indices of phrases that name no topic.
    ///   - maximum: the maximum number of phrases per topic.
    /// - Returns: the phrases of each topic, the heaviest first.
    static func phrases(
        _ H: [Float], topics: Int, in X: CSRMatrix, lexicon: PhraseLexicon, ignoring ignored: Set<Int> = [],
        maximum: Int = 6
    ) -> [[String]] {
        TopicQuality.tellingTerms(H, rank: topics, in: X, count: 60).map { terms in
            var chosen: [PhraseLexicon.Phrase] = []
            for term in terms where chosen.count < maximum && !ignored.contains(term) {
                let phrase = lexicon.phrases[term]
                if !chosen.contains(where: phrase.isLike) { chosen.append(phrase) }
            }
            return chosen.map(\.text)
        }
    }

    /// The topics with their names and shares.
    ///
    /// - Parameter shares: articles × topics.
    static func topics(
        shares: [Float], H: [Float], rank: Int, in X: CSRMatrix, lexicon: PhraseLexicon,
        ignoring ignored: Set<Int> = []
    ) -> [TopicModel.Topic] {
        let articles = Double(max(1, shares.count / rank))
        return phrases(H, topics: rank, in: X, lexicon: lexicon, ignoring: ignored).enumerated().map { topic, phrases in
            let sum = stride(from: topic, to: shares.count, by: rank).reduce(0.0) { $0 + Double(shares[$1]) }
            return TopicModel.Topic(phrases: phrases, share: sum / articles)
        }
    }
}
