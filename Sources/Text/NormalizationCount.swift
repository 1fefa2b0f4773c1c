import Synchronization

/// Counts the text that is normalized during some work.
///
/// Only tests use it: they check that each path of an article normalizes its text once.
package final class NormalizationCount: Sendable {
    private let sum = Atomic<Int>(0)

    @TaskLocal static var current: NormalizationCount?

    func add(_ bytes: Int) { sum.wrappingAdd(bytes, ordering: .relaxed) }

    /// Runs some work and counts.
    ///
    /// - Parameter work: the work, which must use a single thread, because only this thread is counted.
    /// - Returns: the number of UTF-8 bytes that were normalized.
    package static func bytes(of work: () throws -> Void) rethrows -> Int {
        let count = NormalizationCount()
        try $current.withValue(count) { try work() }
        return count.sum.load(ordering: .relaxed)
    }
}
