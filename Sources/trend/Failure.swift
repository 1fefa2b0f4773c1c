import ArgumentParser
import Corpus
import Features
// For `stdout`, which C does not protect.
@preconcurrency import Foundation
import Models
import Numerics
import Reports

/// Exit codes of sysexits.h.
enum SystemExit {
    static let dataError = ExitCode(65)
    static let noInput = ExitCode(66)
    static let ioError = ExitCode(74)
    static let tryAgain = ExitCode(75)
}

func complain(_ message: String) {
    FileHandle.standardError.write(Data(("trend: " + message + "\n").utf8))
}

/// Runs a command and turns what it throws into one line on standard error and an exit code.
func reportingFailures(_ body: () throws -> Void) throws {
    do {
        try body()
        // `print` never says that what it printed was lost.
        guard fflush(stdout) == 0, ferror(stdout) == 0 else {
            throw CorpusError.unwritable(path: "standard output", reason: String(cString: strerror(errno)))
        }
    } catch let error as CorpusError {
        complain(error.description)
        switch error {
        case .notFound: throw SystemExit.noInput
        case .unreadable, .unwritable: throw SystemExit.ioError
        case .wrongFormat: throw SystemExit.dataError
        case .busy: throw SystemExit.tryAgain
        }
    } catch let error as ModelError {
        complain(error.description)
        throw SystemExit.dataError
    } catch let error as NumericsError {
        complain(error.description)
        if case .unwritable = error { throw SystemExit.ioError }
        throw SystemExit.dataError
    } catch let error as FeatureError {
        complain(error.description)
        throw SystemExit.dataError
    } catch let error as ReportError {
        complain(error.description)
        throw SystemExit.dataError
    }
}

/// Says which lines of a corrections file are none.
func complain(about corrections: Corrections, in path: String) {
    guard !corrections.rejects.isEmpty else { return }
    for reject in corrections.rejects.prefix(3) { complain(reject.description) }
    complain("\(corrections.rejects.count) lines of \(path) are no corrections and were passed over")
}

/// A model's errors say what is wrong; this says with which file.
func reading<Value>(model path: String, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as ModelError {
        throw CorpusError.wrongFormat(path: path, reason: error.description)
    }
}
