/// How far a job is.
public enum JobProgress: Equatable, Sendable {
    /// Articles read so far; how many there are is not known.
    case read(articles: Int)
    /// Articles processed so far by a step that goes over them one or more times.
    case processed(articles: Int)
    /// A step begins; the text names it in a few words.
    case step(String)
}

/// Receives a job's progress, on the thread that called `run`.
///
/// A handler that throws cancels the job: `run` throws the same error and leaves no output behind. It is called at
/// least once per batch of articles and once per step.
public typealias ProgressHandler = (JobProgress) throws -> Void
