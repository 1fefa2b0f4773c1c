import Features
import Foundation

/// Chooses the phrases that a topic is called by.
struct TopicNamer {
    let lexicon: PhraseLexicon
    /// By article, the phrases it holds, each once.
    private let phrasesOfArticle: [[Int32]]
    /// By phrase: how many articles hold it.
    private let documentFrequency: [Int]

    private static let most = 6
    /// What a phrase's articles say of a topic is taken together with so many average articles, so that
    /// three articles by chance do not make a name.
    private static let prior = 10.0
    private static let weightOfShare = 0.3

    /// - Parameter texts: of the articles, normalised.
    init(_ lexicon: PhraseLexicon, texts: [[UInt32]], threads: Int) {
        self.lexicon = lexicon
        phrasesOfArticle = Parallel.map(texts.count, threads: threads) { article in
            Set(lexicon.occurrences(in: texts[article], overlapping: true).map { Int32($0.phrase) }).sorted()
        }
        var documentFrequency = [Int](repeating: 0, count: lexicon.count)
        for phrase in phrasesOfArticle.joined() { documentFrequency[Int(phrase)] += 1 }
        self.documentFrequency = documentFrequency
    }

    /// By topic, up to six phrases, the most relevant one first, none of them like another.
    ///
    /// Relevance is weight times lift, after Sievert and Shirley, "LDAvis" (2014), equation 1, with λ = 0.3:
    /// the share of the topic that is in the phrase's articles, and how much more of the topic is in them
    /// than in all articles.
    ///
    /// - Parameter shares: articles × topics, each article's share of each topic.
    func phrases(shares: [Float], topics: Int) -> [[String]] {
        var sums = [Double](repeating: 0, count: lexicon.count * topics)
        var totals = [Double](repeating: 0, count: topics)
        for article in phrasesOfArticle.indices {
            for topic in 0..<topics {
                let share = Double(shares[article * topics + topic])
                guard share > 0 else { continue }
                totals[topic] += share
                for phrase in phrasesOfArticle[article] { sums[Int(phrase) * topics + topic] += share }
            }
        }
        let articles = Double(phrasesOfArticle.count)
        return (0..<topics).map { topic in
            let overall = totals[topic] / articles
            let relevance = (0..<lexicon.count).map { phrase -> Double in
                let sum = sums[phrase * topics + topic]
                let mean = (sum + TopicNamer.prior * overall) / (Double(documentFrequency[phrase]) + TopicNamer.prior)
                guard sum > 0 else { return -Double.infinity }
                return TopicNamer.weightOfShare * log(sum / totals[topic])
                    + (1 - TopicNamer.weightOfShare) * log(mean / overall)
            }
            let order = relevance.indices.filter { relevance[$0].isFinite }.sorted {
                relevance[$0] != relevance[$1] ? relevance[$0] > relevance[$1] : $0 < $1
            }
            var chosen: [PhraseLexicon.Phrase] = []
            for index in order where chosen.count < TopicNamer.most {
                let phrase = lexicon.phrases[index]
                if !chosen.contains(where: phrase.isLike) { chosen.append(phrase) }
            }
            return chosen.map(\.text)
        }
    }

    /// The topics with their names and shares.
    ///
    /// - Parameters:
    ///   - shares: articles × topics.
    ///   - H: terms × topics. A few articles, or all the same ones, may have no phrases: then a topic is
    ///     called by its heaviest term.
    func topics(shares: [Float], H: [Float], rank: Int, vocabulary: Vocabulary) -> [TopicModel.Topic] {
        let articles = Double(max(1, shares.count / rank))
        return phrases(shares: shares, topics: rank).enumerated().map { topic, phrases in
            let sum = stride(from: topic, to: shares.count, by: rank).reduce(0.0) { $0 + Double(shares[$1]) }
            let name: () -> [String] = {
                let terms = 0..<vocabulary.count
                return [vocabulary.ngram(terms.max { H[$0 * rank + topic] < H[$1 * rank + topic] }!)]
            }
            return TopicModel.Topic(phrases: phrases.isEmpty ? name() : phrases, share: sum / articles)
        }
    }
}
