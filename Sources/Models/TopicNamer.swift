import Features
import Foundation

/// Chooses the phrases that a topic is called by.
struct TopicNamer {
    let vectorizer: TFIDFVectorizer
    /// One a column.
    let documentFrequency: [Int]

    private static let phrasesPerTopic = 6
    private static let candidates = 150

    /// - Parameter H: terms × rank.
    /// - Returns: by topic, up to six phrases, none of them within another.
    func phrases(H: [Float], rank: Int) -> [[String]] {
        let terms = vectorizer.vocabulary.count
        // A term's share in all topics: what makes a weight in one topic remarkable.
        let total = (0..<terms).map { term in H[term * rank..<(term + 1) * rank].reduce(0, +) }
        let growth = PhraseExtension(vectorizer, documentFrequency: documentFrequency)
        return (0..<rank).map { topic in
            // Relevance by Sievert and Shirley, "LDAvis" (2014), equation 1, with λ = 0.6.
            let scored = (0..<terms).compactMap { term -> (score: Double, term: Int)? in
                let weight = Double(H[term * rank + topic])
                guard weight > 0 else { return nil }
                return (0.6 * log(weight) + 0.4 * log(weight / Double(total[term])), term)
            }
            let best = scored.sorted { ($1.score, $0.term) < ($0.score, $1.term) }.prefix(TopicNamer.candidates)
            var chosen: [String] = []
            for (_, term) in best {
                let ngram = vectorizer.vocabulary.ngram(term)
                guard let phrase = growth.phrase(of: ngram, documents: documentFrequency[term]),
                    TopicNamer.isPresentable(phrase),
                    !chosen.contains(where: { TopicNamer.overlap($0, phrase) })
                else { continue }
                chosen.append(phrase)
                if chosen.count == TopicNamer.phrasesPerTopic { break }
            }
            return chosen.isEmpty ? best.prefix(1).map { vectorizer.vocabulary.ngram($0.term) } : chosen
        }
    }

    /// One within the other, or the end of one is the beginning of the other.
    private static func overlap(_ a: String, _ b: String) -> Bool {
        if a.contains(b) || b.contains(a) { return true }
        return a.suffix(2) == b.prefix(2) || b.suffix(2) == a.prefix(2)
    }

    /// Particles, prepositions and pronouns that a name neither begins nor ends with.
    private static let functionCharacters = Set("的了是在和与及并也都而之其这那把被将对于从到以个还就但又或则让向给由使更最很不没")

    /// Letters throughout, no particle at an end, no number alone.
    private static func isPresentable(_ phrase: String) -> Bool {
        guard phrase.count >= 2, let first = phrase.first, let last = phrase.last else { return false }
        guard phrase.allSatisfy({ $0.isLetter || $0.isNumber || " -.+".contains($0) }) else { return false }
        guard first.isLetter, last.isLetter || last.isNumber else { return false }
        if first.isASCII, phrase.count < 3, !phrase.allSatisfy(\.isASCII) { return false }
        return !functionCharacters.contains(first) && !functionCharacters.contains(last)
    }
}
