import Foundation

@testable import Corpus

/// A folder of its own for a test, removed with everything in it when the test lets go of it.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("trend-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, with the folders on the way to it, and gives its path.
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        let url = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
        return url.path
    }

    func write(_ text: String, to name: String) throws -> String { try write(Array(text.utf8), to: name) }

    var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }
}

/// What reading one file of these bytes gives.
func read(
    _ bytes: [UInt8], as name: String, _ options: ReadingOptions = ReadingOptions()
) throws -> (articles: [Article], rejects: [Reject]) {
    let folder = try TemporaryFolder()
    return try CorpusReader.read(paths: [folder.write(bytes, to: name)], options: options)
}

func read(
    _ text: String, as name: String, _ options: ReadingOptions = ReadingOptions()
) throws -> (articles: [Article], rejects: [Reject]) {
    try read(Array(text.utf8), as: name, options)
}
