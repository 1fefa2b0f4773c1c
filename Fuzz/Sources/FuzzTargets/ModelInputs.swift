import Corpus
import Models

/// Whatever a model file's sections hold, it is refused or does its work. Checksums are set right first: with
/// wrong ones no input would get past them.
enum ModelInputs {
    private static let articles = [
        Article(title: "芯片产能", text: "新的芯片设计软件2024年5月"), Article(title: "鲸"), Article(text: "AI GPT-4o 汽车汽车"),
    ]

    static func readClassifier(_ bytes: [UInt8]) {
        withFile(sealed(bytes)) { path in
            guard let (tagger, _) = try? Tagger.read(from: path) else { return }
            for top in [nil, 3] {
                for labels in tagger.classifier.predict(articles, top: top) { precondition(!labels.isEmpty) }
            }
            for article in articles { _ = tagger.tags(of: article.normalized(), parts: Set(InferredTags.fields)) }
        }
    }

    static func readTopics(_ bytes: [UInt8]) {
        withFile(sealed(bytes)) { path in
            guard let model = try? TopicModel.read(from: path) else { return }
            let (weights, fits) = model.fold(articles)
            precondition(weights.count == articles.count * model.count && fits.count == articles.count)
            _ = TopicModel.shares(weights, topics: model.count)
            var central = CentralArticles(topics: model.count)
            central.add(articles, weights: weights)
        }
    }

    /// A model file with its table's and its sections' checksums set to what they should be, as far as its
    /// table says where they are.
    static func sealed(_ input: [UInt8]) -> [UInt8] {
        var bytes = input
        func number(_ at: Int, _ size: Int) -> UInt64 {
            bytes[at..<at + size].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        func put(_ value: UInt32, at place: Int) {
            for byte in 0..<4 { bytes[place + byte] = UInt8(truncatingIfNeeded: value >> (8 * UInt32(byte))) }
        }
        guard bytes.count >= 20 else { return bytes }
        let count = Int(number(12, 4))
        let tableEnd = 16 + 24 * count
        guard tableEnd + 4 <= bytes.count else { return bytes }
        for entry in stride(from: 16, to: tableEnd, by: 24) {
            let offset = number(entry + 8, 8)
            let length = number(entry + 16, 8)
            guard offset <= UInt64(bytes.count), length <= UInt64(bytes.count) - offset else { continue }
            put(checksum(bytes[Int(offset)..<Int(offset + length)]), at: entry + 4)
        }
        put(checksum(bytes[..<tableEnd]), at: tableEnd)
        return bytes
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { crc, _ in crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
    }

    /// CRC-32 as in gzip.
    static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        ~bytes.reduce(UInt32.max) { $0 >> 8 ^ table[Int(($0 ^ UInt32($1)) & 0xFF)] }
    }
}
