import Archive
import Corpus
import Features
import Text
import TrendNumerics

/// Finds the articles with the most similar texts without comparing with all: those that share a few of the n-grams that
/// weigh most in a text are looked up and compared.
struct NearestArticles {
    private let vectorizer: TFIDFVectorizer
    private let count = 5
    /// How many of the heaviest n-grams are looked up, two at a time.
    private static let ngrams = 6
    /// The newest of the articles with two of them.
    private static let mostOfPair = 40
    private static let mostCandidates = 200

    init(_ vectorizer: TFIDFVectorizer) { self.vectorizer = vectorizer }

    /// - Parameter place: that of the article itself; it and its story are not among the results.
    /// - Returns: the most similar first.
    /// - Complexity: linear in the articles that hold the n-grams; some hundred texts are compared.
    /// - Throws: `CorpusError`.
    func find(_ text: ArticleText, _ place: Int32, in view: ArchiveView) throws -> [NearArticle] {
        let row = vectorizer.transform([text.scalars])
        let weights = Dictionary(zip(row.columnIndices, row.values)) { first, _ in first }
        var heaviest: [(ngram: [UInt32], weight: Float)] = []
        var seen: Set<[UInt32]> = []
        for found in vectorizer.featurePlaces(in: text.scalars) ?? [] where found.length >= 2 {
            let ngram = Array(text.scalars[found.place + 1 - found.length...found.place])
            guard !ngram.contains(where: { $0 < 0x30 }), seen.insert(ngram).inserted else { continue }
            heaviest.append((ngram, weights[Int32(found.column)] ?? 0))
        }
        heaviest.sort { $0.weight > $1.weight }
        let ngrams = heaviest.prefix(NearestArticles.ngrams).map(\.ngram)
        let story = view.corpus.stories[Int(place)]
        var candidates: Set<Int32> = []
        for first in ngrams.indices {
            for second in ngrams.indices.dropFirst(first + 1) where candidates.count < NearestArticles.mostCandidates {
                let numbers = try view.corpus.archive.articles(thatMayHold: [ngrams[first], ngrams[second]])
                candidates.formUnion(
                    view.corpus.places(of: numbers.suffix(NearestArticles.mostOfPair)).lazy
                        .filter { view.corpus.stories[$0] != story }.map { Int32($0) })
            }
        }
        let articles = try view.read(Array(candidates)).sorted { $0.key < $1.key }
        let rows = vectorizer.transform(articles.map { $0.value.normalized().scalars })
        var ranked: [(place: Int32, similarity: Double)] = []
        for (index, article) in articles.enumerated() {
            var product: Float = 0
            for entry in rows.rowOffsets[index]..<rows.rowOffsets[index + 1] {
                product += rows.values[entry] * (weights[rows.columnIndices[entry]] ?? 0)
            }
            ranked.append((article.key, Double(product)))
        }
        ranked.sort { ($1.similarity, $0.place) < ($0.similarity, $1.place) }
        // One article of a story is enough.
        var stories: Set<Int> = []
        var best: [(place: Int32, similarity: Double)] = []
        for near in ranked where near.similarity > 0 && best.count < count {
            if stories.insert(view.corpus.stories[Int(near.place)]).inserted { best.append(near) }
        }
        return try best.flatMap { near in
            try view.listed([near.place]).map { NearArticle(article: $0, similarity: min(1, near.similarity)) }
        }
    }
}
