import Text
import Numerics
import Corpus
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
