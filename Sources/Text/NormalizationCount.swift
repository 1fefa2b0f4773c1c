import Synchronization

/// How much text is normalized while some work is done. It is there for tests, which say of each way of an article
/// that its text is normalized once; nobody else counts.
package final class NormalizationCount: Sendable {
    private let sum = Atomic<Int>(0)

    @TaskLocal static var current: NormalizationCount?

    func add(_ bytes: Int) { sum.wrappingAdd(bytes, ordering: .relaxed) }

    /// Does some work.
    ///
    /// - Parameter work: counted on this thread alone, so it must be told to use one.
    /// - Returns: the bytes of UTF-8 that were normalized.
    package static func bytes(of work: () throws -> Void) rethrows -> Int {
        let count = NormalizationCount()
        try $current.withValue(count) { try work() }
        return count.sum.load(ordering: .relaxed)
    }
}
