import Corpus
import Jobs
import Models
import TrendNumerics

/// What libraries say, in the words of Python: they call options as the command line does, and Python has parameters.
enum PythonWords {
    /// `--min-label-count` as `min_label_count`, `--text FIELD` as `text=`, and `--no-single-label` as
    /// `single_label=False`.
    static func said(_ text: String) -> String {
        var said = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "--") {
            said += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            let name = rest.prefix { $0.isASCII && ($0.isLetter || $0 == "-") }
            // A dash of a sentence, or a rule.
            guard let first = name.first, first.isLetter, said.last.map({ !$0.isLetter && $0 != "-" }) ?? true else {
                said += "--"
                continue
            }
            said += parameter(String(name))
            rest = rest[name.endIndex...]
            let value = rest.dropFirst().prefix { $0.isASCII && $0.isUppercase }
            if rest.first == " ", value.count > 1, value.endIndex == rest.endIndex || !rest[value.endIndex].isLetter {
                said += "="
                rest = rest[value.endIndex...]
            }
        }
        return said + rest
    }

    /// Options of the command without a value, which are parameters with one.
    private static let flags: Set<String> = ["single-label", "multinomial"]

    /// An option, called as in Swift or as on the command line.
    static func parameter(_ option: String) -> String {
        if option.count == 1 { return option }
        if flags.contains(option) { return parameter(option.replacing("-", with: "_")) + "=True" }
        if option.hasPrefix("no-") {
            return parameter(String(option.dropFirst(3)).replacing("-", with: "_")) + "=False"
        }
        var name = ""
        for sign in option {
            if sign.isUppercase { name += "_" + sign.lowercased() } else { name.append(sign == "-" ? "_" : sign) }
        }
        return name == "from" || name == "import" ? name + "_" : name
    }

    static func said(_ error: InvalidOption) -> String {
        let name = parameter(error.name == "corpus" ? "articles" : error.name)
        return said(error.value.isEmpty ? "\(name): \(error.rule)" : "\(name) is \(error.value); \(error.rule)")
    }

    /// With the parameter that helps.
    static func said(_ error: ModelError) -> String {
        let hint =
            switch error {
            case .noLabels(_, let fields) where !fields.isEmpty:
                "; label= names the field with the labels, among \(fields.joined(separator: ", "))"
            case .noLabels, .tooManyLabels: "; label= names the field with the labels"
            case .allLabelsRare: "; min_label_count= sets a lower minimum"
            case .tooFewToChooseC: "; give a single value of C"
            case .tooLittleMemory, .tooLittleMemoryForTopics:
                "; give memory=\"\(error.neededMegabytes ?? 0)M\" or more"
            default: ""
            }
        return said(error.description) + hint
    }

    static func said(_ error: CorpusError) -> String {
        let hint =
            switch error {
            case .unknownFormat: "; format= names the format"
            case .noTextColumn: "; text= or title= names the column"
            default: ""
            }
        return said(error.description) + hint
    }

    static func said(_ error: JobError) -> String {
        guard case .tooManyRejects(let reading, _, _) = error else { return said(error.description) }
        return (reading.rejectLinesInPython + [said(error.description) + "; max_rejects= sets the limit"])
            .joined(separator: "\n")
    }

    /// What decoding a request says of it.
    static func said(_ error: DecodingError) -> String {
        func name(_ context: DecodingError.Context) -> String {
            parameter(context.codingPath.last { $0.intValue == nil }?.stringValue ?? "request")
        }
        return switch error {
        case .typeMismatch(let type, let context): "\(name(context)): it must be \(shown(type))"
        case .valueNotFound(let type, let context): "\(name(context)): it must be \(shown(type))"
        case .keyNotFound(let key, _): "\(parameter(key.stringValue)): it is missing"
        case .dataCorrupted(let context): "\(name(context)): \(context.debugDescription)"
        @unknown default: "\(error)"
        }
    }

    private static func shown(_ type: Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Bool.Type: "True or False"
        case is Int.Type, is UInt64.Type: "a whole number"
        case is Double.Type, is Float.Type: "a number"
        default: "a list"
        }
    }
}

extension ReadingSummary {
    /// Unreadable records: the first few, and how many there are.
    var rejectLinesInPython: [String] {
        guard rejected > 0 else { return [] }
        return examples + [
            "\(rejected) of \(records) record\(records == 1 ? "" : "s") could not be read; "
                + (list.map { "all are listed in \($0)" } ?? "rejects lists them all")
        ]
    }

    /// How the articles were read, and what was not.
    ///
    /// - Parameter dates: whether articles without a date are of no use to the job.
    func linesInPython(dates: Bool) -> (fields: [String], notes: [String]) {
        (
            fieldLines.map(PythonWords.said),
            (cleaningLines + dateLines + lackLines(dates: dates)).map(PythonWords.said) + rejectLinesInPython
        )
    }
}
