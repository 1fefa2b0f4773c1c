import Corpus
import Features
import Foundation

/// Discovers the phrases of a corpus; on standard error, the best ones with what is known of them.
func phrases(corpus: String, show: Int) throws {
    let articles = try Inputs.articles(corpus)
    let articleTexts = articles.normalized()
    let texts = articleTexts.map(\.scalars)
    let (lexicon, measurement) = Measurement.of {
        PhraseDiscovery(threads: 2).lexicon(of: texts).spelled(as: articleTexts, threads: 2)
    }
    let (found, matching) = Measurement.of { texts.reduce(0) { $0 + lexicon.occurrences(in: $1).count } }
    for (rank, phrase) in lexicon.phrases.prefix(show).enumerated() {
        logLine("\(rank + 1)\t\(phrase.text)\t\(phrase.documentFrequency)\t\(phrase.cohesion)\t\(phrase.freedom)")
    }
    try measurement.report([
        "phrases": Double(lexicon.count), "occurrences": Double(found), "matching_cpu_seconds": matching.cpu_seconds,
        "text_bytes": Double(Inputs.bytes(texts)),
    ])
}
