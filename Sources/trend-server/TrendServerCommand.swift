import ArgumentParser
import Corpus
import Foundation
import Jobs
import Server

/// The program behind `trend serve`, which starts it.
@main
struct TrendServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trend serve",
        abstract: "Opens a page on this machine to look, tag and correct in, with an HTTP API.",
        discussion: """
            The page shows what the archive holds: trends of terms, articles with their tags and why they have them, \
            what emerged. It tags texts and files, asks for reviews by keyboard, makes reports and trains the model \
            again. Everything it shows stands as JSON and CSV under the same address; /api/v1/openapi.json describes the \
            API.

            Only this machine reaches it. For others name an --address and a --token.

            Examples:
              trend serve --archive articles.db --model industries.trend
              trend serve --archive articles.db --port 9000 --reports reports
              trend serve --archive articles.db --address 0.0.0.0 --token token.txt --host-name news.example.org
            """)

    @Option(help: ArgumentHelp("The archive.", valueName: "file")) var archive: String
    @Option(help: ArgumentHelp("The model that tags and says why.", valueName: "file")) var model: String?
    @Option(help: ArgumentHelp("Where reports lie and are written to.", valueName: "folder"))
    var reports = "notebooks-out"
    @Option(
        help: ArgumentHelp(
            "Where topics are kept (default: topics.trend among the reports; found there if it is missing).",
            valueName: "file"))
    var topics: String?
    @Option(help: "The address to listen at.") var address = "127.0.0.1"
    @Option(help: "The port; 0 for any free one.") var port = ServerOptions.defaultPort
    @Option(
        name: .customLong("host-name"),
        help: ArgumentHelp("A name by which the server may be called. May be repeated.", valueName: "name"))
    var hostNames: [String] = []
    @Option(
        help: ArgumentHelp(
            "A file with a word of 16 characters or more that whoever asks must know; needed for other addresses.",
            valueName: "file"))
    var token: String?

    private func options() throws -> ServerOptions {
        try ServerOptions(
            archive: archive, model: model, reports: reports, topics: topics, address: address, port: port,
            hostNames: hostNames,
            tokenFile: token)
    }

    func validate() throws {
        do { _ = try options() } catch let error as InvalidOption {
            throw ValidationError("\(InvalidOption.shown(error.name)) is '\(error.value)': \(error.rule).")
        }
    }

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        let server: TrendServer
        do { server = try TrendServer(options()) } catch {
            FileHandle.standardError.write(Data("trend serve: \(error)\n".utf8))
            throw ExitCode(ExitStatus.of(error))
        }
        do {
            try await server.run { address in
                print("trend is at \(address)  (Ctrl-C ends it)"); fflush(nil)
            }
        } catch {
            let reason = "cannot listen at \(address):\(port): \(TrendServer.reason(of: error)); name another --port"
            FileHandle.standardError.write(Data("trend serve: \(reason)\n".utf8))
            throw ExitCode(ExitStatus.ioError)
        }
    }
}
