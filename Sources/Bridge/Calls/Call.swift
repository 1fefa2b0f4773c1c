import CBridge
import Corpus
import Foundation
import Jobs
import Models

/// What went wrong in a call from C, as the caller raises it.
enum CallFailure: Error {
    /// The caller's progress handler cancelled the call.
    case cancelled
}

/// Runs the body of a call from C.
///
/// - Parameter failure: where the words of an error go: JSON with `kind` and `message`.
/// - Returns: 0, or 1 where the body threw.
func call(_ failure: UnsafeMutablePointer<trend_bytes>, _ body: () throws -> Void) -> Int32 {
    do {
        try body()
        return 0
    } catch {
        failure.pointee = trend_bytes(CallError(error).json)
        return 1
    }
}

/// An error in the words of the command, and of which kind it is.
private struct CallError: Encodable {
    /// `option` where an option cannot be used, `file` where a file cannot be, `missing` where there is none, `rejects`
    /// where too many records are unreadable, `cancelled`, or `job`.
    let kind: String
    let message: String

    init(_ error: any Error) {
        switch error {
        case let error as InvalidOption: (kind, message) = ("option", PythonWords.said(error))
        case let error as DecodingError: (kind, message) = ("option", PythonWords.said(error))
        case let error as CorpusError:
            if case .notFound = error { kind = "missing" } else { kind = "file" }
            message = PythonWords.said(error)
        case let error as JobError:
            if case .tooManyRejects = error { kind = "rejects" } else { kind = "job" }
            message = PythonWords.said(error)
        case let error as ModelError: (kind, message) = ("job", PythonWords.said(error))
        case CallFailure.cancelled: (kind, message) = ("cancelled", "cancelled")
        default: (kind, message) = ("job", PythonWords.said("\(error)"))
        }
    }

    var json: [UInt8] { (try? CanonicalJSON.string(self)).map { Array($0.utf8) } ?? Array(message.utf8) }
}

/// A value from JSON that a caller passes, with names in snake_case.
///
/// - Throws: `DecodingError`, which the caller reads in the words of Python.
func decoded<Value: Decodable>(_ json: UnsafeRawPointer, _ count: Int64) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Value.self, from: Data(bytes: json, count: Int(count)))
}

extension trend_bytes {
    /// A copy that the caller frees.
    init(_ bytes: some Collection<UInt8>) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 16)
        copy.copyBytes(from: bytes)
        self.init(bytes: copy.baseAddress, count: Int64(bytes.count))
    }
}

/// Frees what a call gave.
@c(trend_free)
public func free(bytes: UnsafeMutableRawPointer?) { bytes?.deallocate() }

/// Lets go of what a call opened.
@c(trend_close)
public func close(handle: UnsafeMutableRawPointer?) {
    if let handle { Unmanaged<AnyObject>.fromOpaque(handle).release() }
}
