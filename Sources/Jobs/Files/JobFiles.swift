import Archive
import Corpus
import Foundation
import Models

/// The files that a run reads and writes. Every job checks them before it touches any.
///
/// An output must be no input and no other output, however their paths are written, and must not replace a file of
/// another kind than the job writes.
struct JobFiles {
    private struct Input {
        let option: String
        let path: String
        /// The output that may be the same file, since it is read whole before it is replaced.
        let replacement: String?
    }

    private struct Output {
        let option: String
        let path: String
        let kind: OutputKind
        /// What an earlier run may have left there; nil where the kind says enough.
        var own: OwnOutput?
    }

    private var inputs: [Input] = []
    private var outputs: [Output] = []
    private var folder: String?

    init() {}

    /// The files of a source, the list of rejects among the outputs.
    init(_ source: ArticleSource) {
        for path in source.paths { read("corpus", path) }
        read("aliases", source.aliasesPath)
        write("rejects", source.rejectsPath, .list)
    }

    /// - Parameter replacement: the output that may be the same file.
    mutating func read(_ option: String, _ path: String?, replacedBy replacement: String? = nil) {
        if let path { inputs.append(Input(option: option, path: path, replacement: replacement)) }
    }

    /// - Parameter kind: `.any` for a file that is changed in place and checked by whoever opens it.
    mutating func write(_ option: String, _ path: String?, _ kind: OutputKind) {
        if let path { outputs.append(Output(option: option, path: path, kind: kind)) }
    }

    mutating func write(_ output: JobOutput, _ kind: OutputKind, _ own: OwnOutput) {
        guard case .file(let path) = output else { return }
        outputs.append(Output(option: "output", path: path, kind: kind, own: own))
    }

    mutating func write(_ result: ResultFile?, _ own: OwnOutput) {
        guard let result else { return }
        outputs.append(Output(option: "output", path: result.path, kind: result.form.kind, own: own))
    }

    /// A folder that may hold no input and no other output.
    mutating func write(folder path: String?) { folder = path }

    /// - Throws: `InvalidOption` where an output would destroy something; `CorpusError` where an existing output cannot
    ///   be read.
    func check() throws {
        // Whatever the job, its result may go there.
        let stream = FilePlace(descriptor: STDOUT_FILENO)
        guard !outputs.isEmpty || stream != nil || folder != nil else { return }
        let read = places()
        var written: [FilePlace: Output] = [:]
        for output in outputs {
            try JobFiles.checkName(output)
            guard let place = FilePlace(path: output.path) else { continue }
            let content = try FileContent(of: output.path)
            // Whoever opens an archive refuses anything else, and says what it is.
            if output.option == "archive", content != .nothing, content != .database { continue }
            if let input = read[place], input.replacement != output.option {
                throw InvalidOption(
                    output.option, output.path, "it is the same file as \(JobFiles.shown(input)); name another file")
            }
            if let other = written.updateValue(output, forKey: place) {
                throw InvalidOption(
                    output.option, output.path,
                    "it is the same file as \(InvalidOption.shown(other.option)); name two files")
            }
            guard output.kind.mayReplace(content) else {
                throw InvalidOption(
                    output.option, output.path,
                    output.kind == .aliases
                        ? "the file exists, and may have been edited since; remove it or name another file"
                        : "the file exists and holds \(content.name), not \(output.kind.name); remove it or name another file"
                )
            }
            if output.kind == .model, ModelFile.holdsTopics(path: output.path) {
                throw InvalidOption(
                    output.option, output.path,
                    "the file exists and holds topics, not a model of labels; remove it or name another file")
            }
            guard content != .nothing, let own = output.own else { continue }
            switch try own.owner(of: output.path, as: output.kind) {
            case .us: break
            case .both:
                throw InvalidOption(
                    output.option, output.path,
                    "the file was changed since trend wrote it; name another file, or delete it")
            case .somebodyElse:
                throw InvalidOption(
                    output.option, output.path,
                    "the file exists, and this command did not write it so; remove it or name another file")
            }
        }
        if let stream,
            let other = read[stream].map(JobFiles.shown) ?? written[stream].map({ InvalidOption.shown($0.option) })
        {
            throw InvalidOption("output", "standard output", "it is the same file as \(other); name another file")
        }
        try checkFolder()
    }

    /// Nothing is packed, whatever a name says.
    private static func checkName(_ output: Output) throws {
        guard output.kind != .any, let ending = packedEndings.first(where: output.path.lowercased().hasSuffix) else {
            return
        }
        throw InvalidOption(
            output.option, output.path,
            "files are not packed when they are written; leave \(ending) away, and pack the file afterwards")
    }

    private static let packedEndings = [".gz", ".zip", ".bz2", ".xz", ".zst", ".7z", ".rar"]

    /// Every file that is read, with what belongs to an archive.
    private func places() -> [FilePlace: Input] {
        var places: [FilePlace: Input] = [:]
        func add(_ place: FilePlace?, _ input: Input) {
            guard let place, places[place]?.replacement != nil || places[place] == nil else { return }
            places[place] = input
        }
        for input in inputs {
            if input.path == "-" {
                add(FilePlace(descriptor: STDIN_FILENO), input)
                continue
            }
            // What cannot be listed is told by whoever reads it.
            for path in (try? CorpusReader.files(at: input.path)) ?? [input.path] {
                add(FilePlace(path: path), Input(option: input.option, path: path, replacement: input.replacement))
            }
            if Archive.isDatabase(input.path) { addCompanions(of: input.path) }
        }
        for output in outputs where output.option == "archive" { addCompanions(of: output.path) }
        func addCompanions(of archive: String) {
            // Of the file itself: a link beside another one has none.
            let target = URL(fileURLWithPath: archive).resolvingSymlinksInPath().path
            for ending in ["-wal", "-shm", "-journal"] {
                add(
                    FilePlace(path: target + ending),
                    Input(option: "archive", path: archive, replacement: nil))
            }
        }
        return places
    }

    private static func shown(_ input: Input) -> String {
        let name = PathName.shown(input.path)
        if name != input.path { return name }
        return ["corpus", "terms"].contains(input.option)
            ? "the input \(input.path)" : InvalidOption.shown(input.option)
    }

    private func checkFolder() throws {
        guard let folder, let own = JobFiles.real(folder) else { return }
        func isInside(_ path: String) -> Bool {
            guard let path = JobFiles.real(path) ?? JobFiles.real(FilePlace.folder(of: path)) else { return false }
            return path == own || path.hasPrefix(own == "/" ? "/" : own + "/")
        }
        for input in inputs where input.path != "-" && isInside(input.path) {
            throw InvalidOption(
                "output", folder, "\(JobFiles.shown(input)) lies in this folder; name a folder for the report alone")
        }
        for output in outputs where isInside(output.path) {
            throw InvalidOption(
                output.option, output.path, "it lies in the folder of the report; name a file outside of it")
        }
    }

    private static func real(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}

/// What a job writes to a file.
enum OutputKind {
    case jsonLines, records, table, workbook, model, aliases, list, corrections, text
    /// A file that is changed in place, and that whoever opens it checks.
    case any

    /// Whether a file with this content may give way: one of the same kind. A person goes on with a table of label names,
    /// so an earlier one stays.
    func mayReplace(_ content: FileContent) -> Bool {
        switch (self, content) {
        case (.any, _), (_, .nothing): true
        case (.model, .model), (.workbook, .workbook), (.list, .rejects): true
        case (.model, _), (.workbook, _), (.list, _), (.aliases, _): false
        case (.jsonLines, .json), (.corrections, .json), (.corrections, .corrections), (.records, .records): true
        // Tables of figures are text, as those of articles are not.
        case (.table, .table), (.table, .text), (.text, .text): true
        default: false
        }
    }

    var name: String {
        switch self {
        case .jsonLines: "JSON lines"
        case .records: "records"
        case .table: "a table"
        case .workbook: "a workbook"
        case .model: "a model"
        case .aliases: "a table of label names"
        case .list: "a list of rejects"
        case .corrections: "corrections"
        case .text, .any: "text"
        }
    }
}
