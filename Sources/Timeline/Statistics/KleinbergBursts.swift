import Foundation

/// Finds the times in which a share is far above its usual level.
///
/// The method is Kleinberg, "Bursty and hierarchical structure in streams" (2002), section 4: the enumerating
/// automaton with two states for batched arrivals.
public struct KleinbergBursts: Sendable {
    /// The share within a burst, as a multiple of the overall share.
    public var scaling: Double
    /// The cost of entering a burst, as a multiple of the logarithm of the number of batches.
    public var transition: Double

    /// A scaling of 2 and a transition cost of 1 by default.
    public init(scaling: Double = 2, transition: Double = 1) {
        self.scaling = scaling
        self.transition = transition
    }

    /// A time in the burst state.
    public struct Burst: Equatable, Sendable {
        /// The batches of the burst.
        public let batches: ClosedRange<Int>
        /// The difference between the costs of its batches at the usual level and in the burst (Kleinberg's weight),
        /// in nats.
        public let weight: Double
    }

    /// The bursts of the minimum-cost sequence of states, in chronological order. A burst that continues to the end is
    /// included.
    ///
    /// - Parameters:
    ///   - counts: relevant articles per batch.
    ///   - totals: all articles per batch, above 0.
    /// - Complexity: linear.
    public func find(counts: [Int], totals: [Int]) -> [Burst] {
        precondition(counts.count == totals.count)
        let usual = Double(counts.reduce(0, +)) / Double(max(1, totals.reduce(0, +)))
        // A share cannot exceed 1, so nothing can burst where a multiple of the usual share does.
        let high = usual * scaling
        guard usual > 0, high < 1 else { return [] }
        // The binomial coefficient is the same in both states and is left out.
        func cost(_ index: Int, _ share: Double) -> Double {
            -(Double(counts[index]) * log(share) + Double(totals[index] - counts[index]) * log(1 - share))
        }
        let entry = transition * log(Double(counts.count))
        // Per batch: whether the minimum-cost path to each state comes from the burst.
        var cameFromBurst: [(usual: Bool, burst: Bool)] = []
        var (low, burst) = (0.0, Double.infinity)
        for index in counts.indices {
            let came = (usual: burst < low, burst: burst < low + entry)
            cameFromBurst.append(came)
            (low, burst) = (
                min(low, burst) + cost(index, usual), min(low + entry, burst) + cost(index, high)
            )
        }
        var isBurst = burst < low
        var states = [Bool](repeating: false, count: counts.count)
        for index in counts.indices.reversed() {
            states[index] = isBurst
            isBurst = isBurst ? cameFromBurst[index].burst : cameFromBurst[index].usual
        }
        var bursts: [Burst] = []
        var index = 0
        while index < states.count {
            let start = index
            while index < states.count, states[index] { index += 1 }
            if index > start {
                let weight = (start..<index).reduce(0) { $0 + cost($1, usual) - cost($1, high) }
                bursts.append(Burst(batches: start...(index - 1), weight: weight))
            }
            index += 1
        }
        return bursts
    }

    /// The maximum number of relevant articles in all batches with which a burst can begin in a given batch; nil where
    /// none can.
    ///
    /// A burst begins in a batch only if the batch costs no more in the burst than at the usual level: otherwise the
    /// burst that begins one batch later would cost less.
    ///
    /// - Parameters:
    ///   - count: relevant articles of the batch.
    ///   - total: all articles of the batch.
    ///   - all: all articles of all batches.
    /// - Complexity: O(log all).
    public func maximumCount(count: Int, total: Int, all: Int) -> Int? {
        func canBegin(_ sum: Int) -> Bool {
            let usual = Double(sum) / Double(all)
            let high = usual * scaling
            guard usual > 0, high < 1 else { return false }
            let gain = Double(count) * log(scaling) + Double(total - count) * log((1 - high) / (1 - usual))
            // The sums of costs that `find` compares are rounded.
            return gain >= -1e-6
        }
        guard scaling > 1 else { return all }
        guard count > 0, canBegin(count) else { return nil }
        var (possible, impossible) = (count, all + 1)
        while impossible - possible > 1 {
            let middle = (possible + impossible) / 2
            if canBegin(middle) { possible = middle } else { impossible = middle }
        }
        return possible
    }
}
