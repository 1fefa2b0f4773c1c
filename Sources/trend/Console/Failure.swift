import ArgumentParser
import Corpus
import Features
import Jobs
import Models
import TrendNumerics
import Reports

/// Errors as messages and exit codes of sysexits.h.
enum Failure {
    /// Not an error: a watched term burst, appeared or fell.
    static let alert = ExitCode(10)
    static let dataError = ExitCode(ExitStatus.dataError)
    static let noInput = ExitCode(ExitStatus.noInput)
    static let ioError = ExitCode(ExitStatus.ioError)

    /// Says what is wrong and returns what to throw for the exit code.
    static func exit(for error: any Error, console: Console) -> any Error {
        switch error {
        case let error as CorpusError:
            console.warn(error.description + hint(for: error))
        case let error as JobError:
            if case .tooManyRejects(let reading, _, _) = error { console.tellRejects(reading) }
            console.warn(error.description + hint(for: error))
        case let error as ModelError: console.warn(error.description + hint(for: error))
        case let error as NumericsError: console.warn(error.description)
        case let error as InvalidOption:
            console.warn(text(of: error))
            return ExitCode.validationFailure
        case let error as FeatureError: console.warn(error.description)
        case let error as ReportError: console.warn(error.description)
        case is EncodingError, is DecodingError: console.warn("a value of the model or archive is not one: \(error)")
        default: return error
        }
        return ExitCode(ExitStatus.of(error))
    }

    /// An option as the command line calls it, its value, and what is wrong with it.
    static func text(of error: InvalidOption) -> String {
        let isArgument = error.value.isEmpty && ["corpus", "terms"].contains(error.name)
        let name = isArgument ? "" : InvalidOption.shown(error.name)
        let value = isArgument ? "" : error.value.isEmpty ? ": " : " is \(error.value); "
        let rule = isArgument ? error.rule.prefix(1).uppercased() + error.rule.dropFirst() : error.rule
        return name + value + rule
    }

    /// Which option helps, for errors of libraries that know no options.
    private static func hint(for error: JobError) -> String {
        if case .tooManyRejects = error { return "; --max-rejects sets the limit" }
        return ""
    }

    private static func hint(for error: ModelError) -> String {
        switch error {
        case .noLabels(_, let fields) where !fields.isEmpty:
            "; --label FIELD names the field with the labels, among \(fields.joined(separator: ", "))"
        case .noLabels, .tooManyLabels: "; --label FIELD names the field with the labels"
        case .allLabelsRare: "; --min-label-count sets a lower minimum"
        case .tooFewToChooseC: "; give a single value with --C"
        case .tooLittleMemory, .tooLittleMemoryForTopics: "; give --memory \(error.neededMegabytes ?? 0)M or more"
        default: ""
        }
    }

    private static func hint(for error: CorpusError) -> String {
        switch error {
        case .unknownFormat: "; --format names the format"
        case .noTextColumn: "; --text FIELD or --title FIELD names the column"
        default: ""
        }
    }
}

/// Makes a job while options are checked, so that invalid ones end with the usage and exit code 64.
func checked<Value>(_ make: () throws -> Value) throws -> Value {
    do { return try make() } catch let error as InvalidOption { throw ValidationError(Failure.text(of: error) + ".") }
}
