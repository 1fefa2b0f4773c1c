import Features

/// Learning from texts without labels by the labels that a model is sure of (Yarowsky, "Unsupervised word sense
/// disambiguation rivaling supervised methods", ACL 1995).
enum SelfTraining {
    /// What a sure text counts beside a labeled one.
    static let weight: Float = 0.1
    /// How often the texts are judged, by a model that has learned from those that the last one was sure of.
    static let rounds = 2
    /// The number of texts that are asked for, and the work on them. More add little and cost fits of their size.
    private static let mostTexts = 12_000
    private static let mostWork = 60_000_000

    /// A text, by its row, and the labels that it is taken to have.
    struct SureText {
        var text: Int
        var labels: [Int]
        /// What it counts, beside a labeled one.
        var weight = SelfTraining.weight
    }

    /// What a pass of a fit over texts takes: their scalars, and their vectors, times the labels.
    static func work(_ texts: [[UInt32]], labels: Int) -> Int {
        labels * texts.reduce(0) { $0 + $1.count + SemanticVectors.defaultRank / 2 }
    }

    /// The texts to learn from: spread over all, and of these the ones like the labeled articles, as many as are asked
    /// for.
    static func sample(
        _ texts: [[UInt32]], like labeled: [[UInt32]], vectors: SemanticVectors, labels: Int, threads: Int
    ) -> [[UInt32]] {
        func spread(_ texts: [[UInt32]], _ most: Int) -> [[UInt32]] {
            stride(from: 0, to: texts.count, by: max(1, (texts.count + most - 1) / most)).map { texts[$0] }
        }
        let work = max(1, work(texts, labels: labels))
        let most = max(1, min(mostTexts, Int(Double(texts.count) * min(1, Double(mostWork) / Double(work)))))
        let alike = AlikeTexts.choose(spread(texts, 2 * most), labeled: labeled, vectors: vectors, threads: threads)
        return spread(alike, most)
    }

    /// Makes the sure texts of each label count together as much as the label's share of the labeled articles says.
    /// Models of few articles give some labels to far too many texts, and would do so ever more.
    ///
    /// - Parameter labeled: the labels of the labeled articles, one each.
    static func balance(_ sure: inout [SureText], labeled: [[Int]], labels: Int) {
        var (wanted, found) = ([Float](repeating: 1, count: labels), [Float](repeating: 0, count: labels))
        for label in labeled.joined() { wanted[label] += 1 }
        for text in sure { found[text.labels[0]] += 1 }
        let ratio = Float(sure.count) / wanted.reduce(0, +)
        for index in sure.indices {
            let label = sure[index].labels[0]
            sure[index].weight *= min(mostBalance, max(1 / mostBalance, ratio * wanted[label] / found[label]))
        }
    }

    private static let mostBalance: Float = 3

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
