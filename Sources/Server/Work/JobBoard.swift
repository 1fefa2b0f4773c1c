import Dispatch
import Foundation
import Jobs
import Synchronization

/// The long jobs of a server: one runs at a time, the others wait, all can be looked at and cancelled.
final class JobBoard: Sendable {
    /// How a job stands.
    struct State: Codable, Sendable {
        enum Stage: String, Codable, Sendable { case waiting, running, done, failed, cancelled }

        let id: String
        let kind: Kind
        var stage: Stage
        /// What is done now; not for programs.
        var progress: JobProgress?
        /// The same in a few words.
        var step = ""
        /// How much of it, from 0 to 1; nil where that is not known.
        var share: Double?
        /// Seconds since 1970.
        let created: Double
        var finished: Double?
        var problem: Problem?
        var outcome: Outcome?

        var isOver: Bool { stage != .waiting && stage != .running }

        private enum CodingKeys: CodingKey { case id, kind, stage, step, share, created, finished, problem, outcome }

        init(id: String, kind: Kind, stage: Stage, created: Double) {
            (self.id, self.kind, self.stage, self.created) = (id, kind, stage, created)
        }

        /// The same in the language of a reader.
        func said(in words: PageWords) -> State {
            var state = self
            state.step = progress.map(words.step) ?? step
            state.problem = problem?.said(in: words)
            state.outcome = outcome?.said(in: words)
            return state
        }
    }

    enum Kind: String, Codable, Sendable { case report, train, tag, topics }

    /// What a job left.
    struct Outcome: Codable, Sendable {
        /// What a person should know; not for programs.
        let said: [JobNote]
        /// The same, a line each.
        private(set) var notes: [String]
        /// Where the result is shown.
        let page: String?
        /// A file that can be taken away, and how it is called.
        let file: String?

        private enum CodingKeys: CodingKey { case notes, page, file }

        init(_ said: [JobNote] = [], page: String? = nil, file: String? = nil) {
            (self.said, self.page, self.file) = (said, page, file)
            notes = said.map(PageWords.english.note)
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            said = []
            notes = try container.decode([String].self, forKey: .notes)
            page = try container.decodeIfPresent(String.self, forKey: .page)
            file = try container.decodeIfPresent(String.self, forKey: .file)
        }

        /// The same in the language of a reader.
        func said(in words: PageWords) -> Outcome {
            var outcome = self
            outcome.notes = said.map(words.note)
            return outcome
        }
    }

    private struct Work: Sendable {
        let id: String
        /// A file that is of no use once the job is over, whether it ran or not.
        let input: String?
        let run: @Sendable (ProgressHandler) throws -> Outcome
    }

    private struct Board {
        var states: [State] = []
        /// By job, where the file lies that it leaves.
        var files: [String: String] = [:]
        var cancelled: Set<String> = []
        var isClosed = false
    }

    private let board = Mutex(Board())
    private let queue = DispatchQueue(label: "trend.jobs")
    /// Older ones that are over are forgotten.
    private static let mostKept = 100
    private static let mostWaiting = 20

    var states: [State] { board.withLock { $0.states.reversed() } }

    func state(_ id: String) -> State? { board.withLock { $0.states.first { $0.id == id } } }

    /// Where the file lies that a job left.
    func file(_ id: String) -> String? { board.withLock { $0.files[id] } }

    /// Has a job run when its turn comes.
    ///
    /// - Parameters:
    ///   - file: where it leaves a file; nil where it leaves none.
    ///   - input: a file that is removed when it is over.
    /// - Throws: `Fault` where too many wait already, or the server is about to end.
    func start(
        _ kind: Kind, file: String? = nil, input: String? = nil,
        _ run: @escaping @Sendable (ProgressHandler) throws -> Outcome
    ) throws -> State {
        let state = State(
            id: String(Keys.random().prefix(16)), kind: kind, stage: .waiting, created: Date().timeIntervalSince1970)
        let isTaken = board.withLock { board in
            guard !board.isClosed, board.states.count(where: { !$0.isOver }) < JobBoard.mostWaiting else {
                return false
            }
            if board.states.count >= JobBoard.mostKept, let old = board.states.firstIndex(where: \.isOver) {
                if let file = board.files.removeValue(forKey: board.states[old].id) {
                    try? FileManager.default.removeItem(atPath: file)
                }
                board.states.remove(at: old)
            }
            board.states.append(state)
            board.files[state.id] = file
            return true
        }
        guard isTaken else { throw JobBoard.full }
        queue.async { self.run(Work(id: state.id, input: input, run: run)) }
        return state
    }

    /// - Throws: `Fault` where too many jobs wait already.
    func checkRoom() throws {
        let waiting = board.withLock { $0.states.count(where: { !$0.isOver }) }
        guard waiting < JobBoard.mostWaiting else { throw JobBoard.full }
    }

    private static let full = Fault.tooManyJobs(most: mostWaiting)

    /// - Returns: whether there was such a job that was not over.
    func cancel(_ id: String) -> Bool {
        board.withLock { board in
            guard let index = board.states.firstIndex(where: { $0.id == id && !$0.isOver }) else { return false }
            board.cancelled.insert(id)
            if board.states[index].stage == .waiting { JobBoard.end(&board.states[index], .cancelled) }
            return true
        }
    }

    /// Cancels all jobs and takes no more, since the server ends.
    func refuse() {
        board.withLock { board in
            board.isClosed = true
            for state in board.states where !state.isOver { board.cancelled.insert(state.id) }
        }
    }

    /// The same, and waits until none runs any more.
    func close() {
        refuse()
        queue.sync {}
    }

    private struct Cancelled: Error {}

    private func run(_ work: Work) {
        defer { if let input = work.input { try? FileManager.default.removeItem(atPath: input) } }
        let isWanted = board.withLock { board in
            guard !board.cancelled.contains(work.id), let index = board.states.firstIndex(where: { $0.id == work.id })
            else { return false }
            board.states[index].stage = .running
            return true
        }
        guard isWanted else { return set(work.id) { JobBoard.end(&$0, .cancelled) } }
        do {
            let outcome = try work.run { progress in
                let isCancelled = board.withLock { $0.cancelled.contains(work.id) }
                if isCancelled { throw Cancelled() }
                set(work.id) { ($0.progress, $0.step, $0.share) = (progress, progress.text, progress.share) }
            }
            set(work.id) {
                $0.outcome = outcome
                JobBoard.end(&$0, .done)
            }
        } catch is Cancelled {
            set(work.id) { JobBoard.end(&$0, .cancelled) }
        } catch {
            set(work.id) {
                $0.problem = Problem(of: error)
                JobBoard.end(&$0, .failed)
            }
        }
    }

    private func set(_ id: String, _ change: (inout State) -> Void) {
        board.withLock { board in
            if let index = board.states.firstIndex(where: { $0.id == id }) { change(&board.states[index]) }
        }
    }

    private static func end(_ state: inout State, _ stage: State.Stage) {
        state.stage = stage
        (state.progress, state.step, state.share) = (nil, "", nil)
        state.finished = Date().timeIntervalSince1970
    }
}

extension JobProgress {
    /// From 0 to 1.
    fileprivate var share: Double? {
        switch self {
        case .read(_, let share), .processed(_, let share): share
        case .upgrading(let share): share
        case .step: nil
        }
    }
}
