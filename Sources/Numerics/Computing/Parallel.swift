import Dispatch

/// Runs independent pieces of work on several cores and gives the results in the order of the pieces.
///
/// What a piece computes must depend on its index alone: then the results are the same bits at any
/// number of threads.
public enum Parallel {
    /// - Parameters:
    ///   - count: how many pieces there are.
    ///   - threads: how many may run at once; 1 runs them on the calling thread.
    public static func map<Result: Sendable>(
        _ count: Int, threads: Int, _ body: @Sendable (Int) throws -> Result
    ) rethrows -> [Result] {
        if threads <= 1 || count <= 1 { return try (0..<count).map(body) }
        return try withoutActuallyEscaping(body) { body in
            var results = [Swift.Result<Result, any Error>?](repeating: nil, count: count)
            results.withUnsafeMutableBufferPointer { buffer in
                nonisolated(unsafe) let slots = buffer
                // Each worker takes every `workers`-th piece, and writes to that piece's own slot.
                let workers = min(threads, count)
                DispatchQueue.concurrentPerform(iterations: workers) { worker in
                    for piece in stride(from: worker, to: count, by: workers) {
                        slots[piece] = Swift.Result { try body(piece) }
                    }
                }
            }
            return try results.map { try $0!.get() }
        }
    }

    /// The bounds of pieces of at most `size` items that together cover `count` items.
    public static func chunks(of count: Int, size: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    }
}
