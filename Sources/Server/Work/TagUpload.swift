import Corpus
import Foundation
import Hummingbird
import Jobs
import Text

/// Takes in a file to tag. What it is called decides how it is read and nothing else: it lies in a folder of the server's
/// own under a name of the server's own.
struct TagUpload: Sendable {
    /// Where it lies.
    let path: String
    /// What its sender calls it, for messages.
    let name: String
    /// What the result is called when it is taken away.
    let resultName: String
    let form: TagJob.Form

    /// Endings of files that are packed and so never text.
    private static let packed: Set<String> = ["xlsx", "xlsm", "xls", "docx", "doc", "pptx", "pdf", "zip", "gz"]

    /// - Throws: `InvalidOption` where the form is none.
    init(named name: String, as form: String, in folder: String, id: String) throws {
        guard let form = TagJob.Form(rawValue: form), form != .records else {
            throw InvalidOption("as", "'\(form.prefix(20))'", "it is json, csv or xlsx")
        }
        self.form = form
        let own = oneLine(String((name.split(whereSeparator: { "/\\".contains($0) }).last ?? "").suffix(100)))
        // 新闻.csv.gz → csv.gz: the last parts as long as they look like endings.
        let parts = own.split(separator: ".").suffix(2).map(String.init)
        let endings = parts.filter {
            $0.count <= 7
                && $0.utf8.allSatisfy {
                    ("a"..."z").contains(Character(.init($0 | 0x20))) || (0x30...0x39).contains($0)
                }
        }
        let isPacked = ["gz", "zip"].contains(endings.last?.lowercased() ?? "")
        let ending = own.contains(".") ? (isPacked ? endings : endings.suffix(1)).joined(separator: ".") : ""
        path = "\(folder)/\(id)" + (ending.isEmpty ? "" : ".\(ending)")
        self.name = own.isEmpty ? id : own
        resultName = "tagged." + (form == .json ? "jsonl" : form.rawValue)
    }

    /// Where the result lies.
    var result: String { "\(path).\(form == .json ? "jsonl" : form.rawValue)" }

    /// Writes the body of a request to the file.
    ///
    /// - Parameter isCalledForm: whether its type is that of a form. curl calls every body one, and its `-d` takes the line
    ///   ends out of a file, of which nothing is left to read.
    /// - Throws: `Fault` where it is too long or empty, of a kind that is not read, a form, or text that is named as a
    ///   workbook or the like.
    func take(_ body: RequestBody, isCalledForm: Bool = false) async throws {
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let file = FileHandle(forWritingAtPath: path)
        else { throw Fault.noRoom }
        defer { try? file.close() }
        var (count, hasLines) = (0, false)
        for try await part in body {
            count += part.readableBytes
            hasLines = hasLines || part.readableBytesView.contains(0x0A)
            guard count <= Limits.upload else { throw Fault.fileTooLarge }
            do { try file.write(contentsOf: Data(part.readableBytesView)) } catch { throw Fault.noRoom }
        }
        guard count > 0 else { throw Fault.emptyFile }
        guard hasLines || !isCalledForm else { throw Fault.formInPlaceOfFile }
        let ending = path.split(separator: ".").last?.lowercased() ?? ""
        switch try FileContent(of: path) {
        // It would be read as one article of whatever it says.
        case .text where TagUpload.packed.contains(ending): throw Fault.textNamedOtherwise(name)
        // A workbook that is cut off tells so itself.
        case .document(let kind) where !["xlsx", "xlsm"].contains(ending): throw Fault.notTaken(name, kind: kind)
        case let content where [.database, .model].contains(content): throw Fault.notTaken(name, kind: content.name)
        default: break
        }
    }

    /// Tags it.
    func run(by model: LoadedModel, _ progress: ProgressHandler) throws -> JobBoard.Outcome {
        var source = ArticleSource([path])
        source.name = name
        let note = try model.note()
        let result: TagResult
        do {
            result = try TagJob(source, model: model.path, form: form, threads: 2)
                .run(to: .file(self.result), progress: progress)
        } catch let error as CorpusError {
            throw error.renaming(path, to: name)
        }
        var notes = [JobNote.tagged(result.tagged), note]
        if let open = result.withoutLikelyLabel, open > 0 { notes.append(.withoutLikelyLabel(open)) }
        if let reading = result.reading { notes += JobNote.notes(of: reading) }
        return JobBoard.Outcome(notes, file: resultName)
    }
}

extension CorpusError {
    /// The same of a file that is called otherwise.
    fileprivate func renaming(_ path: String, to name: String) -> CorpusError {
        func named(_ text: String) -> String { text.replacingOccurrences(of: path, with: name) }
        return switch self {
        case .notFound(let path): .notFound(path: named(path))
        case .unreadable(let path, let reason): .unreadable(path: named(path), reason: named(reason))
        case .wrongFormat(let path, let reason): .wrongFormat(path: named(path), reason: named(reason))
        case .unknownFormat(let path, let line): .unknownFormat(path: named(path), firstLine: line)
        case .noTextColumn(let path, let columns): .noTextColumn(path: named(path), columns: columns)
        case .noSuchField(let path, let name, let fields): .noSuchField(path: named(path), name: name, fields: fields)
        case .unwritable(let path, let reason): .unwritable(path: named(path), reason: named(reason))
        case .busy(let path): .busy(path: named(path))
        }
    }
}
