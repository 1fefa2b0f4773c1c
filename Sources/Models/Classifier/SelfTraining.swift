/// Learning from texts without labels by the labels that a model is sure of (Yarowsky, "Unsupervised word sense
/// disambiguation rivaling supervised methods", ACL 1995).
enum SelfTraining {
    /// What a sure text counts beside a labeled one.
    static let weight: Float = 0.3
    /// The number of texts that are asked for. More add little and cost a fit of their size.
    static let mostTexts = 3000
    /// The number of labeled articles from which texts without labels teach nothing more.
    static let mostLabeled = 10_000

    /// A text, by its row, and the labels that it is taken to have.
    struct SureText {
        var text: Int
        var labels: [Int]
    }

    /// The surer half of the texts of each label.
    ///
    /// With one label per article, a text is as sure as its best label is ahead of the next one; with several, as its
    /// least sure label, and a text that seems to have none is left out.
    ///
    /// - Parameter scores: texts × labels, row by row.
    static func sure(_ scores: [Float], labels: Int, isSingleLabel: Bool) -> [SureText] {
        struct Guess {
            var text: Int
            var margin: Float
            var labels: [Int]
        }
        var guesses = [[Guess]](repeating: [], count: labels)
        for text in 0..<scores.count / labels {
            let own = scores[text * labels..<(text + 1) * labels]
            let order = own.indices.sorted { (own[$1], $0) < (own[$0], $1) }
            let best = order[0] - own.startIndex
            if isSingleLabel {
                let margin = labels > 1 ? own[order[0]] - own[order[1]] : 0
                guesses[best].append(Guess(text: text, margin: margin, labels: [best]))
            } else if own[order[0]] > 0 {
                guesses[best].append(
                    Guess(
                        text: text, margin: own.reduce(.infinity) { min($0, abs($1)) },
                        labels: order.filter { own[$0] > 0 }.map { $0 - own.startIndex }))
            }
        }
        return guesses.flatMap { guesses in
            guesses.sorted { ($1.margin, $0.text) < ($0.margin, $1.text) }.prefix((guesses.count + 1) / 2)
                .map { SureText(text: $0.text, labels: $0.labels) }
        }
    }
}
