import Text
import Features
import Foundation

/// A sentence that reports one of an article's major events.
public struct Event: Equatable, Sendable, Codable {
    /// The clause of the sentence that shares most with the title.
    public var head: String
    /// The sentence as it stands in the article, on one line.
    public var sentence: String
    /// The index of the sentence in the text, from 0.
    public var position: Int
    /// The share of the title that is in the sentence, from 0 to 1.
    public var titleShare: Double
    /// The sentence's mean similarity to the text's other sentences, from 0 to 1.
    public var centrality: Double
    /// Whether the sentence contains a number.
    public var hasFigure: Bool

    /// The event as a line of a record's field: `1. **head**:sentence`.
    public func markdown(number: Int) -> String { "\(number). **\(head.filter { $0 != "*" })**:\(sentence)" }
}

/// Selects the sentences of an article that report its major events.
///
/// A sentence's score is a weighted sum: the share of the title in it; its centrality (its mean cosine with the other
/// sentences: degree centrality, Erkan and Radev, "LexRank", JAIR 22, 2004, section 3.1); whether it contains figures,
/// names a document or announces something; and how early it stands. Overlap with sentences already selected lowers the
/// score (maximal marginal relevance, Carbonell and Goldstein, SIGIR 1998).
///
/// The weights are a ridge regression of the sentences' ROUGE-L with the records' own events, fitted on the first nine
/// months of the sample corpus; training learns none of them. Sentences are compared by pairs of neighboring letters.
public enum EventSummary {
    /// The events of an article, in the order of the text; none if the article has no text.
    ///
    /// - Parameter maximum: the maximum number of events. There are fewer if the next one scores less than 3/4 of the
    ///   best.
    /// - Complexity: linear in the text.
    public static func events(in article: ArticleText, maximum: Int = 4) -> [Event] {
        let title = Gram.all(in: article.scalars[..<article.titleEnd])
        let sentences = article.sentences().enumerated().compactMap { index, sentence -> Candidate? in
            let grams = Gram.all(in: sentence.scalars)
            guard shortest...longest ~= grams.count, !isBoilerplate(sentence.text, grams) else { return nil }
            return Candidate(text: sentence.text, scalars: sentence.scalars, position: index, grams: grams)
        }
        guard !sentences.isEmpty else { return [] }
        // Σ over the other sentences j of |i ∩ j| / √(|i| |j|), summed per pair of letters.
        var held: [Gram: Double] = [:]
        for sentence in sentences {
            let share = 1 / Double(sentence.grams.count).squareRoot()
            for gram in sentence.grams { held[gram, default: 0] += share }
        }
        let scored = sentences.enumerated().map { index, sentence -> (Candidate, Event, Double) in
            let count = Double(sentence.grams.count)
            // Sorted, because the order of a set varies and sums are rounded.
            let all = sentence.grams.map { held[$0]! }.sorted().reduce(0, +) / count.squareRoot()
            let common = Double(sentence.grams.intersection(title).count)
            let event = Event(
                head: "", sentence: sentence.text, position: sentence.position,
                titleShare: title.isEmpty ? 0 : common / Double(title.count),
                centrality: max(0, (all - 1) / Double(sentences.count)),
                hasFigure: sentence.text.unicodeScalars.contains { "0"..."9" ~= $0 || "０"..."９" ~= $0 })
            let place = Double(index) / Double(sentences.count)
            return (sentence, event, score(event, precision: common / count, place: place, sentence))
        }
        var chosen: [(Candidate, Event)] = []
        var best = 0.0
        while chosen.count < maximum {
            let next = scored.filter { entry in !chosen.contains { $0.0.position == entry.0.position } }
                .map { entry in (entry, entry.2 - 0.05 * (chosen.map { overlap($0.0, entry.0) }.max() ?? 0)) }
                .max { ($0.1, $1.0.0.position) < ($1.1, $0.0.0.position) }
            guard let next, chosen.isEmpty || next.1 >= 0.75 * best else { break }
            if chosen.isEmpty { best = next.1 }
            chosen.append((next.0.0, next.0.1))
        }
        return chosen.sorted { $0.0.position < $1.0.position }.map { candidate, event in
            var event = event
            event.head = head(of: candidate, title: title)
            return event
        }
    }

    private static let normalizedBorders = Set(",。!?;:".unicodeScalars.map(\.value))

    private struct Candidate {
        var text: String
        /// The normalized text.
        var scalars: ArraySlice<UInt32>
        var position: Int
        var grams: Set<Gram>
    }

    /// Two neighboring letters or digits; everything else is skipped.
    private struct Gram: Hashable {
        var pair: UInt64

        /// The pairs of a clause or a word, which is normalized first.
        static func all(in text: String) -> Set<Gram> { all(in: TextNormalizer().scalars(of: text)[...]) }

        /// The pairs of a normalized text.
        static func all(in scalars: ArraySlice<UInt32>) -> Set<Gram> {
            var grams: Set<Gram> = []
            var last: UInt32?
            scalars.withUnsafeBufferPointer { scalars in
                PhraseUnit.forEach(in: scalars) { unit in
                    for scalar in scalars[unit.range] {
                        if let last { grams.insert(Gram(pair: UInt64(last) << 32 | UInt64(scalar))) }
                        last = scalar
                    }
                }
            }
            return grams
        }
    }

    /// The minimum and the maximum length of a sentence in pairs of letters. A shorter one says nothing; a longer one
    /// is text without punctuation.
    private static let shortest = 6
    private static let longest = 250

    private static func score(_ event: Event, precision: Double, place: Double, _ sentence: Candidate) -> Double {
        var score = 0.12 + 0.34 * event.titleShare + 0.10 * precision + 0.13 * event.centrality - 0.07 * place
        if event.hasFigure { score += 0.08 }
        if sentence.text.unicodeScalars.contains("《") { score += 0.08 }
        if !sentence.grams.isDisjoint(with: announcements) { score += 0.06 }
        if let last = sentence.text.unicodeScalars.last, last == "？" || last == "?" { score -= 0.03 }
        if sentence.grams.count < 15 { score -= 0.065 }
        return score
    }

    /// Verbs of announcements.
    private static let announcements = Set(
        ["发布", "推出", "宣布", "上线", "签署", "签订", "收购", "融资", "获批", "启动", "公布", "开源", "通过", "成立", "披露", "实施", "印发"]
            .flatMap { Gram.all(in: $0) })

    /// Whether a sentence is boilerplate, such as a credit or a call to follow an account.
    private static func isBoilerplate(_ text: String, _ grams: Set<Gram>) -> Bool {
        // The search for the first two letters is much faster than for the whole phrase.
        boilerplate.contains { grams.contains($0.first) && text.contains($0.text) }
    }

    private static let boilerplate = [
        "责编", "责任编辑", "栏目主编", "本文作者", "点击关注", "点击查看", "扫码", "扫描二维码", "公众号", "阅读原文", "未经授权", "版权所有", "免责声明",
        "不代表本", "图源", "来源:", "来源：", "编辑:", "编辑：", "更多精彩",
    ].map { (text: $0, first: Gram.all(in: String($0.prefix(2))).first!) }

    /// The share of the shorter sentence that is in both.
    private static func overlap(_ a: Candidate, _ b: Candidate) -> Double {
        Double(a.grams.intersection(b.grams).count) / Double(min(a.grams.count, b.grams.count))
    }

    /// The clause of 4 to 24 characters that shares most with the title, the first of equals; if there is none, the
    /// beginning of the first clause.
    private static func head(of sentence: Candidate, title: Set<Gram>) -> String {
        let pieces = sentence.text.unicodeScalars.split(omittingEmptySubsequences: false) {
            "，,。！？；!?;…：:".unicodeScalars.contains($0)
        }
        // Clauses are cut from the normalized sentence too, so that none is normalized again. `…` and other scalars
        // that become several may cut it elsewhere; then the clauses are normalized by themselves.
        let normalized = sentence.scalars.split(omittingEmptySubsequences: false) { normalizedBorders.contains($0) }
        let isAligned = normalized.count == pieces.count
        let clauses = pieces.enumerated().map { index, piece in
            let text = Sentences.trimmedOfSpace(
                String.UnicodeScalarView(piece.filter { !"“”「」『』".unicodeScalars.contains($0) })[...])
            return (text: text, index: index)
        }.filter { !$0.text.isEmpty }
        let fitting = clauses.filter { 4...24 ~= $0.text.unicodeScalars.count }.map { clause in
            let grams = isAligned ? Gram.all(in: normalized[clause.index]) : Gram.all(in: clause.text)
            return (text: clause.text, shared: grams.intersection(title).count)
        }
        let best = fitting.enumerated().max { ($0.element.shared, $1.offset) < ($1.element.shared, $0.offset) }
        if let best { return best.element.text }
        let first = clauses.first?.text ?? ""
        return first.unicodeScalars.count <= 24 ? first : String(first.unicodeScalars.prefix(23)) + "…"
    }
}
