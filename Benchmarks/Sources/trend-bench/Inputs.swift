import Text
import Corpus
import Features
import Foundation

/// What both sides read, made once before anything is measured: normalized texts, one a line, and matrices.
enum Inputs {
    /// Every `step`-th text as Unicode scalars.
    static func texts(_ path: String, every step: Int = 1) throws -> [[UInt32]] {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        let lines = data.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
        return stride(from: 0, to: lines.count, by: step).map { index in
            String(decoding: lines[lines.startIndex + index], as: UTF8.self).unicodeScalars.map(\.value)
        }
    }

    static func articles(_ path: String) throws -> [Article] {
        let (articles, rejects) = try CorpusReader.read(
            paths: [path], options: ReadingOptions(format: .jsonl, settings: ReadingSettings(isSingleLabel: true)))
        guard rejects.isEmpty else { throw UsageError("\(rejects[0])") }
        return articles
    }

    /// As UTF-8.
    static func bytes(_ texts: [[UInt32]]) -> Int {
        texts.joined().reduce(0) { $0 + UTF8.width(Unicode.Scalar($1)!) }
    }
}

/// Writes the normalized texts of a corpus, one a line.
func normalize(corpus: String, to path: String) throws {
    let texts = try Inputs.articles(corpus).map { TextNormalizer().normalize($0.content) + "\n" }
    try Data(texts.joined().utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
}

/// Writes the matrices and labels of labeled titles: `PATH.train.*`, and `PATH.dev.*` by the same vectorizer.
func labeledMatrix(train: String, dev: String, to path: String) throws {
    let (train, dev) = (try Inputs.articles(train), try Inputs.articles(dev))
    func texts(_ articles: [Article]) -> [[UInt32]] { articles.map { TextNormalizer().scalars(of: $0.content) } }
    let names = Set(train.map { $0.industries[0] }).sorted()
    let classes = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    let (vectorizer, matrix) = try TFIDFVectorizer.fitTransform(texts(train), options: Text.titles.options())
    for (part, articles, matrix) in [("train", train, matrix), ("dev", dev, vectorizer.transform(texts(dev)))] {
        // A label that training has not seen is a mistake of every model.
        try MatrixFile(path + "." + part).write(matrix, labels: articles.map { classes[$0.industries[0]] ?? -1 })
    }
}

/// Writes the matrix of articles without labels.
func articleMatrix(texts: String, to path: String) throws {
    let (_, matrix) = try TFIDFVectorizer.fitTransform(Inputs.texts(texts), options: Text.articles.options())
    try MatrixFile(path).write(matrix, labels: [])
}
