import Foundation
import Testing

/// Standard streams that are closed, full or no longer read.
@Suite struct StreamsTests {
    private static let program: Program = {
        let program = try! Program()
        _ = try! program.write("c.jsonl", titles + "broken\n")
        let fields = ["--text", "body", "--label", "class", "--date", "day"]
        _ = try! program.run(["train", "c.jsonl", "--model", "m.trend", "--max-rejects", "5"] + fields)
        _ = try! program.run(["import", "c.jsonl", "--archive", "s.db", "--max-rejects", "5"] + fields)
        return program
    }()

    private static let fields = " --text body --label class --date day --max-rejects 5"
    static let commands = [
        "watch c.jsonl --term 球队" + fields, "watch c.jsonl --term 球队 --as xlsx" + fields,
        "tag c.jsonl --model m.trend" + fields, "tag c.jsonl --model m.trend --as csv" + fields,
        "emerging c.jsonl" + fields, "labels c.jsonl" + fields, "find 球队 --archive s.db",
        "export --archive s.db",
        "import c.jsonl --archive s.db" + fields, "--help", "tag --help", "--version",
    ]

    @Test(arguments: commands, [">/dev/full", ">&-", "| true"])
    func lostOutputIsExitCode74(_ command: String, _ place: String) throws {
        // Of a pipe, the status of its first part, which must not finish before nobody reads any more.
        let status = ".status-" + UUID().uuidString
        let script =
            place == "| true"
            ? "{ sleep 0.2; trend \(command); echo $? > \(status); } | true; while [ ! -s \(status) ]; do sleep 0.1; done; exit $(cat \(status))"
            : "trend \(command) \(place)"
        let result = try Self.program.shell(script)
        #expect(result.status == 74, "\(command) \(place): \(result.status) \(result.errors)")
    }

    @Test(
        arguments: commands + ["watch", "tag none.jsonl --model m.trend", "--nonsense"], ["2>/dev/full", "2>&-", "<&-"])
    func aStandardErrorThatIsNoUseChangesNothingElse(_ command: String, _ place: String) throws {
        let usual = try Self.program.shell("trend \(command)")
        let result = try Self.program.shell("trend \(command) \(place)")
        #expect(result.status == usual.status, "\(command) \(place): \(result.status) \(result.errors)")
        #expect(result.output == usual.output, "\(command) \(place)")
    }

    @Test func whatIsPrintedNeverLandsInAFile() throws {
        let folder = Self.program
        _ = try folder.shell("trend tag c.jsonl --model m.trend --output whole.jsonl" + Self.fields)
        for place in [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"] {
            _ = try folder.shell("trend tag c.jsonl --model m.trend --output t.jsonl\(Self.fields) \(place)")
            #expect(try folder.read("t.jsonl") == folder.read("whole.jsonl"), "\(place)")
        }
    }

    /// Not under a sanitizer, whose own memory is beyond any limit.
    @Test(
        .enabled(
            if: !ProcessInfo.processInfo.environment.keys.contains { ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains($0) }))
    func threadsBeyondTheCoresAreNotStarted() throws {
        for threads in ["1000000", "9223372036854775807"] {
            let result = try Self.program.shell(
                "ulimit -v 8000000; trend watch c.jsonl --term 球队 --threads \(threads)" + Self.fields)
            #expect(result.status == 0, "\(result.errors)")
        }
    }

    @Test func foldsBeyondReasonAreRefused() throws {
        let result = try Self.program.shell("trend evaluate c.jsonl --folds 1000" + Self.fields)
        #expect(result.status == 64 && result.errors.contains("the maximum is 100"), "\(result.errors)")
    }
}
