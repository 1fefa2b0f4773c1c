/// How far a job is.
public enum JobProgress: Equatable, Sendable {
    /// Articles read so far, of an unknown number.
    case read(articles: Int)
    /// A step begins; the text names it in a few words.
    case step(String)
}

/// Receives a job's progress.
///
/// A handler that throws cancels the job: `run` throws the same error and leaves nothing behind. Handlers are called
/// on the thread that called `run`, at least once per batch of articles and per step.
public typealias ProgressHandler = (JobProgress) throws -> Void
