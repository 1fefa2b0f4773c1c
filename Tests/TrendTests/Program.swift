import Foundation

/// The built program, run as a user runs it, in a folder of its own.
final class Program: Sendable {
    let folder: String

    struct Result {
        var status: Int32
        var output: String
        var errors: String
    }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("trend-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { folder + "/" + name }

    func write(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
        return path(name)
    }

    func read(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    func run(_ arguments: String..., input: String = "") throws -> Result { try run(arguments, input: input) }

    func run(_ arguments: [String], input: String = "") throws -> Result {
        try run(Program.executable, arguments, input: input)
    }

    /// A script of the shell, in which `trend` is the program.
    func shell(_ script: String) throws -> Result {
        let trend = "trend() { '\(Program.executable.path)' \"$@\"; }\n"
        return try run(URL(fileURLWithPath: "/bin/sh"), ["-c", trend + script], input: "")
    }

    /// Puts the program into the folder, for a user who cannot reach it where it was built.
    func copyProgram() throws {
        try FileManager.default.copyItem(atPath: Program.executable.path, toPath: path("trend"))
    }

    private func run(_ program: URL, _ arguments: [String], input: String) throws -> Result {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        // Files in place of pipes, so that no side waits for the other.
        // Each run has its own, since tests of one program may run at once.
        let run = UUID().uuidString
        let files = try ["stdin", "stdout", "stderr"].map { name -> URL in
            let url = URL(fileURLWithPath: path("." + name + run))
            try Data(name == "stdin" ? Array(input.utf8) : []).write(to: url)
            return url
        }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
    }

    /// Beside the test bundle.
    private static let executable: URL = {
        let bundle =
            Bundle.allBundles.map(\.bundleURL) + [
                URL(fileURLWithPath: CommandLine.arguments[0]), Bundle.main.bundleURL,
            ]
        let candidates = bundle.flatMap { url in
            [url.deletingLastPathComponent().appendingPathComponent("trend"), url.appendingPathComponent("trend")]
        }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) && !$0.hasDirectoryPath }!
    }()

    static let datasets = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("datasets").path
}

/// Sixty short texts of three labels, as JSON lines with fields of other names.
let titles: String = {
    let themes = [("体育", "球队比赛进球夺冠教练"), ("财经", "股票基金上涨银行利率"), ("教育", "高考学校招生老师考试")]
    return (0..<60).map { index in
        let (label, words) = themes[index % 3]
        let shifted = String(words.dropFirst(index % 4)) + String(words.prefix(2 + index % 4))
        return
            "{\"body\": \"\(shifted)第\(index)\", \"class\": \"\(label)\", \"day\": \"2024-0\(1 + index % 3)-15\", \"n\": \(index).50}"
    }.joined(separator: "\n") + "\n"
}()
