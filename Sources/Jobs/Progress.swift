import Foundation

/// How far a job is.
public enum JobProgress: Equatable, Sendable {
    /// Articles read so far, and how much of the files that is, from 0 to 1; nil where that is not known.
    case read(articles: Int, share: Double?)
    /// Articles processed so far by a step that goes over them one or more times, and how much of it that is.
    case processed(articles: Int, share: Double? = nil)
    /// An archive of an older version is brought up to date, and how much of that is done.
    case upgrading(share: Double)
    /// A step begins; the text names it in a few words.
    case step(String)

    /// So many of the articles of a step are processed.
    ///
    /// - Parameter count: all of them; nil where that is not known.
    static func processed(articles: Int, of count: Int?) -> JobProgress {
        .processed(articles: articles, share: count.map { min(1, Double(articles) / Double(max(1, $0))) })
    }

    /// What is done now: `articles read: 1200`.
    public var text: String {
        switch self {
        case .read(let count, _): "articles read: \(count)"
        case .processed(let count, _): "articles processed: \(count)"
        case .upgrading: "bringing the archive up to date"
        case .step(let step): step
        }
    }

    /// A bar, the share that is done and the time left: `training ██████░░░░░░░░░░░░░░ 31%, about 12 s left`.
    ///
    /// - Parameters:
    ///   - share: from 0 to 1; nil or 0 where it is not known yet, then there is no bar.
    ///   - elapsed: the seconds that the share took. In the first two no time is named.
    ///   - waited: the seconds since it was reached, by which the time left is less; none is named once it has passed.
    public func line(share: Double?, elapsed: Double, waited: Double = 0) -> String {
        guard let share, share > 0 else { return text + " …" }
        let width = 20
        let full = min(width, Int(share * Double(width)))
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
        var line = "\(text) \(bar) \(min(99, Int(share * 100)))%"
        let left = elapsed / share * (1 - share) - waited
        if elapsed >= 2, left > 0 { line += ", about \(JobProgress.duration(left)) left" }
        return line
    }

    /// `40 s`, `3 min`, `2 h`.
    private static func duration(_ seconds: Double) -> String {
        let seconds = max(1, seconds.rounded(.up))
        if seconds < 100 { return "\(Int(seconds)) s" }
        return seconds < 6000
            ? "\(Int((seconds / 60).rounded())) min" : "\(Int((min(seconds, 1e9) / 3600).rounded())) h"
    }
}

/// Receives a job's progress, on the thread that called `run`.
///
/// A handler that throws cancels the job: `run` throws the same error and leaves no output behind. It is called at
/// least once per batch of articles and once per step. How far a step is, is counted by the `WorkMeter` of its `Compute`.
public typealias ProgressHandler = (JobProgress) throws -> Void
