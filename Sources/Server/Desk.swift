import Corpus
import Foundation
import Jobs
import Models
import NIOPosix
import Synchronization

/// What all requests of a server share.
final class Desk: Sendable {
    let options: ServerOptions
    let keys: Keys
    let views: ArchiveViews
    /// Nil where the server has no model.
    let loaded: LoadedModel?
    let board = JobBoard()
    let review: ReviewDesk
    let retraining = Retraining()
    let topics = KeptCurves()
    let metrics = Metrics()
    /// The overview of the last state that was asked for.
    let overviews = Mutex<(view: ArchiveView?, json: [UInt8])>((nil, []))
    private let ownFolder: OwnFolder
    /// Where files that came in and files to take away lie until the server ends.
    var folder: String { ownFolder.path }
    /// Questions wait for the disk and reckon; the threads of the network must not.
    private let pool = NIOThreadPool(numberOfThreads: 4)
    /// What waits for another program or reckons for seconds has threads of its own, so that looking stays quick.
    private let slowPool = NIOThreadPool(numberOfThreads: 2)
    private let upkeepPool = NIOThreadPool(numberOfThreads: 1)

    /// - Throws: `CorpusError`, `ModelError`.
    init(_ options: ServerOptions) throws {
        self.options = options
        keys = Keys(token: try options.token())
        views = ArchiveViews(options.archive)
        loaded = try options.model.map { try LoadedModel($0) }
        review = ReviewDesk(archive: options.archive, views: views)
        ownFolder = try OwnFolder()
        for path in [options.archive, options.topics, options.model].compactMap(\.self) + [
            ownFolder.path + "/", options.reports + "/",
        ] {
            Problem.hide(folder: String(path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex)))
        }
        pool.start()
        slowPool.start()
        upkeepPool.start()
    }

    /// Runs what waits or reckons away from the threads of the network.
    func work<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await pool.runIfActive(body)
    }

    /// The same for what may take seconds.
    func workSlowly<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await slowPool.runIfActive(body)
    }

    /// Asks about the archive as it is.
    func look<Value: Sendable>(_ body: @escaping @Sendable (ArchiveView) throws -> Value) async throws -> Value {
        try await work { try body(self.views.view()) }
    }

    /// - Throws: `Fault` where the server has no model.
    func model() throws -> LoadedModel {
        guard let loaded else {
            throw Fault.noModel
        }
        return loaded
    }

    /// Follows what other programs write into the archive.
    func keepUp() async throws {
        try await upkeepPool.runIfActive {
            self.views.keepUp()
            self.overviews.withLock { if let view = $0.view, !self.views.holds(view) { $0 = (nil, []) } }
        }
    }

    func end() {
        board.close()
        try? pool.syncShutdownGracefully()
        try? slowPool.syncShutdownGracefully()
        try? upkeepPool.syncShutdownGracefully()
        ownFolder.remove()
    }
}
