import Foundation

/// Times in which a share stands far above its usual level: Kleinberg, "Bursty and hierarchical structure
/// in streams" (2002), section 4, the enumerating automaton of two states for batched arrivals.
public struct KleinbergBursts: Sendable {
    /// The share within a burst, as a multiple of that over all time.
    public var scaling: Double
    /// What it costs to enter a burst, in logarithms of the number of batches.
    public var transition: Double

    public init(scaling: Double = 2, transition: Double = 1) {
        self.scaling = scaling
        self.transition = transition
    }

    public struct Burst: Equatable, Sendable {
        /// The batches it lasts.
        public let batches: ClosedRange<Int>
        /// By how much the burst explains its batches better than the usual level does: the difference of
        /// the two costs (Kleinberg's weight), in nats.
        public let weight: Double
    }

    /// The bursts of the cheapest sequence of states, in their order. One that still lasts at the end is
    /// among them.
    ///
    /// - Parameters:
    ///   - counts: relevant articles of each batch.
    ///   - totals: all articles of each batch, not 0.
    /// - Complexity: linear.
    public func find(counts: [Int], totals: [Int]) -> [Burst] {
        precondition(counts.count == totals.count)
        let usual = Double(counts.reduce(0, +)) / Double(max(1, totals.reduce(0, +)))
        // Twice a share of more than a half is none, and nothing can burst there.
        let high = usual * scaling
        guard usual > 0, high < 1 else { return [] }
        // The binomial coefficient is the same in both states and left out.
        func cost(_ index: Int, _ share: Double) -> Double {
            -(Double(counts[index]) * log(share) + Double(totals[index] - counts[index]) * log(1 - share))
        }
        let entry = transition * log(Double(counts.count))
        // By batch: whether the cheapest way to each of the states comes from the burst.
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
}
