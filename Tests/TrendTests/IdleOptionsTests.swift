import Foundation
import Testing

/// An option that would do nothing is refused, with its name.
@Suite struct IdleOptionsTests {
    private static let prepared: Program = {
        let program = try! Program()
        _ = try! program.write("c.jsonl", titles)
        let fields = ["--text", "body", "--label", "class", "--date", "day"]
        _ = try! program.run(["train", "c.jsonl", "--model", "m.trend", "--single-label"] + fields)
        _ = try! program.run(["import", "c.jsonl", "--archive", "a.db"] + fields)
        return program
    }()

    @Test(arguments: [
        ("evaluate c.jsonl --model m.trend --precision 0.9", "--precision"),
        ("evaluate c.jsonl --model m.trend --single-label", "--single-label"),
        ("evaluate c.jsonl --model m.trend --C 5", "--C"),
        ("evaluate c.jsonl --model m.trend --ngrams 1-3 --min-df 2", "--ngrams, --min-df"),
        ("evaluate c.jsonl --model m.trend --no-single-label --multinomial", "--single-label, --multinomial"),
        ("train c.jsonl --update m.trend --model n.trend --precision 0.9", "--precision"),
        ("train c.jsonl --update m.trend --model n.trend --ngrams 2", "--ngrams"),
        ("train c.jsonl --memory 1G --model n.trend --min-df 2", "--min-df"),
        ("labels c.jsonl --C 1,10", "--C"), ("labels c.jsonl --json --as csv", "--json"),
        ("tag --archive a.db --model m.trend --as csv", "--as"),
        ("tag --archive a.db --model m.trend --format jsonl", "--format"),
        ("tag --archive a.db --model m.trend --rejects r.txt", "--rejects"),
        ("topics c.jsonl --count 3 --windows month --by week", "--by"),
        ("topics c.jsonl --count 3 --windows month --data-end 2024-06-30", "--data-end"),
        ("topics c.jsonl --count 3 --csv --json", "--csv"),
        ("tag c.jsonl --model m.trend --output t.jsonl.gz", ".gz"),
        ("train c.jsonl --model n.trend --rejects r.gz", ".gz"),
    ]) func isRefusedByName(_ command: String, _ name: String) throws {
        let program = Self.prepared
        let result = try program.run(command.split(separator: " ").map(String.init))
        #expect(result.status == 64 && result.errors.contains(name), "\(command): \(result)")
        for file in ["n.trend", "t.jsonl.gz", "r.gz", "r.txt"] {
            #expect(!FileManager.default.fileExists(atPath: program.path(file)), "\(command)")
        }
    }

    @Test func aWeightWithoutCorrectionsIsTold() throws {
        let program = try Program()
        _ = try program.write("c.jsonl", titles)
        let words = ["train", "c.jsonl", "--text", "body", "--label", "class", "--model", "m.trend", "--single-label"]
        let result = try program.run(words + ["--correction-weight", "9"])
        #expect(result.status == 0 && result.errors.contains("--correction-weight changed nothing"), "\(result)")
        #expect(try !program.run(words).errors.contains("--correction-weight"))
    }
}
