/// The random seed and the number of threads of a computation.
public struct Compute: Equatable, Sendable {
    /// The random seed. The same seed gives the same result.
    public var seed: UInt64
    /// The maximum number of threads. It does not change the result.
    public var threads: Int

    /// A seed of 1 and one thread by default.
    public init(seed: UInt64 = 1, threads: Int = 1) {
        self.seed = seed
        self.threads = threads
    }
}
