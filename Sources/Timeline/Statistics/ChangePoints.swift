import Foundation

/// Where a share changes its level.
public enum ChangePoints {
    /// Each level must hold for so many periods; what is shorter is a burst.
    public static let leastLength = 3

    /// The first places of all levels but the first, such that the cost is least: twice the negative
    /// logarithm of the binomial likelihood of each level at its own share, over the dispersion, and
    /// 3 ln n for each change: the modified Bayes information criterion of Zhang and Siegmund, Biometrics 63
    /// (2007), without its term for the lengths of the levels.
    ///
    /// Exact dynamic programming: Jackson and others, "An algorithm for optimal partitioning of data on an
    /// interval", IEEE Signal Processing Letters 12 (2005); the penalized cost of Killick, Fearnhead and
    /// Eckley, "Optimal detection of changepoints with a linear computational cost", JASA 107 (2012).
    ///
    /// - Parameters:
    ///   - counts: articles with the name, by period; periods without any article are left out.
    ///   - totals: all articles.
    ///   - dispersion: the variance as a multiple of the binomial one; by default estimated.
    /// - Complexity: n² for n periods.
    public static func find(counts: [Int], totals: [Int], dispersion: Double? = nil) -> [Int] {
        precondition(counts.count == totals.count)
        let n = counts.count
        guard n >= 2 * leastLength else { return [] }
        let scale = dispersion ?? ChangePoints.dispersion(counts: counts, totals: totals)
        let penalty = 3 * log(Double(n))
        var (sums, totalSums) = ([0], [0])
        for (count, total) in zip(counts, totals) {
            sums.append(sums[sums.count - 1] + count)
            totalSums.append(totalSums[totalSums.count - 1] + total)
        }
        /// x ln x, 0 for 0.
        func xlogx(_ x: Int) -> Double { x > 0 ? Double(x) * log(Double(x)) : 0 }
        func cost(_ start: Int, _ end: Int) -> Double {
            let (count, total) = (sums[end] - sums[start], totalSums[end] - totalSums[start])
            return -2 * (xlogx(count) + xlogx(total - count) - xlogx(total)) / scale
        }
        // By end of the last level: the least cost, and where that level begins.
        var least = [Double](repeating: .infinity, count: n + 1)
        var startOf = [Int](repeating: 0, count: n + 1)
        least[0] = -penalty
        for end in leastLength...n {
            for start in 0...(end - leastLength) where least[start] < .infinity {
                let sum = least[start] + cost(start, end) + penalty
                if sum < least[end] { (least[end], startOf[end]) = (sum, start) }
            }
        }
        var changes: [Int] = []
        var end = n
        while startOf[end] > 0 {
            end = startOf[end]
            changes.append(end)
        }
        return changes.reversed()
    }

    /// How much more shares scatter from one period to the next than drawn articles would, at least 1.
    ///
    /// Articles come in waves, so their counts vary more than binomially (McCullagh and Nelder,
    /// "Generalized linear models", 1989, section 4.5). Squared differences of neighbors over their
    /// variance are chi-square of one degree of freedom times the dispersion; their median, 0.4549 for a
    /// dispersion of 1, is hardly moved by the few changes looked for.
    static func dispersion(counts: [Int], totals: [Int]) -> Double {
        let share = Double(counts.reduce(0, +)) / Double(max(1, totals.reduce(0, +)))
        guard share > 0, share < 1, counts.count > 1 else { return 1 }
        let squares = (1..<counts.count).map { index in
            let difference =
                Double(counts[index]) / Double(totals[index]) - Double(counts[index - 1]) / Double(totals[index - 1])
            // The share of the two periods, drawn a little toward that of all, so that it is never 0.
            let total = Double(totals[index] + totals[index - 1])
            let pooled = (Double(counts[index] + counts[index - 1]) + share) / (total + 1)
            let variance = pooled * (1 - pooled) * (1 / Double(totals[index]) + 1 / Double(totals[index - 1]))
            return difference * difference / variance
        }.sorted()
        let middle = squares.count / 2
        let median = squares.count % 2 == 1 ? squares[middle] : (squares[middle - 1] + squares[middle]) / 2
        return max(1, median / 0.4549)
    }
}
