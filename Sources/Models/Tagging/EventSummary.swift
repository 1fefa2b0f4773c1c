import Features
import Text

/// Selects what an article says happened: who did what, and when.
///
/// Sentences are cut into clauses. A clause's score is a weighted sum of what it shares with the title and with other
/// sentences, its place and the words that it has, and of the same of its sentence, with the sentence's centrality (its
/// mean cosine with the other sentences: degree centrality, Erkan and Radev, "LexRank", JAIR 22, 2004, section 3.1). The
/// best clauses are told, with the clause before them if that has their subject. Opinions are not: clauses that judge,
/// quotations, and sentences in which nobody acts, as long as another sentence has an act.
///
/// The weights are two ridge regressions, of the clauses and of the titles' clauses, on how much of them is in the
/// records' own events, fitted on the first nine months of the sample corpus; training learns none of them. Clauses are
/// compared by pairs of neighboring letters.
public enum EventSummary {
    /// The events of an article, in the order of the text; none if the article has no text.
    ///
    /// - Parameter maximum: the maximum number of events. There are fewer if no clause of a further sentence scores 0.65
    ///   of the best.
    /// - Complexity: linear in the text.
    public static func events(in article: ArticleText, maximum: Int = 4) -> [Event] {
        let title = LetterPair.all(in: article.scalars[..<article.titleEnd])
        let sentences = article.sentences().enumerated().compactMap { index, sentence -> Candidate? in
            let pairs = LetterPair.all(in: sentence.scalars)
            guard shortest...longest ~= pairs.count, !isBoilerplate(sentence.text, pairs) else { return nil }
            return Candidate(text: sentence.text, scalars: sentence.scalars, position: index, pairs: pairs)
        }
        guard !sentences.isEmpty, maximum > 0 else { return [] }
        let scored = score(sentences, title: title, article)
        var told: [Scored] = []
        for sentence in scored.sorted(by: { ($1.best, $0.position) < ($0.best, $1.position) })
        where told.count < maximum && !told.contains(where: { $0.says(sentence) }) {
            told.append(sentence)
        }
        told.sort { $0.position < $1.position }
        let heads = heads(of: told, article)
        return zip(told, heads).map { sentence, head in
            let report = EventReport(sentence.clauses)
            return Event(
                head: head ?? report.head, sentence: sentence.candidate.text, position: sentence.position,
                titleShare: sentence.titleShare, centrality: sentence.centrality,
                hasFigure: sentence.candidate.text.unicodeScalars.contains {
                    "0"..."9" ~= $0 || "０"..."９" ~= $0
                }, summary: report.text == sentence.candidate.text ? "" : report.text, subject: report.subject,
                act: report.act, time: report.time)
        }
    }

    private struct Candidate {
        var text: String
        /// The normalized text.
        var scalars: ArraySlice<UInt32>
        var position: Int
        var pairs: Set<LetterPair>

        var isQuotation: Bool { text.unicodeScalars.first == "“" }
        /// Whether one of its clauses may have an act that is told.
        var mayAct: Bool {
            !isQuotation && (EventWords.kinds(pairs).contains(.act) || EventWords.tellsOfPassing(scalars))
        }
    }

    /// A sentence with the clauses that are told.
    private struct Scored {
        var candidate: Candidate
        var titleShare: Double
        var centrality: Double
        var clauses: [EventClause]
        /// The score of its best clause.
        var best: Double
        var pairs: Set<LetterPair>

        var position: Int { candidate.position }

        /// Whether it says most of what another sentence does.
        func says(_ other: Scored) -> Bool {
            Double(pairs.intersection(other.pairs).count) > 0.7 * Double(min(pairs.count, other.pairs.count))
        }
    }

    /// The minimum and the maximum length of a sentence in pairs of letters. A shorter one says nothing; a longer one
    /// is text without punctuation.
    private static let shortest = 6
    private static let longest = 250
    /// The share of the best clause's score from which a clause is told.
    private static let leastShare = 0.65
    /// The number of letters below which clauses say too little.
    private static let leastLetters = 12
    /// The share of a clause of the title that an event must have for it to be the event's head.
    private static let leastShared = 0.1
    /// The score from which a clause of the title is a head.
    private static let leastTitleScore = 0.3

    /// The sentences of which something is told.
    private static func score(_ sentences: [Candidate], title: Set<LetterPair>, _ article: ArticleText) -> [Scored] {
        // Σ over the other sentences j of |i ∩ j| / √(|i| |j|), summed per pair of letters.
        var held: [LetterPair: (share: Double, sentences: Int)] = [:]
        held.reserveCapacity(article.scalars.count)
        for sentence in sentences {
            let share = 1 / Double(sentence.pairs.count).squareRoot()
            func add(_ entry: inout (share: Double, sentences: Int)) {
                entry.share += share
                entry.sentences += 1
            }
            for pair in sentence.pairs { add(&held[pair, default: (0, 0)]) }
        }
        typealias Entry = (sentence: Scored, clauses: [EventClause], scores: [Double], isTold: [Bool])
        func entry(_ index: Int) -> Entry {
            let sentence = sentences[index]
            let count = Double(sentence.pairs.count)
            // Sorted, because the order of a set varies and sums are rounded.
            let similar = sentence.pairs.map { held[$0]!.share }.sorted().reduce(0, +) / count.squareRoot()
            let common = Double(sentence.pairs.intersection(title).count)
            let scored = Scored(
                candidate: sentence, titleShare: title.isEmpty ? 0 : common / Double(title.count),
                centrality: max(0, (similar - 1) / Double(sentences.count)), clauses: [], best: 0, pairs: sentence.pairs
            )
            let clauses = EventClause.all(in: sentence.text, sentence.scalars)
            let own = SentenceScore(
                scored.titleShare, precision: common / count, centrality: scored.centrality,
                place: Double(index) / Double(sentences.count), sentence.text, clauses)
            let scores = clauses.indices.map { place in
                own.score(clauses[place], place: place, of: clauses.count, title: title) { held[$0]?.sentences ?? 0 }
            }
            let isTold = clauses.map { clause in
                !sentence.isQuotation && !clause.kinds.contains(.opinion) && !clause.isJudgment && !clause.isTime
            }
            return (scored, clauses, scores, isTold)
        }
        // What nobody does is told only where nobody does anything, so most sentences need not be cut.
        var all = sentences.indices.filter { sentences[$0].mayAct }.map(entry).filter { entry in
            zip(entry.clauses, entry.isTold).contains { $1 && $0.kinds.contains(.act) }
        }
        if all.isEmpty {
            all = sentences.indices.map(entry)
            if !all.contains(where: { $0.isTold.contains(true) }) {
                for index in all.indices { all[index].isTold = all[index].isTold.map { _ in true } }
            }
        }
        let best = all.lazy.flatMap { entry in zip(entry.scores, entry.isTold).lazy.filter(\.1).map(\.0) }.max() ?? 0
        let told = all.compactMap { entry -> (Scored, acts: Bool)? in
            let chosen = entry.clauses.indices.filter { entry.isTold[$0] && entry.scores[$0] >= leastShare * best }
            guard !chosen.isEmpty else { return nil }
            var sentence = entry.sentence
            sentence.best = chosen.map { entry.scores[$0] }.max()!
            let whole = complete(chosen, entry.clauses, entry.scores, entry.isTold)
            sentence.clauses = whole.map { entry.clauses[$0] }
            sentence.pairs = sentence.clauses.reduce(into: []) { $0.formUnion($1.pairs) }
            return (sentence, chosen.contains { entry.clauses[$0].kinds.contains(.act) })
        }
        let acting = told.filter(\.acts)
        return (acting.isEmpty ? told : acting).map(\.0)
    }

    /// The clauses with those that have their subject and date, those that say what was announced, and with neighbors
    /// where they say too little.
    ///
    /// - Parameters:
    ///   - told: the indices of the clauses that are told, in order.
    ///   - mayTell: by clause, whether it may be told.
    private static func complete(
        _ told: [Int], _ clauses: [EventClause], _ scores: [Double], _ mayTell: [Bool]
    ) -> [Int] {
        var all = Set(told)
        // 硅谷银行上周三披露，……
        for index in told where clauses[index].announces && index + 1 < clauses.count { all.insert(index + 1) }
        for index in told {
            var start = index
            while start > 0, clauses[start].lacksSubject { start -= 1 }
            all.formUnion(start..<index)
        }
        let first = all.min()!
        if first > 0, clauses[first - 1].isTime { all.insert(first - 1) }
        while all.reduce(0, { $0 + clauses[$1].letters }) < leastLetters {
            let neighbors = [all.max()! + 1, all.min()! - 1].filter { clauses.indices.contains($0) && mayTell[$0] }
            guard let next = neighbors.max(by: { scores[$0] < scores[$1] }) else { break }
            all.insert(next)
        }
        return all.sorted()
    }

    /// Whether a sentence is boilerplate, such as a credit or a call to follow an account.
    private static func isBoilerplate(_ text: String, _ pairs: Set<LetterPair>) -> Bool {
        EventWords.boilerplate.contains { pairs.contains($0.first) && text.contains($0.text) }
    }

    /// Of each sentence, the clauses of the title that it tells; nil for none.
    private static func heads(of sentences: [Scored], _ article: ArticleText) -> [String?] {
        var heads = [[String]](repeating: [], count: sentences.count)
        let body = LetterPair.all(in: article.scalars[article.bodyStart...].prefix(200))
        let clauses = EventClause.all(inTitle: article.title, article.scalars[..<article.titleEnd])
        for (index, clause) in clauses.enumerated() {
            let score = TitleScore(body).score(clause, isFirst: index == 0, isOnly: clauses.count == 1)
            guard score >= leastTitleScore else { continue }
            let shared = sentences.map { $0.pairs.intersection(clause.pairs).count }
            guard let best = shared.indices.max(by: { (shared[$0], $1) < (shared[$1], $0) }),
                Double(shared[best]) >= leastShared * Double(clause.pairs.count), shared[best] > 0
            else {
                continue
            }
            heads[best].append(EventReport.withoutMarks(clause.text))
        }
        return heads.map { clauses in
            guard let first = clauses.first else { return nil }
            let all = clauses.joined(separator: "，")
            return EventReport.shortened(all.unicodeScalars.count <= EventReport.longestHead ? all : first)
        }
    }
}
