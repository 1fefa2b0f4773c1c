import Foundation

extension CorpusReader {
    /// Reads all that is left and works on it on several cores.
    ///
    /// Records are cut out by one core at a time, read and worked on by all of them, and the results come
    /// back in the order of the records. A few batches of about 256 KB are held at once, however long the
    /// corpus is.
    ///
    /// - Parameters:
    ///   - threads: how many cores to use; 1 does all on the calling thread.
    ///   - work: what to do with a batch; its result must depend on the batch alone.
    ///   - use: gets the results on the calling thread, in order.
    /// - Throws: what `work` and `use` throw, and `CorpusError` where a whole file cannot be read; all that
    ///   stands before it has been used by then.
    public func forEachBatch<Output: Sendable>(
        threads: Int, _ work: @escaping @Sendable (CorpusBatch) throws -> Output, use: (Output) throws -> Void
    ) throws {
        // A number that somebody made up must not start a million threads.
        let threads = min(max(1, threads), 256)
        let pipeline = CorpusPipeline(self, inFlight: 4 * threads, work)
        let helpers = DispatchGroup()
        for _ in 1..<threads { DispatchQueue.global().async(group: helpers) { pipeline.help() } }
        defer {
            pipeline.stop()
            helpers.wait()
        }
        while let output = try pipeline.next() { try use(output) }
    }
}

/// The blocks of a corpus on their way through several cores: cut one by one, worked on side by side,
/// given out in their order.
///
/// Unchecked, because its locks guard what it holds.
private final class CorpusPipeline<Output: Sendable>: @unchecked Sendable {
    private let work: @Sendable (CorpusBatch) throws -> Output
    private let inFlight: Int

    /// Guards the reader, and so the order in which blocks get their numbers.
    private let input = NSLock()
    private var reader: CorpusReader

    /// Guards all below.
    private let state = NSCondition()
    private var outputs: [Int: Result<Output, any Error>] = [:]
    /// Blocks cut so far, and blocks given out.
    private var taken = 0
    private var given = 0
    private var isEnded = false

    init(_ reader: CorpusReader, inFlight: Int, _ work: @escaping @Sendable (CorpusBatch) throws -> Output) {
        self.reader = reader
        self.inFlight = inFlight
        self.work = work
    }

    /// The next block's output; works on blocks as long as it is not there.
    func next() throws -> Output? {
        while true {
            if let output = withState({ outputs.removeValue(forKey: given) }) {
                withState { given += 1 }
                return try output.get()
            }
            if workOnOne() { continue }
            let isDone = withState {
                while outputs[given] == nil, given < taken { state.wait() }
                return isEnded && given == taken
            }
            if isDone { return nil }
        }
    }

    /// Works on blocks until there are no more.
    func help() {
        while true {
            if workOnOne() { continue }
            let isDone = withState {
                while !isEnded, taken - given >= inFlight { state.wait() }
                return isEnded
            }
            if isDone { return }
        }
    }

    func stop() { withState { isEnded = true } }

    /// - Returns: false where no block is left or too many are on their way.
    private func workOnOne() -> Bool {
        guard let (number, block) = take() else { return false }
        let output = Result { try work(block.get().read()) }
        withState { outputs[number] = output }
        return true
    }

    private func take() -> (Int, Result<CorpusBlock, any Error>)? {
        input.lock()
        defer { input.unlock() }
        guard withState({ !isEnded && taken - given < inFlight }) else { return nil }
        let block = Result { try reader.nextBlock() }
        return withState {
            switch block {
            case .success(nil):
                isEnded = true
                return nil
            case .success(let block?):
                taken += 1
                return (taken - 1, .success(block))
            case .failure(let error):
                isEnded = true
                taken += 1
                return (taken - 1, .failure(error))
            }
        }
    }

    private func withState<Value>(_ body: () -> Value) -> Value {
        state.lock()
        defer {
            state.broadcast()
            state.unlock()
        }
        return body()
    }
}
