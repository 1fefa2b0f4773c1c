import Corpus
import Foundation
import Hummingbird
import Jobs
import Models

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
        case let error as JobError: self.init(.unprocessableContent, "Not possible", Problem.plain(error.description))
        case let error as ModelError: self.init(.unprocessableContent, "Not possible", error.description)
        case let error as HTTPError:
            self.init(
                error.status, error.status.reasonPhrase,
                error.body ?? (error.status == .contentTooLarge ? "the body of the request is too large" : ""))
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

    /// Without the folders of paths.
    static func plain(_ text: String) -> String {
        text.replacing(/(?:\/[^\s\/:,;'"]+)+\/(?<name>[^\s\/:,;'"]*)/) { String($0.output.name) }
    }
}
