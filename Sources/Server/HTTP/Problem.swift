import Corpus
import Features
import Foundation
import Hummingbird
import Jobs
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
    /// What the sentence says, so that a page can say it in its reader's language. Nil in an answer that was read.
    let fault: Fault?

    private enum CodingKeys: CodingKey { case type, title, status, detail }

    /// - Parameter words: the language of the detail.
    init(_ fault: Fault, in words: PageWords = .english) {
        type = "about:blank"
        title = fault.title
        status = fault.status.code
        detail = words.fault(fault)
        self.fault = fault
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        type = try container.decode(String.self, forKey: .type)
        title = try container.decode(String.self, forKey: .title)
        status = try container.decode(Int.self, forKey: .status)
        detail = try container.decode(String.self, forKey: .detail)
        fault = nil
    }

    /// What a job or a look-up threw. No path of this machine is told.
    init(of error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as HTTPError: self.init(Problem.of(error))
        case let fault as Fault: self.init(fault)
        case let error as InvalidOption: self.init(.option(error))
        case let error as TopicFault: self.init(.topics(error))
        case let error as CorpusError: self.init(.corpus(error))
        case let error as JobError: self.init(.job(error))
        case let error as ModelError: self.init(.model(error))
        case let error as ReportError: self.init(.report(error))
        case let error as FeatureError: self.init(.feature(error))
        case let error as NumericsError: self.init(.numerics(error))
        case is NIOTooManyBytesError: self.init(.bodyTooLarge)
        default: self.init(.unforeseen)
        }
    }

    private static func of(_ error: HTTPError) -> Fault {
        switch error.status {
        case .contentTooLarge: .bodyTooLarge
        case .notFound: .noSuchAddress
        case let status: .otherStatus(status.code)
        }
    }

    /// The same in the language of a reader.
    func said(in words: PageWords) -> Problem { fault.map { Problem($0, in: words) } ?? self }

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
