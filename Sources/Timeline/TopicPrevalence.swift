import Corpus
import Models

/// How much of each month's articles each topic is.
public struct TopicPrevalence: Equatable, Sendable {
    /// From the first month with an article to the last one, without gaps.
    public let months: [Month]
    /// By topic and month: the mean of the articles' topic shares, from 0 to 1; nil for a month without
    /// articles.
    public let shares: [[Double?]]

    /// - Parameters:
    ///   - published: the month of each article.
    ///   - weights: articles × topics, row by row.
    public init(published: [Month?], weights: [Float], topics: Int) {
        let dated = published.compactMap { $0 }
        guard let first = dated.min(), let last = dated.max() else {
            months = []
            shares = Array(repeating: [], count: topics)
            return
        }
        months = Month.span(first, last)
        let indexOfMonth = Dictionary(uniqueKeysWithValues: zip(months, months.indices))
        let articleShares = TopicModel.shares(weights, topics: topics)
        var sums = [[Double]](repeating: Array(repeating: 0, count: months.count), count: topics)
        var counts = [Int](repeating: 0, count: months.count)
        for (article, month) in published.enumerated() {
            guard let month else { continue }
            let index = indexOfMonth[month]!
            counts[index] += 1
            for topic in 0..<topics { sums[topic][index] += Double(articleShares[article * topics + topic]) }
        }
        shares = sums.map { line in
            zip(line, counts).map { $1 > 0 ? $0 / Double($1) : nil }
        }
    }
}
