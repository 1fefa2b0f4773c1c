import Corpus
import Foundation
import Jobs
import Synchronization

/// The state of the archive that questions are answered from. It is read anew once the archive has changed: at once
/// after a change of this server's own, at most every few seconds while another program writes.
final class ArchiveViews: Sendable {
    private struct Current {
        var view: ArchiveView?
        var isReading = false
        /// It must not be shown any more.
        var isStale = false
        var read = Date.distantPast
    }

    private let path: String
    private let current = Mutex(Current())
    private let reading = Mutex(())
    /// Seconds.
    private static let shortest = 3.0

    init(_ path: String) { self.path = path }

    /// - Throws: `CorpusError`, `JobError`.
    func view() throws -> ArchiveView {
        let (known, isMine) = current.withLock { current -> (ArchiveView?, Bool) in
            guard let view = current.view, !current.isStale else { return (nil, true) }
            let isDue = Date().timeIntervalSince(current.read) > ArchiveViews.shortest
            guard isDue, !current.isReading, view.isOutdated else { return (view, false) }
            current.isReading = true
            return (view, true)
        }
        if let known, !isMine { return known }
        return try reading.withLock { _ in
            // Another request may have read it while this one waited.
            let fresh = current.withLock { $0.isStale ? nil : $0.view }
            if known == nil, let fresh { return fresh }
            current.withLock { $0.isStale = false }
            defer { current.withLock { $0.isReading = false } }
            let view = try ArchiveView(path, latestDay: ArchiveViews.today)
            current.withLock {
                $0.view = view
                $0.read = Date()
            }
            return view
        }
    }

    /// The archive was changed by this server.
    func forget() { current.withLock { $0.isStale = true } }

    /// Gives up a state that is outdated, so that the log beside the archive does not grow for nobody.
    func giveUpOutdated() {
        current.withLock { current in
            if let view = current.view, !current.isReading, view.isOutdated { current.view = nil }
        }
    }

    /// In China.
    private static var today: CalendarDate? { CalendarDate(chinaTimeAt: Int(Date().timeIntervalSince1970)) }
}
