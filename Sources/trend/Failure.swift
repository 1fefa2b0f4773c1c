import ArgumentParser
import Corpus
import Features
import Foundation
import Models
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
    } catch let error as FeatureError {
        complain(error.description)
        throw SystemExit.dataError
    } catch let error as ReportError {
        complain(error.description)
        throw SystemExit.dataError
    }
}

/// A model's errors say what is wrong; this says with which file.
func reading<Value>(model path: String, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as ModelError {
        throw CorpusError.wrongFormat(path: path, reason: error.description)
    }
}
