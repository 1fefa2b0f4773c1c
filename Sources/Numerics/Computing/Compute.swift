/// What every computation takes that is random or runs on several cores.
public struct Compute: Equatable, Sendable {
    /// The random seed; the same one gives the same result.
    public var seed: UInt64
    /// How many cores to use at most. Does not change the result.
    public var threads: Int

    public init(seed: UInt64 = 1, threads: Int = 1) {
        self.seed = seed
        self.threads = threads
    }
}
