import Foundation
import Synchronization

/// How much of a long computation is done, for whoever waits for it. Safe to use from all threads.
///
/// An estimate: it only grows, and results do not depend on it.
public final class WorkMeter: Sendable {
    private let done = Mutex(0.0)

    public init() {}

    /// From 0 to 1.
    public var fraction: Double { done.withLock { min(1, $0) } }

    /// At least so much is done.
    public func reach(_ fraction: Double) { done.withLock { $0 = max($0, fraction) } }

    func add(_ fraction: Double) { done.withLock { $0 += fraction } }
}

/// The part of a meter that a computation fills.
struct WorkPart: Sendable {
    let meter: WorkMeter
    /// Of the whole, from 0 to 1.
    let width: Double

    /// So much more of this part is done, as a fraction of it.
    func advance(by fraction: Double) { meter.add(width * fraction) }
}

extension WorkPart {
    /// Follows a quantity that falls by about the same factor in each pass until it is below a limit.
    struct Descent {
        private let part: WorkPart
        private let limit: Double
        private var first: Double?
        private var done = 0.0

        init?(_ part: WorkPart?, to limit: Double) {
            guard let part else { return nil }
            self.part = part
            self.limit = limit
        }

        /// - Parameter passes: the passes made, as a fraction of those allowed.
        mutating func reach(_ value: Double, passes: Double) {
            guard let start = first else { return first = value }
            var fraction = passes
            if start > limit, value < start {
                fraction = max(fraction, log(start / max(value, limit)) / log(start / limit))
            }
            guard fraction > done else { return }
            part.advance(by: min(1, fraction) - done)
            done = min(1, fraction)
        }

        func finish() { part.advance(by: 1 - done) }
    }
}
