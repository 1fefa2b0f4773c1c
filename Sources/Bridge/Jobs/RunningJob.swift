import CBridge
import Foundation
import Jobs
import Synchronization
import TrendNumerics

/// A job that another thread may look at and cancel while it runs.
final class RunningJob: Sendable {
    private struct State {
        var progress: JobProgress?
        var isCancelled = false
    }

    /// How far a step is.
    let meter = WorkMeter()
    private let state = Mutex(State())

    /// - Throws: `CallFailure.cancelled` once somebody has cancelled the job.
    func hear(_ progress: JobProgress) throws {
        try check()
        state.withLock { $0.progress = progress }
    }

    /// - Throws: `CallFailure.cancelled` once somebody has cancelled the job.
    func check() throws { if isCancelled { throw CallFailure.cancelled } }

    var isCancelled: Bool { state.withLock(\.isCancelled) }

    func cancel() { state.withLock { $0.isCancelled = true } }

    /// What it does now, and how much of that is done.
    var progress: Progress? {
        state.withLock(\.progress).map { progress in
            switch progress {
            case .read(_, let share), .processed(_, let share): Progress(text: progress.text, share: share)
            case .upgrading(let share): Progress(text: progress.text, share: share)
            case .step: Progress(text: progress.text, share: meter.fraction > 0 ? meter.fraction : nil)
            }
        }
    }

    struct Progress: Encodable {
        let text: String
        let share: Double?
    }
}

/// A job to be run with `trend_job_run`, and let go of with `trend_close`.
@c(trend_job_open)
public func openJob() -> UnsafeMutableRawPointer { Unmanaged.passRetained(RunningJob()).toOpaque() }

/// How far a job is, in JSON; nothing before it begins.
@c(trend_job_progress)
public func progress(of job: UnsafeMutableRawPointer, _ said: UnsafeMutablePointer<trend_bytes>) {
    let job = Unmanaged<RunningJob>.fromOpaque(job).takeUnretainedValue()
    let json = job.progress.flatMap { try? JSONEncoder().encode($0) }
    said.pointee = trend_bytes(json ?? Data())
}

/// Has a job end where it next tells how far it is, with nothing left behind.
@c(trend_job_cancel)
public func cancel(job: UnsafeMutableRawPointer) {
    Unmanaged<RunningJob>.fromOpaque(job).takeUnretainedValue().cancel()
}

/// Runs a job, and gives its result in JSON.
///
/// - Parameters:
///   - request: JSON with the name of the job under `job`, and its options.
@c(trend_job_run)
public func run(
    _ job: UnsafeMutableRawPointer, _ request: UnsafeRawPointer, _ count: Int64,
    _ result: UnsafeMutablePointer<trend_bytes>, _ failure: UnsafeMutablePointer<trend_bytes>
) -> Int32 {
    call(failure) {
        let job = Unmanaged<RunningJob>.fromOpaque(job).takeUnretainedValue()
        result.pointee = try trend_bytes(JobRequests.run(Data(bytes: request, count: Int(count)), as: job))
    }
}
