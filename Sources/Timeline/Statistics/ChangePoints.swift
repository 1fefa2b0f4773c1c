import Foundation

/// The places where a share changes its level.
public enum ChangePoints {
    /// The minimum length of a level, in periods. Anything shorter is a burst.
    public static let minimumLength = 3

    /// The first period of every level except the first, with the levels chosen to minimize
    ///
    ///     Σ over levels of  −2 ln L / φ  +  3 ln n per change
    ///
    /// L is the binomial likelihood of a level at its own share, φ the dispersion and n the number of periods. This is
    /// the modified Bayes information criterion of Zhang and Siegmund, Biometrics 63 (2007), without its term for the
    /// lengths of the levels.
    ///
    /// The minimum is exact, by dynamic programming (Jackson and others, "An algorithm for optimal partitioning of
    /// data on an interval", IEEE Signal Processing Letters 12, 2005) over the penalized cost of Killick, Fearnhead
    /// and Eckley, "Optimal detection of changepoints with a linear computational cost", JASA 107 (2012).
    ///
    /// - Parameters:
    ///   - counts: articles with the name, per period; periods without any article are left out.
    ///   - totals: all articles, per period.
    ///   - dispersion: the variance as a multiple of the binomial variance; estimated by default.
    /// - Complexity: O(n²) for n periods.
    public static func find(counts: [Int], totals: [Int], dispersion: Double? = nil) -> [Int] {
        precondition(counts.count == totals.count)
        let n = counts.count
        guard n >= 2 * minimumLength else { return [] }
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
        // Per end of the last level: the minimum cost, and where that level begins.
        var minimumCost = [Double](repeating: .infinity, count: n + 1)
        var startOf = [Int](repeating: 0, count: n + 1)
        minimumCost[0] = -penalty
        for end in minimumLength...n {
            for start in 0...(end - minimumLength) where minimumCost[start] < .infinity {
                let sum = minimumCost[start] + cost(start, end) + penalty
                if sum < minimumCost[end] { (minimumCost[end], startOf[end]) = (sum, start) }
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

    /// The factor by which shares vary more from period to period than those of randomly drawn articles, at least 1.
    ///
    /// Articles come in waves, so their counts vary more than binomially (McCullagh and Nelder, "Generalized linear
    /// models", 1989, section 4.5). The squared difference of two neighbors over its variance is the dispersion times
    /// a chi-square variable with one degree of freedom. The estimate uses the median, which is 0.4549 for a
    /// dispersion of 1 and hardly affected by the few changes sought.
    static func dispersion(counts: [Int], totals: [Int]) -> Double {
        let share = Double(counts.reduce(0, +)) / Double(max(1, totals.reduce(0, +)))
        guard share > 0, share < 1, counts.count > 1 else { return 1 }
        let squares = (1..<counts.count).map { index in
            let difference =
                Double(counts[index]) / Double(totals[index]) - Double(counts[index - 1]) / Double(totals[index - 1])
            // The share of the two periods, shrunk slightly toward the overall share, so that it is never 0.
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
