import Corpus
import Features
import Models
import Foundation
let a = CommandLine.arguments
func lap(_ n: String, _ t: inout Date) { print("\(n) \(Date().timeIntervalSince(t))"); t = Date() }
var t = Date()
if a[1] == "nmf" {
  let (tr, _) = try CorpusReader.read(paths: [a[2]])
  let body = tr.map { TextNormalizer().scalars(of: $0.text) }
  lap("read", &t)
  let (v, x) = try TFIDFVectorizer.fitTransform(body, options: .init(ngrams: 2, to: 3, minimumDocumentFrequency: .count(10), maximumDocumentFrequency: .share(0.3), maximumFeatures: 50000))
  lap("fit \(x.rows) \(x.columns) \(x.nonZeros)", &t)
  let f = try NMF(rank: Int(a[3])!, tolerance: Double(a[4])!, maximumIterations: 400, seed: UInt64(a[5])!, threads: 2).fit(x)
  lap("nmf \(f.error) \(f.iterations)", &t)
} else {
  let (tr, _) = try CorpusReader.read(paths: [a[1]])
  let (m, w) = try TopicModel.fit(tr, nmf: NMF(rank: Int(a[2])!, threads: 2))
  lap("topics", &t)
  for (i, tp) in m.topics.enumerated() {
    let best = tr.indices.sorted { w[$0 * m.count + i] > w[$1 * m.count + i] }.prefix(2).map { tr[$0].headline }
    print(i, tp.phrases.joined(separator: " | "), "\n     ", best.joined(separator: "\n      ")) }
}
