import Foundation
import Jobs

/// A line on standard error that shows how far a job is; on a terminal only.
final class ProgressLine {
    private let isShown: Bool
    private var last = Date.distantPast
    private var isEmpty = true

    init(quiet: Bool) { isShown = !quiet && isatty(STDERR_FILENO) == 1 }

    func show(_ progress: JobProgress) {
        guard isShown else { return }
        switch progress {
        case .step(let step): write(step + " …")
        case .read(let count): showCount("articles read: \(count)")
        case .processed(let count): showCount("articles processed: \(count)")
        }
    }

    /// Counts come often; ten a second are enough.
    private func showCount(_ text: String) {
        guard Date().timeIntervalSince(last) > 0.1 else { return }
        last = Date()
        write(text)
    }

    private func write(_ text: String) {
        isEmpty = false
        Console.write("\r\u{1B}[K" + text)
    }

    func clear() {
        if !isEmpty { Console.write("\r\u{1B}[K") }
        isEmpty = true
    }
}
