import Foundation
import Testing

/// How the program ends where its input or the world around it is bad: the exit code, one line, nothing damaged.
@Suite struct HostileInputTests {
    @Test func datesThatDoNotExistAreListedAndTheirArticlesKept() throws {
        let program = try Program()
        let corpus = try program.write(
            "a.txt", "标题: 甲乙\n日期: 2024-02-30\n链接: https://example.com/2024/03/01/a\n\n标题: 丙丁\n日期: 2024-03-02\n")
        let result = try program.run("watch", corpus, "甲", "--rejects", "doubts.txt", "--max-rejects", "0")
        #expect(result.status == 0, "\(result.errors)")
        #expect(try program.read("doubts.txt") == "\(corpus):1: kept, but its date field is no date: \"2024-02-30\"\n")
    }

    @Test func aRecordOfSeveralLinesIsListedByItsFirstAndLast() throws {
        let program = try Program()
        let other = try program.write("b.csv", "title,text,date\n\"甲\n乙\"\n甲,乙,2024-03-02\n")
        let second = try program.run("watch", other, "甲", "--rejects", "list.txt", "--max-rejects", "1")
        #expect(
            try second.status == 0
                && program.read("list.txt").hasPrefix("\(other):2-3: 1 field, but the header has 3"),
            "\(second.errors)")
    }

    @Test func aPlaceThatCannotBeWrittenToIsNamedBeforeTheWork() throws {
        let program = try Program()
        for place in [program.folder, program.path("none/m.trend")] {
            let result = try program.run("train", Program.datasets, "--model", place)
            #expect(
                result.status == 74 && result.errors.hasPrefix("trend: \(place): cannot be written"), "\(result.errors)"
            )
            #expect(result.errors.split(separator: "\n").count == 1)
        }
    }
}
