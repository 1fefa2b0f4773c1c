import Corpus
import Foundation
import Hummingbird
import Jobs
import Features
import Models
import NIOCore
import Reports
import Synchronization
import TrendNumerics

/// What went wrong, as RFC 9457 has it: the same for a page and for a program.
struct Problem: Error, Codable, Sendable {
    /// A name of the kind of problem; there is no page of it.
    let type: String
    let title: String
    let status: Int
    /// In a sentence: what, and how to mend it.
    let detail: String

    init(_ status: HTTPResponse.Status, _ title: String, _ detail: String) {
        type = "about:blank"
        self.title = title
        self.status = status.code
        self.detail = detail
    }

    /// What a job or a look-up threw. No path of this machine is told.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as InvalidOption: self.init(.badRequest, "Invalid parameter", error.description)
        case let error as CorpusError: self = Problem.of(error)
        case JobError.noSuchPeriod: self.init(.notFound, "No such period", "\(error)")
        case let error as JobError: self.init(.unprocessableContent, "Not possible", Problem.plain(error.description))
        case let error as ModelError: self.init(.unprocessableContent, "Not possible", error.description)
        case let error as ReportError: self.init(.unprocessableContent, "Not possible", Problem.plain("\(error)"))
        case let error as FeatureError: self.init(.unprocessableContent, "Not possible", "\(error)")
        case let error as NumericsError: self.init(.unprocessableContent, "Not possible", "\(error)")
        case is NIOTooManyBytesError:
            self.init(.contentTooLarge, "Too large", "the body of the request is too large")
        case let error as HTTPError:
            self.init(
                error.status, error.status.reasonPhrase,
                error.body
                    ?? (error.status == .contentTooLarge
                        ? "the body of the request is too large" : "there is nothing at this address"))
        default: self.init(.internalServerError, "Internal error", "the server's log says more")
        }
    }

    private static func of(_ error: CorpusError) -> Problem {
        switch error {
        case .busy:
            Problem(.serviceUnavailable, "Busy", "another program is writing to the archive; try again in a moment")
        case .unwritable(_, let reason): Problem(.conflict, "Cannot be written", plain(reason))
        default: Problem(.unprocessableContent, "Cannot be read", plain(error.description))
        }
    }

    /// Folders that no answer tells: those of the archive, the reports and the files that came in.
    private static let folders = Mutex<Set<String>>([])

    static func hide(folder: String) {
        if folder.count > 1 { folders.withLock { _ = $0.insert(folder.hasSuffix("/") ? folder : folder + "/") } }
    }

    /// Without the folders of paths.
    static func plain(_ text: String) -> String {
        var text = text
        for folder in folders.withLock({ $0.sorted { $0.count > $1.count } }) {
            text = text.replacingOccurrences(of: folder, with: "")
        }
        return text.replacing(/(?<before>^|[\s'"(])(?:\/[^\s\/:,;'"]+)+\/(?<name>[^\s\/:,;'"]*)/) {
            "\($0.output.before)\($0.output.name)"
        }
    }
}
