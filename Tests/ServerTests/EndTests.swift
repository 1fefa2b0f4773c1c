import Foundation
import Testing

@testable import Server

/// How a server ends.
@Suite struct EndTests {
    /// More than the system's buffers hold.
    private static let large = 24 << 20

    private func server() async throws -> TestServer {
        let server = try await TestServer.start(hasModel: false)
        try server.folder.write(String(repeating: "a", count: EndTests.large), to: "reports/2024-05/report.html")
        return server
    }

    private func request(_ server: TestServer) -> [UInt8] {
        Array("GET /reports/2024-05/report.html HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n\r\n".utf8)
    }

    @Test func whoReadsNothingDoesNotHoldAnEndingServer() async throws {
        let server = try await server()
        let (idle, silent, slow) = (
            try TestServer.Connection(port: server.port), try TestServer.Connection(port: server.port),
            try TestServer.Connection(port: server.port)
        )
        silent.send(request(server))
        // A body that never comes.
        slow.send(
            Array(
                "POST /api/v1/tag HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nTrend-CSRF: \(server.csrf)\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"
                    .utf8))
        #expect(try await server.get("/healthz").status == 200)
        let start = ContinuousClock.now
        try await server.end()
        // Far less than a client has that reads nothing while the server runs.
        #expect(ContinuousClock.now - start < .seconds(Limits.answer - 5))
        withExtendedLifetime((idle, silent, slow)) {}
    }

    @Test func anAnswerThatIsBeingTakenIsFinished() async throws {
        let server = try await server()
        let connection = try TestServer.Connection(port: server.port)
        connection.send(request(server))
        #expect(try await server.get("/healthz").status == 200)
        async let ended: Void = server.end()
        let count = await withCheckedContinuation { continuation in
            DispatchQueue.global().asyncAfter(deadline: .now() + 1) {
                continuation.resume(returning: connection.count())
            }
        }
        #expect(count > EndTests.large)
        try await ended
    }
}
