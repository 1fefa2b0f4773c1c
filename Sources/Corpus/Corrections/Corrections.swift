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

    /// About the memory in bytes that a correction takes beside twice its line.
    private static let fixedMemory = 600

    /// Reads a corrections file: UTF-8, one JSON object a line.
    ///
    /// A line that is no correction costs that line. One may be all there is, cut off.
    ///
    /// - Parameter memory: the bytes that corrections may take.
    /// - Throws: `CorpusError` where there is no such file, it cannot be read at all, none of several lines is a
    ///   correction, or they take more memory.
    public init(path: String, memory: Int = .max) throws {
        var needed = 0
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
                needed += 2 * text.count + Corrections.fixedMemory
                guard needed <= memory else { continue }
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
        if needed > memory {
            throw CorpusError.unreadable(
                path: path,
                reason: "these corrections need about \(needed >> 20) MB of memory, of which "
                    + "\(max(0, memory >> 20)) are free; allow \((needed - memory) >> 20 + 1) MB more")
        }
        if byKey.isEmpty, try FileContent(of: path) == .workbook {
            throw CorpusError.wrongFormat(
                path: path,
                reason: "it is a workbook, and corrections are the lines that trend review writes; "
                    + "to learn from the labels of a workbook, name it among the articles")
        }
        if byKey.isEmpty, rejects.count > 1 {
            throw CorpusError.wrongFormat(
                path: path,
                reason: "none of its \(rejects.count) lines is a correction, as trend review writes them (line "
                    + "\(rejects[0].origin.line): \(rejects[0].reason))")
        }
    }

    public var count: Int { byKey.count }

    public mutating func add(_ correction: Correction) {
        byKey[correction.key] = correction
        if case .fingerprint = correction.key { hasFingerprints = true }
    }

    /// Nil also where the correction names another title than the article's.
    public func correction(of article: Article) -> Correction? {
        keyed(article).flatMap { $0.isOfAnotherTitle(than: article.title) ? nil : $0 }
    }

    private func keyed(_ article: Article) -> Correction? {
        // A fingerprint is work that only pays where there are others to compare it with.
        if !hasFingerprints, Placeholder.isLink(article.link) { return nil }
        return byKey[ArticleKey(article)]
    }

    /// Gives corrections the names of labels to use.
    public mutating func rename(by aliases: LabelAliases) {
        for key in byKey.keys { byKey[key]!.industries = aliases(byKey[key]!.industries) }
    }

    /// A correction that names another title than the article of its key has.
    public struct TitleConflict: Equatable, Sendable {
        public var correction: Correction
        /// The article's; of several articles the first in order.
        public var title: String

        public init(correction: Correction, title: String) {
            self.correction = correction
            self.title = title
        }
    }

    /// What corrections did to some articles. Those of parts of a corpus add up to that of all, in any order.
    public struct Outcome: Sendable {
        fileprivate var applied: Set<ArticleKey> = []
        /// The titles of articles that corrections of their keys do not name.
        fileprivate var otherTitles: [ArticleKey: String] = [:]

        public init() {}

        public static func += (left: inout Outcome, right: Outcome) {
            left.applied.formUnion(right.applied)
            left.otherTitles.merge(right.otherTitles, uniquingKeysWith: min)
        }
    }

    /// Gives articles the industries they were corrected to, whether or not they had any.
    ///
    /// - Complexity: linear in the text of the articles without a link.
    public func apply(to articles: inout [Article]) -> Outcome {
        var outcome = Outcome()
        for index in articles.indices {
            guard let correction = keyed(articles[index]) else { continue }
            let title = articles[index].title
            if correction.isOfAnotherTitle(than: title) {
                outcome.otherTitles.merge([correction.key: title], uniquingKeysWith: min)
                continue
            }
            articles[index].industries = correction.industries
            articles[index].isCorrected = true
            articles[index].hasPredictedLabels = false
            outcome.applied.insert(correction.key)
        }
        return outcome
    }

    /// The corrections of articles that are not in a corpus, and those that name another title than their articles have
    /// and therefore correct nothing.
    ///
    /// - Parameter outcome: of all articles of the corpus.
    public func unapplied(_ outcome: Outcome) -> (unmatched: [Correction], conflicts: [TitleConflict]) {
        var (unmatched, conflicts): ([Correction], [TitleConflict]) = ([], [])
        for (key, correction) in byKey where !outcome.applied.contains(key) {
            if let title = outcome.otherTitles[key] {
                conflicts.append(TitleConflict(correction: correction, title: title))
            } else {
                unmatched.append(correction)
            }
        }
        return (unmatched.sorted { $0.json < $1.json }, conflicts.sorted { $0.correction.json < $1.correction.json })
    }
}
