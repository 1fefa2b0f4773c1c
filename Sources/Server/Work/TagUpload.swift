import Corpus
import Foundation
import Hummingbird
import Jobs

/// Takes in a file to tag. What it is called decides how it is read and nothing else: it lies in a folder of the server's
/// own under a name of the server's own.
struct TagUpload: Sendable {
    /// Where it lies.
    let path: String
    /// What the result is called when it is taken away.
    let resultName: String
    let form: TagJob.Form

    /// - Throws: `InvalidOption` where the form is none.
    init(named name: String, as form: String, in folder: String, id: String) throws {
        guard let form = TagJob.Form(rawValue: form), form != .records else {
            throw InvalidOption("as", "'\(form.prefix(20))'", "it is json, csv or xlsx")
        }
        self.form = form
        // 新闻.csv.gz → csv.gz: the last parts as long as they look like endings.
        let parts = name.split(separator: ".").suffix(2).map(String.init)
        let endings = parts.filter {
            $0.count <= 7
                && $0.utf8.allSatisfy {
                    ("a"..."z").contains(Character(.init($0 | 0x20))) || (0x30...0x39).contains($0)
                }
        }
        let isPacked = ["gz", "zip"].contains(endings.last?.lowercased() ?? "")
        let ending = name.contains(".") ? (isPacked ? endings : endings.suffix(1)).joined(separator: ".") : ""
        path = "\(folder)/\(id)" + (ending.isEmpty ? "" : ".\(ending)")
        resultName = "tagged." + (form == .json ? "jsonl" : form.rawValue)
    }

    /// Where the result lies.
    var result: String { "\(path).\(form == .json ? "jsonl" : form.rawValue)" }

    /// Writes the body of a request to the file.
    ///
    /// - Throws: `Problem` where it is too long or empty.
    func take(_ body: RequestBody) async throws {
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let file = FileHandle(forWritingAtPath: path)
        else { throw Problem(.init(code: 507), "No room", "the file cannot be kept on the server's disk") }
        defer { try? file.close() }
        var count = 0
        for try await part in body {
            count += part.readableBytes
            guard count <= Limits.upload else {
                throw Problem(.contentTooLarge, "File too large", "at most 64 MB; use the command trend tag for more")
            }
            try file.write(contentsOf: Data(part.readableBytesView))
        }
        if count == 0 {
            throw Problem(.badRequest, "Empty file", "the file has no content")
        }
    }

    /// Tags it.
    func run(by model: String, _ progress: ProgressHandler) throws -> JobBoard.Outcome {
        let result = try TagJob(ArticleSource([path]), model: model, form: form, threads: 2)
            .run(to: .file(self.result), progress: progress)
        var notes = ["tagged \(result.tagged) articles"]
        if let open = result.withoutLikelyLabel, open > 0 {
            notes.append("\(open) of them without a label of 50% or more")
        }
        if let reading = result.reading {
            let lines = reading.fieldLines + reading.cleaningLines + reading.dateLines + reading.rejectLines
            notes += lines.map(Problem.plain)
        }
        return JobBoard.Outcome(notes: notes, file: resultName)
    }
}
