import ArgumentParser
import Foundation

/// Starts the page, which is a program of its own: whoever only reports need not build a server.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Opens a page on this machine to look, tag and correct in, with an HTTP API.",
        discussion: """
            Needs the program trend-server beside trend: make page builds it (swift build -c release --product \
            trend-server). Its options: trend-server --help.

            Examples:
              trend serve --archive articles.db --model industries.trend
              trend serve --archive articles.db --port 9000
            """)

    @Argument(
        parsing: .allUnrecognized,
        help: "The options of trend-server: --archive, --model, --reports, --port, --address, --token, --host-name.")
    var options: [String] = []

    func run() throws {
        let console = Console(quiet: false)
        let own = Bundle.main.executableURL?.resolvingSymlinksInPath()
        let server = own?.deletingLastPathComponent().appendingPathComponent("trend-server").path ?? "trend-server"
        guard FileManager.default.isExecutableFile(atPath: server) else {
            console.warn(
                "the page is not built: \(server) is missing; build it with: swift build -c release --product trend-server"
            )
            throw Failure.noInput
        }
        var arguments: [UnsafeMutablePointer<CChar>?] = ([server] + options).map { strdup($0) } + [nil]
        execv(server, &arguments)
        console.warn("\(server) cannot be started: \(String(cString: strerror(errno)))")
        throw Failure.noInput
    }
}
