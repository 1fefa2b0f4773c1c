/// The random seed and the number of threads of a computation, and where it tells how far it is.
public struct Compute: Equatable, Sendable {
    /// The random seed. The same seed gives the same result.
    public var seed: UInt64
    /// The maximum number of threads. It does not change the result.
    public var threads: Int
    private var work: WorkPart?
    private var isStopped: (@Sendable () -> Bool)?

    /// A seed of 1 and one thread by default.
    ///
    /// - Parameters:
    ///   - meter: hears how far the computation is.
    ///   - isCancelled: whether nobody waits for the computation any longer. A fit asks once per iteration and ends with
    ///     what it has reached, which the caller throws away.
    public init(
        seed: UInt64 = 1, threads: Int = 1, meter: WorkMeter? = nil, isCancelled: (@Sendable () -> Bool)? = nil
    ) {
        self.seed = seed
        self.threads = threads
        work = meter.map { WorkPart(meter: $0, width: 1) }
        isStopped = isCancelled
    }

    /// Whether nobody waits for the computation any longer.
    var isCancelled: Bool { isStopped?() ?? false }

    /// The same for a part of the work, of so much of it.
    public func part(_ fraction: Double) -> Compute {
        var compute = self
        compute.work = work.map { WorkPart(meter: $0.meter, width: $0.width * fraction) }
        return compute
    }

    /// So much more of the work is done, as a fraction of it.
    public func advance(by fraction: Double) { work?.advance(by: fraction) }

    /// At least so much of the whole is done.
    public func reach(_ fraction: Double) { work?.meter.reach(fraction) }

    func descent(to limit: Double) -> WorkPart.Descent? { WorkPart.Descent(work, to: limit) }

    /// Whether results are the same.
    public static func == (a: Compute, b: Compute) -> Bool { a.seed == b.seed && a.threads == b.threads }
}
