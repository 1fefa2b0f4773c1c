import ArgumentParser
import Jobs
import Timeline

struct EmergingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "emerging",
        abstract: "Finds phrases that are new or surging in a month or week, without a word list.",
        discussion: """
            Phrases are found in the month's own articles. Their stories in the month (reposts count once) are \
            compared with those of all months before: z is the log-odds in standard deviations (Monroe, Colaresi and \
            Quinn 2008), the false discovery rate is 5%, and each phrase is at least 8 times likelier than before. \
            Phrases of the same stories are one entry. Phrases that no earlier article has and known ones that surge \
            are two lists. What rose at this time of every earlier year is marked "seasonal" and listed last.

            Examples:
              trend emerging datasets/*.txt --month 2023-07
              trend emerging articles.db --week 2024-W23
              trend emerging articles.db --last 7d
              trend emerging questions.jsonl.gz --month 2025-01 --count 50 --output emerging.xlsx
            """)

    @Argument(help: "Articles.") var corpus: [String]
    @OptionGroup(title: "Periods") var period: OnePeriodArguments
    @Option(help: "Maximum number of entries of each list.") var count = 20
    @OptionGroup var ignored: IgnoreArguments
    @Flag(help: "List what began to burst in the month instead, the strongest first; uses later months too.")
    var bursts = false
    @Flag(help: "Print the entries as CSV, for programs.") var csv = false
    @Flag(help: "Print one JSON object per entry, with its articles.") var json = false
    @OptionGroup(title: "Result") var result: ResultArguments
    @OptionGroup(title: "Reading") var reading: ReadingArguments
    @OptionGroup(title: "Computing") var computing: ComputingArguments

    private func job() throws -> EmergingJob {
        try EmergingJob(
            reading.source(corpus), span: period.span(), count: count, findsBursts: bursts, ignore: ignored.ignore,
            output: result.file(csv: csv, json: json), threads: computing.cores)
    }

    func validate() throws { _ = try checked(job) }

    func run() throws {
        let console = reading.console
        let found = try console.run(job().run)
        console.tell(found.reading, dates: true)
        for note in found.notes { console.note(note) }
        try console.give(found, to: result.output, as: result.form(csv: csv, json: json), csv: csv)
        console.tell(undated: found.undated, by: period.name)
    }
}
