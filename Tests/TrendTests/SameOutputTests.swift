import Foundation
import Testing

/// Same in, same out: the bytes do not depend on the number of threads, on the run, or on the order in which
/// files are named or imported.
@Suite struct SameOutputTests {
    private static let files = ["2023-05", "2023-06", "2023-07", "2023-08"].map { Program.datasets + "/\($0).txt" }

    /// How a command is run: files and threads.
    private static let ways = [(files, "1"), (files, "2"), (files, "2"), (Array(files.reversed()), "2")]

    /// What a command writes, each way.
    private func outputs(_ program: Program, _ words: [String], _ written: [String]) throws -> [[Data]] {
        try SameOutputTests.ways.map { files, threads in
            let result = try program.run([words[0]] + files + words.dropFirst() + ["--threads", threads])
            #expect(result.status == 0, "\(result.errors)")
            return try [Data(result.output.utf8)]
                + written.map { try Data(contentsOf: URL(fileURLWithPath: program.path($0))) }
        }
    }

    @Test func trainAndItsStreaming() throws {
        let program = try Program()
        for words in [["train", "--model", "m.trend"], ["train", "--model", "m.trend", "--memory", "300M"]] {
            let outputs = try outputs(program, words, ["m.trend"])
            #expect(outputs.allSatisfy { $0 == outputs[0] }, "\(words)")
        }
    }

    @Test func topics() throws {
        let program = try Program()
        let outputs = try SameOutputTests.ways.indices.map { way in
            let (files, threads) = SameOutputTests.ways[way]
            let result = try program.run(
                ["topics"] + files + ["--count", "6", "--json", "--model", "\(way).trend", "--threads", threads])
            #expect(result.status == 0, "\(result.errors)")
            return [Data(result.output.utf8), try Data(contentsOf: URL(fileURLWithPath: program.path("\(way).trend")))]
        }
        #expect(outputs.allSatisfy { $0 == outputs[0] })
    }

    @Test func archivesOfAnotherOrder() throws {
        let program = try Program()
        let forms = ["report.html", "report.md", "report.ipynb", "report.json", "tables/articles.csv"]
        let found = try [SameOutputTests.files, SameOutputTests.files.reversed()].enumerated().map { number, files in
            let archive = program.path("\(number).db")
            // One file at a time, since files named together are read in the order of their names.
            for file in files { #expect(try program.run(["import", file, "--archive", archive]).status == 0) }
            for words in [
                ["train", archive, "--model", "\(number).trend"],
                ["topics", archive, "--count", "6", "--model", "\(number).topics"],
                ["report", "--archive", archive, "--topics", "4", "--output", "\(number)"],
            ] {
                let result = try program.run(words)
                #expect(result.status == 0, "\(result.errors)")
            }
            let emerging = try program.run(["emerging", archive, "--month", "2023-07", "--json"])
            let evaluated = try program.run(["evaluate", archive, "--folds", "3"])
            return try [Data(emerging.output.utf8), Data(evaluated.output.utf8)]
                + (["\(number).trend", "\(number).topics"] + forms.map { "\(number)/" + $0 }).map {
                    try Data(contentsOf: URL(fileURLWithPath: program.path($0)))
                }
        }
        #expect(found[0].dropFirst(2).allSatisfy { !$0.isEmpty })
        for (one, other) in zip(found[0], found[1]) { #expect(one == other) }
    }

    @Test func reportAndTag() throws {
        let program = try Program()
        _ = try program.run(["train"] + SameOutputTests.files + ["--model", "m.trend"])
        let forms = ["report.html", "report.md", "report.ipynb", "report.json", "tables/articles.csv"].map { "r/" + $0 }
        let reports = try outputs(program, ["report", "--model", "m.trend", "--topics", "4", "--output", "r"], forms)
        #expect(reports.allSatisfy { $0 == reports[0] })
        // Tagged articles stand in the order of the files.
        let tagged = try outputs(program, ["tag", "--model", "m.trend"], []).map(\.[0])
        #expect(tagged[0] == tagged[1] && tagged[1] == tagged[2])
        let lines = tagged.map {
            $0.split(separator: UInt8(0x0A)).map { Data($0) }.sorted { $0.lexicographicallyPrecedes($1) }
        }
        #expect(lines[2] == lines[3])
    }
}
