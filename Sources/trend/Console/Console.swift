// For `stdout`, which C does not protect.
@preconcurrency import Foundation
import Archive
import ArgumentParser
import Corpus
import Jobs
import TrendNumerics
import Reports
import Text

/// What a command says: results on standard output, everything else on standard error.
struct Console {
    let quiet: Bool
    /// How far the job of this process is.
    static let meter = WorkMeter()

    /// Says something that must be known, on standard error.
    ///
    /// On one line and without what a terminal obeys: it may quote a file.
    func warn(_ message: String) { Console.write("trend: " + oneLine(message) + "\n") }

    /// Says something on standard error unless the user asked for quiet.
    func note(_ message: String) { if !quiet { warn(message) } }

    /// Says what was done, on standard output, unless the user asked for quiet.
    func say(_ message: String) { if !quiet { print(printable(message)) } }

    /// Prints a result, which may quote a file, without what a terminal obeys.
    func show(_ text: String) { print(printable(text), terminator: "") }

    /// A standard error that is full or closed must not end the work.
    static func write(_ text: String) {
        try? Array(text.utf8).withUnsafeBytes { try writeAll($0, to: STDERR_FILENO, name: "standard error") }
    }

    /// Standard output as the place where a job writes. What goes to a terminal is without what that obeys.
    static var output: JobOutput {
        let name = "standard output"
        guard isatty(STDOUT_FILENO) == 1 else { return .descriptor(STDOUT_FILENO, name: name) }
        return .stream { bytes in
            let text = printable(String(decoding: bytes, as: UTF8.self))
            try Array(text.utf8).withUnsafeBytes { try writeAll($0, to: STDOUT_FILENO, name: name) }
        }
    }

    /// - Throws: `InvalidOption` where standard output is a terminal, which a workbook would garble.
    static func refuseTerminal() throws {
        if isatty(STDOUT_FILENO) == 1 {
            throw InvalidOption("output", "", "name a file for the workbook, such as --output result.xlsx")
        }
    }

    /// Writes a result to the file that was asked for, or to standard output.
    ///
    /// - Parameter csv: whether CSV is for programs, without a byte-order mark.
    func give(_ result: some TabularResult, to path: String?, as form: ResultForm, csv: Bool = false) throws {
        try printing {
            let losses = try result.write(
                as: form, to: path.map(JobOutput.file) ?? Console.output, forSpreadsheets: path != nil || !csv)
            for line in losses.lines { warn(line) }
            if let path { say("wrote \(path)") }
        }
    }

    /// Runs a job, with its progress on a terminal, and turns what it throws into a message and an exit code.
    func run<Result>(_ job: (ProgressHandler) throws -> Result) throws -> Result {
        let line = ProgressLine(quiet: quiet, meter: Console.meter)
        defer { line.clear() }
        do {
            Archive.hearUpgrades { line.show(.upgrading(share: $0)) }
            return try job(line.show)
        } catch {
            line.clear()
            throw Failure.exit(for: error, console: self)
        }
    }

    /// Prints results and makes sure that none of them was lost: `print` never says.
    func printing(_ body: () throws -> Void) throws {
        do {
            try body()
            try Console.flush()
        } catch {
            throw Failure.exit(for: error, console: self)
        }
    }

    static func flush() throws {
        let failed = fflush(stdout) != 0
        guard !failed, ferror(stdout) == 0 else {
            throw CorpusError.unwritable(
                path: "standard output", reason: failed ? String(cString: strerror(errno)) : "writing failed")
        }
    }
}

/// The process around a command.
extension Console {
    /// Makes standard streams that are closed, or that nobody reads any more, fail like any other that cannot be written.
    ///
    /// In place of a closed stream the next file that is opened would get what is printed.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
            // The wrong way around, so that whoever uses it is told.
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// Ends the program with what an error says: help on standard output, everything else on standard error.
    static func exit(with error: any Error) -> Never {
        let code = Trend.exitCode(for: error)
        let message = Trend.fullMessage(for: error)
        if message.isEmpty { Foundation.exit(code.rawValue) }
        guard code.isSuccess else {
            write(printable(message) + "\n")
            Foundation.exit(code.rawValue)
        }
        print(message)
        do { try flush() } catch {
            Console(quiet: false).warn("\(error)")
            Foundation.exit(Failure.ioError.rawValue)
        }
        Foundation.exit(code.rawValue)
    }
}
