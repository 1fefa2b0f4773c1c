import Corpus
import Features
import Foundation
import Models
import TrendNumerics
import Timeline

/// What a simulation drew, and what trend made of it.
private struct Simulation: Encodable {
    struct Month: Encodable {
        /// The articles drawn, by their place in the corpus.
        var articles: [Int]
        /// By label: the share to be expected of articles drawn so, and that among those drawn.
        var drawn: [Double]
        var truth: [Double]
        var shares: [Double]
        var lower: [Double]
        var upper: [Double]
        var rateLower: [Double]
        var rateUpper: [Double]
        /// The p-values of the change from a month with equal shares, as they are and adjusted.
        var pValues: [Double]
        var adjusted: [Double]
        /// The same from a month that has the share of one label alone in common, for that label.
        var lonePValue: Double
        var loneAdjusted: Double
    }

    var labels: [String]
    /// Articles × labels, by the model's own labels first.
    var probabilities: [[Double]]
    var months: [Month]
    var seconds: Double
}

/// Draws months with random shares from a labeled corpus and estimates their shares.
///
/// - Parameters:
///   - corpus: articles with labels, which the model has not seen.
///   - allLabels: whether months also hold labels that the model left out as too rare.
func shares(model: String, corpus: String, months: Int, size: Int, allLabels: Bool, to path: String) throws {
    let (classifier, settings) = try ArticleClassifier.read(from: model)
    guard let sample = classifier.heldOut else { throw UsageError("\(model) keeps no held-out articles") }
    let (read, _) = try CorpusReader.read(paths: [corpus], options: ReadingOptions(settings: settings))
    let articles = read.filter { !$0.industries.isEmpty }
    let own = articles.map(classifier.givenLabels)
    let labels =
        classifier.labels
        + (allLabels ? Set(own.joined()).subtracting(classifier.labels).sorted() : [])
    let number = Dictionary(uniqueKeysWithValues: zip(labels, labels.indices))
    let given = own.map { $0.compactMap { number[$0] } }
    let holders = labels.indices.map { label in given.indices.filter { given[$0].contains(label) } }
    let texts = articles.normalized(threads: 2)
    let rows = classifier.predictRows(texts, threads: 2)
    let predicted = classifier.predict(texts, top: classifier.labels.count, threads: 2)
    var generator = SeededGenerator(seed: 7)
    func uniform() -> Double { Double(generator.next() >> 11) * 0x1p-53 }
    func dirichlet() -> [Double] {
        let parts = holders.map { $0.isEmpty ? 0 : -log(1 - uniform()) }
        let sum = parts.reduce(0, +)
        return parts.map { $0 / sum }
    }
    func draw(_ shares: [Double]) -> [Int] {
        (0..<size).map { _ in
            var (place, label) = (uniform(), 0)
            while label < shares.count - 1, place >= shares[label] || holders[label].isEmpty {
                place -= shares[label]
                label += 1
            }
            return holders[label][Int(uniform() * Double(holders[label].count))]
        }
    }
    // An article drawn for one label may have others.
    let together = holders.map { own in
        labels.indices.map { label in
            own.isEmpty ? 0 : Double(own.count { given[$0].contains(label) }) / Double(own.count)
        }
    }
    func expected(_ shares: [Double]) -> [Double] {
        labels.indices.map { label in zip(shares, together).reduce(0) { $0 + $1.0 * $1.1[label] } }
    }
    let days = [CalendarDate(year: 2024, month: 1, day: 1)!, CalendarDate(year: 2024, month: 2, day: 1)!]
    /// The trends of two months, the second one with shares and intervals.
    func trends(_ first: [Int], _ second: [Int]) -> [SeriesTrend] {
        let drawn = first + second
        let published = first.map { _ in days[0] } + second.map { _ in days[1] }
        let counted = Series.count(
            published: published, stories: nil, names: drawn.map { rows[$0].labels.map(\.label) }, order: labels,
            by: .month, dataEnd: CalendarDate(year: 2024, month: 2, day: 29)!)
        let history = ShareHistory(
            published: published, stories: Array(drawn.indices),
            evidence: drawn.map { .tagged(rows[$0].probabilities!) }, sample: sample, totals: counted.totals, threads: 2
        )
        let series = counted.series.enumerated().map { label, series in
            var series = series
            if let history, label < classifier.labels.count { series.estimate = .init(history: history, label: label) }
            return series
        }
        return SeriesTrend.find(in: series, options: .init(minimumStories: 0), threads: 2)
    }
    var found: [Simulation.Month] = []
    let start = Date()
    for _ in 0..<months {
        let shares = dirichlet()
        let (first, second) = (draw(shares), draw(shares))
        let truth = labels.indices.map { label in
            Double(second.count { given[$0].contains(label) }) / Double(size)
        }
        let own = trends(first, second).map { $0.measures! }
        // Another month, with one label's share kept.
        let kept = Int(uniform() * Double(labels.count))
        var others = dirichlet()
        others[kept] = 0
        let rest = others.reduce(0, +)
        others = others.map { $0 * (1 - shares[kept]) / rest }
        others[kept] = shares[kept]
        let lone = trends(first, draw(others))[kept].measures!.previous!
        found.append(
            .init(
                articles: second, drawn: expected(shares), truth: truth, shares: own.map(\.level.share),
                lower: own.map(\.level.interval.lower), upper: own.map(\.level.interval.upper),
                rateLower: own.map { ($0.level.rateInterval ?? $0.level.interval).lower },
                rateUpper: own.map { ($0.level.rateInterval ?? $0.level.interval).upper },
                pValues: own.map { $0.previous!.pValue }, adjusted: own.map { $0.previous!.adjustedPValue },
                lonePValue: lone.pValue, loneAdjusted: lone.adjustedPValue))
    }
    let seconds = Date().timeIntervalSince(start)
    let probabilities = predicted.map { labels in
        let byName = Dictionary(uniqueKeysWithValues: labels.map { ($0.label, $0.probability) })
        return classifier.labels.map { byName[$0] ?? 0 }
    }
    let result = Simulation(labels: labels, probabilities: probabilities, months: found, seconds: seconds)
    try JSONEncoder().encode(result).write(to: URL(fileURLWithPath: path))
}
