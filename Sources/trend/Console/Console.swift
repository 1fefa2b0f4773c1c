// For `stdout`, which C does not protect.
@preconcurrency import Foundation
import Corpus
import Jobs
import Text

/// What a command says: results on standard output, everything else on standard error.
struct Console {
    let quiet: Bool

    /// Says something that must be known, on standard error.
    ///
    /// On one line and without what a terminal obeys: it may quote a file.
    func warn(_ message: String) { Console.write("trend: " + oneLine(message) + "\n") }

    /// Says something on standard error unless the user asked for quiet.
    func note(_ message: String) { if !quiet { warn(message) } }

    /// Says what was done, on standard output, unless the user asked for quiet.
    func say(_ message: String) { if !quiet { print(message) } }

    /// Prints a value as one line of JSON with sorted keys, so that the same value is the same line.
    func json(_ value: some Encodable) throws {
        print(try CanonicalJSON.string(value))
    }

    /// A standard error that is full or closed must not end the work.
    static func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

    /// Runs a job, with its progress on a terminal, and turns what it throws into a message and an exit code.
    func run<Result>(_ job: (ProgressHandler) throws -> Result) throws -> Result {
        let line = ProgressLine(quiet: quiet)
        defer { line.clear() }
        do {
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
}
