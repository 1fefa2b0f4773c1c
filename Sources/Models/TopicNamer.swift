import Features

/// Chooses the phrases that a topic is called by: its heaviest ones, none of them like another. Weights
/// over phrases are telling already, since `PhraseVectorizer` weighs down what is said everywhere.
enum TopicNamer {
    /// - Parameters:
    ///   - H: phrases × topics, row by row, in the order of the lexicon.
    ///   - most: how many phrases a topic has at most.
    /// - Returns: by topic, the heaviest phrase first.
    static func phrases(_ H: [Float], topics: Int, lexicon: PhraseLexicon, most: Int = 6) -> [[String]] {
        TopicQuality.topTerms(H, rank: topics, count: 10 * most).map { terms in
            var chosen: [PhraseLexicon.Phrase] = []
            for term in terms where chosen.count < most {
                let phrase = lexicon.phrases[term]
                if !chosen.contains(where: phrase.isLike) { chosen.append(phrase) }
            }
            return chosen.map(\.text)
        }
    }
}
