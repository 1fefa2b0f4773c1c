import Corpus
import Foundation
import Jobs
import Synchronization

/// The state of the archive that questions are answered from. After a change of this server's own it is read anew at once;
/// while another program writes it is read anew beside the questions, which get the state before until then.
final class ArchiveViews: Sendable {
    private struct Current {
        var view: ArchiveView?
        /// It must not be shown any more.
        var isStale = false
        var asked = ContinuousClock.now
        /// When a state of the archive may be read beside the questions again.
        var due = ContinuousClock.now
    }

    private let path: String
    private let current = Mutex(Current())
    private let reading = Mutex(())
    private let longestUnasked: Duration
    /// Reading takes at most so much of one core, lest questions wait for it while an import runs for hours.
    private static let largestShare = 0.2

    /// - Parameter longestUnasked: a view holds back the log beside the archive, so one that is outdated is given up when
    ///   nobody has asked for so long.
    init(_ path: String, longestUnasked: Duration = .seconds(5)) {
        (self.path, self.longestUnasked) = (path, longestUnasked)
    }

    /// - Throws: `CorpusError`, `JobError`.
    func view() throws -> ArchiveView {
        func known() -> ArchiveView? {
            current.withLock {
                $0.asked = .now
                return $0.isStale ? nil : $0.view
            }
        }
        if let known = known() { return known }
        return try reading.withLock { _ in
            // Another question may have read it while this one waited.
            if let known = known() { return known }
            let earlier = current.withLock {
                $0.isStale = false
                return $0.view
            }
            let view = try read(after: earlier)
            current.withLock { $0.view = view }
            return view
        }
    }

    /// The same of the archive as it lies there now, with all that other programs wrote to it or put in its place: for
    /// whoever changes it.
    ///
    /// - Throws: `CorpusError`, `JobError`.
    func latest() throws -> ArchiveView {
        if current.withLock({ $0.view })?.isOutdated == true { forget() }
        return try view()
    }

    /// The archive was changed by this server.
    func forget() { current.withLock { $0.isStale = true } }

    /// Whether questions are answered from a view.
    func holds(_ view: ArchiveView) -> Bool { current.withLock { $0.view === view } }

    /// Reads the archive anew if another program has changed it and somebody looks at it. To be called every second or so.
    func keepUp() {
        letGoOfReplaced()
        let outdated = current.withLock { current -> ArchiveView? in
            guard let view = current.view, !current.isStale, view.isOutdated else { return nil }
            guard current.asked.duration(to: .now) < longestUnasked else {
                current.view = nil
                return nil
            }
            return current.due <= .now ? view : nil
        }
        guard let outdated else { return }
        reading.withLock { _ in
            let began = ContinuousClock.now
            // What cannot be read is told to whoever asks next.
            let view = try? read(after: outdated)
            view?.prepare()
            let took = began.duration(to: .now)
            current.withLock {
                $0.view = view
                $0.due = .now + took * (1 / ArchiveViews.largestShare - 1)
            }
        }
    }

    /// Gives up the view of a file in whose place there is another one, before anything opens that. To be called before
    /// the archive is written to.
    func letGoOfReplaced() {
        let replaced = current.withLock { current -> ArchiveView? in
            guard let view = current.view, view.isReplaced else { return nil }
            current.view = nil
            return view
        }
        replaced?.letGo()
    }

    private func read(after earlier: ArchiveView?) throws -> ArchiveView {
        if let earlier, earlier.isReplaced { earlier.letGo() }
        // In China.
        let today = CalendarDate(chinaTimeAt: Int(Date().timeIntervalSince1970))
        return try ArchiveView(path, latestDay: today, after: earlier)
    }
}
