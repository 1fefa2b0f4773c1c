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

    @Test func datesThatAreNoneAreCountedWithAnExample() throws {
        let program = try Program()
        let corpus = try program.write(
            "a.jsonl",
            """
            {"text":"芯片 2008年4月21日","date":"昨天 08:30"}
            {"text":"芯片 2008年4月21日","date":"即将公布"}
            {"text":"芯片","date":"2199-12-31"}
            {"text":"芯片","date":"2024-05-01"}
            {"text":"芯片 2024年5月2日","date":"无"}
            """)
        let result = try program.run("watch", corpus, "芯片", "--csv", "--rejects", "list.txt")
        #expect(result.output.contains("2024-05,芯片,2,") && result.output.split(separator: "\r\n").count == 2)
        #expect(
            result.errors.contains(
                "2 date fields are not dates, such as \"昨天 08:30\"; these articles have no date\n")
                && result.errors.contains(
                    "1 date field is after today or before 1990: \"2199-12-31\"; this article has no date\n"),
            "\(result.errors)")
        let list = try program.read("list.txt")
        #expect(
            list.contains(
                "\(corpus):3: kept without a date, since its day is after today or before 1990: \"2199-12-31\"\n"))
        let imported = try program.run("import", corpus, "--archive", "a.db")
        #expect(
            imported.errors.contains("\"昨天 08:30\"") && imported.output.contains("of these, 3: no date, so in no month")
        )
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
