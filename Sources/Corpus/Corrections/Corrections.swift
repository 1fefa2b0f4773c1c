/// The corrections that hold: of each article the last one.
public struct Corrections: Sendable {
    public private(set) var byKey: [ArticleKey: Correction] = [:]
    /// Lines of the file that are no corrections, a last line that was cut off among them.
    public private(set) var rejects: [Reject] = []
    private var hasFingerprints = false

    public init(_ corrections: [Correction] = []) {
        for correction in corrections { add(correction) }
    }

    /// A longer line is no correction: labels and a title are short.
    private static let longestLine = 1 << 16

    /// Reads a corrections file: UTF-8, one JSON object a line.
    ///
    /// A line that is no correction costs that line.
    ///
    /// - Throws: `CorpusError` where there is no such file or it cannot be read at all.
    public init(path: String) throws {
        var reader = try LineReader(path: path, encoding: .utf8)
        while let block = try reader.nextBlock() {
            var lines = block.lines()
            while let (text, number) = lines.next() {
                guard let text else {
                    rejects.append(lines.undecodable(number))
                    continue
                }
                if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
                guard text.count <= Corrections.longestLine else {
                    rejects.append(
                        Reject(
                            origin: lines.origin(number),
                            reason: "\(text.count) bytes: too long for a correction"))
                    continue
                }
                do throws(JSONObject.SyntaxError) {
                    add(
                        try text.withUnsafeBufferPointer { bytes throws(JSONObject.SyntaxError) in
                            try Correction(parsing: bytes)
                        })
                } catch {
                    rejects.append(Reject(origin: lines.origin(number), reason: "\(error)"))
                }
            }
        }
    }

    public var count: Int { byKey.count }

    public mutating func add(_ correction: Correction) {
        byKey[correction.key] = correction
        if case .fingerprint = correction.key { hasFingerprints = true }
    }

    public func correction(of article: Article) -> Correction? {
        // A fingerprint is work that only pays where there are others to compare it with.
        if article.link.isEmpty, !hasFingerprints { return nil }
        return byKey[ArticleKey(article)]
    }

    /// Gives articles the industries they were corrected to, whether or not they had any.
    ///
    /// - Returns: which articles were corrected, and the corrections of articles that are not there.
    /// - Complexity: linear in the text of the articles without a link.
    public func apply(to articles: inout [Article]) -> (isCorrected: [Bool], unmatched: [Correction]) {
        var missing = byKey
        let isCorrected = articles.indices.map { index in
            guard let correction = correction(of: articles[index]) else { return false }
            articles[index].industries = correction.industries
            missing[correction.key] = nil
            return true
        }
        return (isCorrected, missing.values.sorted { $0.json < $1.json })
    }
}
