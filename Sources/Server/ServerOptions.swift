import Archive
import Corpus
import Foundation
import Jobs

/// How a server is started: checked options.
public struct ServerOptions: Sendable {
    public let archive: String
    public let model: String?
    /// Where reports lie and are written to.
    public let reports: String
    /// Where topics are kept, and are found anew if there is no such file.
    public let topics: String
    public let address: String
    /// 0 for any free one.
    public let port: Int
    /// Further names by which the server may be called.
    public let hostNames: [String]
    private let tokenFile: String?

    public static let defaultPort = 8765

    /// - Parameters:
    ///   - archive: the articles.
    ///   - model: tags and says why; nil for none.
    ///   - topics: nil for `topics.trend` among the reports.
    ///   - address: only this machine reaches the usual one, 127.0.0.1.
    ///   - tokenFile: a file with a word that whoever asks must know; needed for every other address.
    /// - Throws: `InvalidOption`.
    public init(
        archive: String, model: String? = nil, reports: String = "notebooks-out",
        topics: String? = nil, address: String = "127.0.0.1",
        port: Int = ServerOptions.defaultPort, hostNames: [String] = [], tokenFile: String? = nil
    ) throws {
        guard (0...65535).contains(port) else {
            throw InvalidOption("port", "\(port)", "it goes from 1 to 65535, or is 0 for any free one")
        }
        guard ServerOptions.isLoopback(address) || tokenFile != nil else {
            throw InvalidOption(
                "address", address,
                "others than this machine reach it: write a long random word into a file and name it with --token")
        }
        var isFolder: ObjCBool = true
        guard !FileManager.default.fileExists(atPath: reports, isDirectory: &isFolder) || isFolder.boolValue else {
            throw InvalidOption("reports", reports, "a file stands there; name a folder")
        }
        self.archive = archive
        self.model = model
        self.reports = reports
        self.topics = topics ?? "\(reports)/topics.trend"
        self.address = address
        self.port = port
        self.hostNames = hostNames.map { $0.lowercased() }
        self.tokenFile = tokenFile
    }

    private static func isLoopback(_ address: String) -> Bool {
        let parts = address.split(separator: ".", omittingEmptySubsequences: false)
        let isNumeric = parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
        return address == "localhost" || address == "::1" || isNumeric && parts[0] == "127"
    }

    /// The word of the token's file.
    ///
    /// - Throws: `CorpusError`, `InvalidOption` where it is too short.
    func token() throws -> String? {
        guard let tokenFile else { return nil }
        guard let text = try? String(contentsOfFile: tokenFile, encoding: .utf8) else {
            throw CorpusError.unreadable(path: tokenFile, reason: "the token cannot be read")
        }
        let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard token.utf8.count >= 16 else {
            throw InvalidOption("token", tokenFile, "a token has 16 characters or more")
        }
        return token
    }
}
