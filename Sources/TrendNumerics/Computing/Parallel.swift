import Dispatch

/// Runs independent pieces of work on several threads and returns the results in the order of the pieces.
///
/// The result of a piece must depend on its index alone. Then all results are the same, bit for bit, with any number
/// of threads.
public enum Parallel {
    /// Computes one result per piece.
    ///
    /// - Parameters:
    ///   - count: the number of pieces.
    ///   - threads: the maximum number of pieces that run at once; 1 runs them all on the calling thread.
    /// - Throws: the error of the first piece that threw.
    public static func map<Result: Sendable>(
        _ count: Int, threads: Int, _ body: @Sendable (Int) throws -> Result
    ) rethrows -> [Result] {
        if threads <= 1 || count <= 1 { return try (0..<count).map(body) }
        return try withoutActuallyEscaping(body) { body in
            var results = [Swift.Result<Result, any Error>?](repeating: nil, count: count)
            results.withUnsafeMutableBufferPointer { buffer in
                nonisolated(unsafe) let slots = buffer
                // Each worker takes every `workers`-th piece and writes to that piece's own slot.
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

    /// Splits `count` items into consecutive ranges of at most `size` items.
    public static func chunks(of count: Int, size: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    }
}
