import Text
import TrendNumerics
import Corpus
import Features
import Foundation
import Models

/// Topics of texts that are one a line, in the files that `peers/topics.py` describes: `OUT.json`, `OUT.f32`.
///
/// - Parameter fold: every fifth text, from this one on, is left out; -1 leaves out none.
func topics(texts path: String, rank: Int, seed: Int, fold: Int, to out: String) throws {
    let articles = try String(contentsOfFile: path, encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false
    )
    .dropLast().enumerated().filter { $0.offset % 5 != fold }.map { Article(title: "", text: String($0.element)) }
    let ((model, weights), measurement) = try Measurement.of {
        try TopicModel.fit(articles, nmf: NMF(rank: rank, compute: Compute(seed: UInt64(seed), threads: 2)))
    }
    let windows = model.vectorizer.windows(articles.map { TextNormalizer().scalars(of: $0.content) }, threads: 2)
    let terms = TopicQuality.tellingTerms(model.H, rank: model.count, in: windows, count: 60).map { terms in
        terms.map { model.vectorizer.lexicon.phrases[$0].text.lowercased() }
    }
    try writeArray(weights, to: out + ".f32")
    try JSONEncoder().encode(terms).write(to: URL(fileURLWithPath: out + ".json"))
    try measurement.report(["topics": Double(model.count)])
}

/// The choice of a number of topics: what it takes, and with "curve" what is known of each number.
func topicCount(texts path: String, isCurve: Bool) throws {
    let texts = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
        TextNormalizer().scalars(of: String($0))
    }
    let lexicon = PhraseDiscovery(threads: 2).lexicon(of: texts)
    let X = PhraseVectorizer(lexicon, documents: texts, threads: 2).transform(texts, threads: 2)
    let search = TopicCountSearch(nmf: NMF(compute: Compute(threads: 2)))
    let (count, measurement) = try Measurement.of { try search.count(for: X) }
    try measurement.report(["count": Double(count)])
    guard isCurve else { return }
    for candidate in try search.run(X).candidates {
        let figures = [candidate.stability, candidate.coherence, candidate.coherenceError]
        print(candidate.count, figures.map { String(format: "%.3f", $0) }.joined(separator: " "))
    }
}
