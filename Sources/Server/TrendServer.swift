import Foundation
import Hummingbird
import Jobs
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// A page to look, tag and correct in, and an HTTP API over the same jobs.
///
/// It answers until it gets SIGTERM or SIGINT, then finishes the requests that run.
public final class TrendServer: Sendable {
    let desk: Desk
    private let running = Mutex<ServiceGroup?>(nil)

    /// Opens the archive and the model.
    ///
    /// - Throws: `InvalidOption`, `CorpusError`, `ModelError`.
    public init(_ options: ServerOptions) throws {
        desk = try Desk(options)
        // What cannot be read is told before anybody asks.
        do { _ = try desk.views.view() } catch {
            desk.end()
            throw error
        }
    }

    /// - Parameter started: gets the address of the page as soon as it answers.
    public func run(started: @escaping @Sendable (String) -> Void = { _ in }) async throws {
        defer { desk.end() }
        let options = desk.options
        var logger = Logger(label: "trend-server")
        logger.logLevel = .error
        var app = Application(
            router: Routes.router(desk),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [RequestDeadline(), ExpectedContinue(), MalformedRequest()],
                    idleTimeout: .seconds(Limits.request),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: Limits.headField, maxHeaderListSize: 2 * Limits.headField,
                        maxHeaderFieldCount: 100))),
            configuration: .init(
                address: .hostname(options.address, port: options.port), serverName: nil,
                availableConnectionsDelegate: .maximum(Limits.connections, logger: logger)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? options.port
                let host = options.address.contains(":") ? "[\(options.address)]" : options.address
                started("http://\(host):\(port)/")
            },
            logger: logger)
        app.addServices(Upkeep(desk: desk))
        let group = ServiceGroup(
            configuration: .init(
                services: [app], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        running.withLock { $0 = group }
        try await group.run()
    }

    /// What to say of an error of `run`, such as that of a port that another program has.
    public static func reason(of error: any Error) -> String {
        switch error {
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case is SocketAddressError: "there is no such address"
        default: "\(error)"
        }
    }

    /// Ends as on SIGTERM: requests that run are finished.
    func end() async { await running.withLock { $0 }?.triggerGracefulShutdown() }
}

/// What has to be done between requests.
private struct Upkeep: Service {
    let desk: Desk

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: .seconds(1))
                try await desk.keepUp()
            }
        }
        // Who watches a job holds a connection until it is over.
        desk.board.refuse()
    }
}
