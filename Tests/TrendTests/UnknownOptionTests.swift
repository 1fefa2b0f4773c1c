import Testing

@Suite struct UnknownOptionTests {
    private let program = try! Program()

    @Test(arguments: [
        "train --modle m a.txt", "train a.txt --single", "tag --modl m", "find --archve a.db 词",
        "import --foo --archive a.db", "report --archive a.db --new b.txt --foo", "review --list --cuont=3",
        "export --form csv --archive a.db --as csv", "check --salvge b.db a.db",
    ]) func aMisspelledOptionIsCalledUnknown(_ line: String) throws {
        let result = try program.run(line.split(separator: " ").map(String.init))
        #expect(result.status == 64 && result.errors.contains("Unknown option '--"), "\(result.errors)")
    }

    /// What is no option, and what is missing, is told as before.
    @Test(arguments: ["train a.txt", "find --archive a.db", "watch -- --foo", "nothing --foo"])
    func otherErrorsStay(_ line: String) throws {
        let result = try program.run(line.split(separator: " ").map(String.init))
        #expect(result.status >= 64 && !result.errors.contains("trend help"), "\(result.errors)")
    }
}
