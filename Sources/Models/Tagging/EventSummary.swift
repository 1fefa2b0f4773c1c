import Text
import Features
import Foundation

/// A sentence that tells one of an article's major events.
public struct Event: Equatable, Sendable, Codable {
    /// A clause of the sentence, the one that says most of what the title says.
    public var head: String
    /// As it stands in the article, on one line.
    public var sentence: String
    /// Which sentence of the text it is, from 0.
    public var position: Int
    /// How much of the title is in it, from 0 to 1.
    public var titleShare: Double
    /// How alike it is to the text's other sentences, from 0 to 1.
    public var centrality: Double
    /// It holds a number.
    public var hasFigure: Bool

    /// Its line in the field of a record: `1. **head**:sentence`.
    public func markdown(number: Int) -> String { "\(number). **\(head.filter { $0 != "*" })**:\(sentence)" }
}

/// Chooses the sentences of an article that tell its major events.
///
/// A sentence's score adds up how much of the title is in it, how central it is (its mean cosine with the other
/// sentences: degree centrality, Erkan and Radev, "LexRank", JAIR 22, 2004, section 3.1), whether it holds figures,
/// names a document or announces something, and how early it stands. What was chosen already counts against what
/// repeats it (maximal marginal relevance, Carbonell and Goldstein, SIGIR 1998). The weights are a ridge regression of
/// the sentences' ROUGE-L with the records' own events, found on the sample corpus' first nine months; nothing is
/// learned at training. Sentences are compared by pairs of neighboring letters.
public enum EventSummary {
    /// The events of an article, in the order in which they stand; none of an article without a text.
    ///
    /// - Parameter maximum: the maximum number of events. Fewer are given where the next one scores less than 3/4 of the
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
        // Σ over the others j of |i ∩ j| / √(|i| |j|), gathered pair by pair of letters.
        var held: [Gram: Double] = [:]
        for sentence in sentences {
            let share = 1 / Double(sentence.grams.count).squareRoot()
            for gram in sentence.grams { held[gram, default: 0] += share }
        }
        let scored = sentences.enumerated().map { index, sentence -> (Candidate, Event, Double) in
            let count = Double(sentence.grams.count)
            // Sorted, since a set's order is another one each time and sums are rounded.
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
        /// Normalized.
        var scalars: ArraySlice<UInt32>
        var position: Int
        var grams: Set<Gram>
    }

    /// Two neighboring letters, digits included and all else left out.
    private struct Gram: Hashable {
        var pair: UInt64

        /// Of a clause or a word; articles are normalized already.
        static func all(in text: String) -> Set<Gram> { all(in: TextNormalizer().scalars(of: text)[...]) }

        /// - Parameter scalars: normalized.
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

    /// In pairs of letters: fewer say nothing, more are no sentence but a text without marks.
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

    /// Verbs of those who make news.
    private static let announcements = Set(
        ["发布", "推出", "宣布", "上线", "签署", "签订", "收购", "融资", "获批", "启动", "公布", "开源", "通过", "成立", "披露", "实施", "印发"]
            .flatMap { Gram.all(in: $0) })

    /// What frames an article and tells nothing of it.
    private static func isBoilerplate(_ text: String, _ grams: Set<Gram>) -> Bool {
        // Looking for the first two letters is far quicker than for the whole.
        boilerplate.contains { grams.contains($0.first) && text.contains($0.text) }
    }

    private static let boilerplate = [
        "责编", "责任编辑", "栏目主编", "本文作者", "点击关注", "点击查看", "扫码", "扫描二维码", "公众号", "阅读原文", "未经授权", "版权所有", "免责声明",
        "不代表本", "图源", "来源:", "来源：", "编辑:", "编辑：", "更多精彩",
    ].map { (text: $0, first: Gram.all(in: String($0.prefix(2))).first!) }

    /// How much of the shorter one is in both.
    private static func overlap(_ a: Candidate, _ b: Candidate) -> Double {
        Double(a.grams.intersection(b.grams).count) / Double(min(a.grams.count, b.grams.count))
    }

    /// The clause of 4 to 24 characters that shares most with the title, the first of equals; else the beginning of the
    /// first clause.
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
                String.UnicodeScalarView(piece.filter { !"“”「」『』".unicodeScalars.contains($0) }))
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
