import Text

/// The part of a clause's score that it has from its sentence, and the weights of the rest.
struct SentenceScore {
    private let base: Double

    /// - Parameters:
    ///   - titleShare: the share of the title that is in the sentence.
    ///   - precision: the share of the sentence that is in the title.
    ///   - centrality: the mean similarity to the other sentences.
    ///   - place: 0 for the first sentence, towards 1 for the last.
    init(
        _ titleShare: Double, precision: Double, centrality: Double, place: Double, _ text: String,
        _ clauses: [EventClause]
    ) {
        let kinds = clauses.reduce(into: EventWords.Kinds()) { $0.formUnion($1.kinds) }
        var base = 0.192 - 0.013 * titleShare - 0.148 * precision + 0.162 * centrality - 0.092 * place
        if place == 0 { base -= 0.028 }
        if clauses.contains(where: \.hasDocument) { base += 0.030 }
        if kinds.contains(.announcement) { base += 0.028 }
        if kinds.contains(.comment) { base -= 0.014 }
        if clauses.contains(where: \.hasFigure) { base += 0.017 }
        self.base = base
    }

    /// The score of a clause.
    ///
    /// - Parameters:
    ///   - place: its index in the sentence.
    ///   - count: the number of the sentence's clauses.
    ///   - sentences: the number of sentences that have a pair of letters.
    func score(
        _ clause: EventClause, place: Int, of count: Int, title: Set<LetterPair>, sentences: (LetterPair) -> Int
    ) -> Double {
        let common = Double(clause.pairs.intersection(title).count)
        let pairs = Double(max(clause.pairs.count, 1))
        let repeated = Double(clause.pairs.count { sentences($0) > 1 })
        var score = base + 0.538 * common / pairs + 0.250 * repeated / pairs - 0.139 * Double(place) / Double(count)
        if !title.isEmpty { score += 0.270 * common / Double(title.count) }
        if place == 0 { score -= 0.082 }
        if place == 1 { score -= 0.019 }
        if clause.hasFigure { score += 0.077 }
        if clause.hasLatin { score += 0.071 }
        if clause.hasDocument { score += 0.008 }
        if clause.kinds.contains(.announcement) { score += 0.043 }
        if clause.kinds.contains(.act) { score += 0.046 }
        if clause.beginsWithCircumstance { score -= 0.011 }
        if clause.beginsWithContinuation { score -= 0.012 }
        if clause.kinds.contains(.body) { score += 0.022 }
        return score
    }
}

/// How well a clause of the title serves as the head of an event.
struct TitleScore {
    /// The beginning of the body.
    private let body: Set<LetterPair>

    init(_ body: Set<LetterPair>) { self.body = body }

    func score(_ clause: EventClause, isFirst: Bool, isOnly: Bool) -> Double {
        let pairs = Double(max(clause.pairs.count, 1))
        var score = 0.091 + 0.715 * Double(clause.pairs.intersection(body).count) / pairs
        score += 0.028 * Double(min(clause.letters, 24)) / 12
        if isFirst { score += 0.057 }
        if clause.kinds.contains(.act) { score += 0.114 }
        if clause.kinds.contains(.comment) { score -= 0.070 }
        if clause.hasFigure { score += 0.047 }
        if clause.hasLatin { score += 0.033 }
        if clause.letters < 5 { score -= 0.120 }
        return score
    }
}
