@preconcurrency import Dispatch
import Foundation
import Jobs
import TrendNumerics
import Synchronization

/// A line on standard error that shows how far a job is; on a terminal only.
final class ProgressLine: Sendable {
    private struct State {
        var progress: JobProgress?
        /// When the reading, or the first step after it, began.
        var start = Date.now
        /// How far the job is, and since when.
        var share: Double?
        var reached = Date.now
        var isStep = false
        var isEmpty = true
    }

    private let meter: WorkMeter
    private let state = Mutex(State())
    private let timer: (any DispatchSourceTimer)?

    /// - Parameter meter: how far the steps of the job are.
    init(quiet: Bool, meter: WorkMeter) {
        self.meter = meter
        guard !quiet, isatty(STDERR_FILENO) == 1 else {
            timer = nil
            return
        }
        let timer = DispatchSource.makeTimerSource(queue: .global())
        self.timer = timer
        // The first line stands before two seconds have passed, and jobs of less than one show none.
        timer.setEventHandler { [weak self] in self?.draw() }
        timer.schedule(deadline: .now() + 1, repeating: 0.5)
        timer.resume()
    }

    func show(_ progress: JobProgress) {
        guard timer != nil else { return }
        state.withLock { state in
            if case .step = progress, !state.isStep {
                state.isStep = true
                state.start = .now
            }
            state.progress = progress
        }
    }

    private func draw() {
        state.withLock { state in
            guard let progress = state.progress else { return }
            let share: Double? =
                switch progress {
                case .read(_, let share), .processed(_, let share): share
                case .upgrading(let share): share
                case .step: meter.fraction
                }
            state.isEmpty = false
            if share != state.share { (state.share, state.reached) = (share, .now) }
            let line = progress.line(
                share: share, elapsed: state.reached.timeIntervalSince(state.start),
                waited: Date.now.timeIntervalSince(state.reached))
            Console.write("\r\u{1B}[K" + line)
        }
    }

    /// Ends the line.
    func clear() {
        timer?.cancel()
        state.withLock { state in
            state.progress = nil
            if !state.isEmpty { Console.write("\r\u{1B}[K") }
            state.isEmpty = true
        }
    }
}
