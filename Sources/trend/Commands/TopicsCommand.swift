import ArgumentParser
import Jobs
import Timeline

extension TopicsJob.Count: ExpressibleByArgument {
    public init?(argument: String) {
        if argument == "auto" {
            self = .auto
        } else if let number = Int(argument) {
            self = .number(number)
        } else {
            return nil
        }
    }

    public var defaultValueDescription: String {
        switch self {
        case .number(let number): "\(number)"
        case .auto: "auto"
        }
    }
}

struct TopicsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topics", abstract: "Finds the topics of a corpus and follows their share over time.",
        discussion: """
            The share of a topic is how much of the articles is about it, with a 95% confidence interval. Changes \
            are in percentage points from the period before. A period marked "partial" is not compared. A story counts \
            once in each period, by its first article.

            With --model the topics are kept in a file. If the file exists, the articles are sorted into its \
            topics, which keep their names, and what matches none of them is shown as new. A table beside the file \
            (topics.csv for topics.trend; columns topic, name, merge into, hide) is for you to edit: it renames, merges \
            and hides topics here and in 'trend report --topics-model'.

            With --windows topics are found in each month or quarter separately and then joined into topics of the \
            whole span, which may be born, end, split and merge.

            Examples:
              trend topics datasets/*.txt --count 12
              trend topics news.jsonl.gz --count 20 --model topics.trend --output topics.xlsx
              trend topics news.jsonl.gz --from 2024-01 --to 2024-06 --by week
              trend topics july.jsonl.gz --model topics.trend
              trend topics news.jsonl.gz --count 20 --windows quarter
              trend topics dump.jsonl.gz --count 50 --memory 1G   (a corpus larger than memory)
            """)

    @Argument(help: "Articles.") var corpus: [String]
    @Option(
        help: ArgumentHelp(
            "Number of topics. 'auto' picks the largest stable number between 5 and 50, in about five times the time.",
            valueName: "number|auto"))
    var count = TopicsJob.Count.number(20)
    @Option(help: ArgumentHelp("Keep the topics in this file.", valueName: "file")) var model: String?
    @OptionGroup var names: TopicArguments
    @Option(
        help: ArgumentHelp(
            "Find the topics within this much memory, reading the corpus three times; phrases come from a sample. "
                + "Default for archives of more than 32 MB: 400M.",
            valueName: "size"))
    var memory: MemorySize?
    @Option(help: "Shares by day, week (from Monday), month or quarter (default: month).") var by: PeriodLength?
    @Option(help: "Find topics in each day, week, month or quarter separately.") var windows: PeriodLength?
    @OptionGroup var days: DaysArguments
    @OptionGroup var coverage: CoverageArguments
    @Flag(help: "Print period, topic, share and interval as CSV, for programs.") var csv = false
    @Flag(help: "Print one JSON object per topic.") var json = false
    @OptionGroup(title: "Result") var result: ResultArguments
    @OptionGroup(title: "Reading") var reading: ReadingArguments
    @OptionGroup(title: "Computing") var computing: ComputingArguments

    private func job() throws -> TopicsJob {
        let way: TopicsJob.Way
        if let windows {
            guard case .number(let number) = count else {
                throw ValidationError("--count auto chooses for the whole span; give --windows a number.")
            }
            guard memory == nil else {
                throw ValidationError("--windows finds topics in memory, so --memory does not apply.")
            }
            guard model == nil else {
                throw ValidationError("--windows finds all topics anew and --model keeps them: use one of the two.")
            }
            guard by == nil || by == windows, coverage.dataStart == nil, coverage.dataEnd == nil else {
                throw ValidationError(
                    "--windows gives a topic's share in each window: leave out --by, --data-start and --data-end.")
            }
            way = .windows(windows, number)
        } else if let memory {
            way = .streaming(count, memory: memory.bytes, keptIn: model)
        } else {
            way = .whole(count, keptIn: model)
        }
        return try TopicsJob(
            days.limit(reading.source(corpus)), way: way, by: by ?? .month, dataStart: coverage.dataStart,
            dataEnd: coverage.dataEnd, table: names.topicsTable, ignore: names.ignore,
            output: result.file(csv: csv, json: json), compute: computing.compute)
    }

    func validate() throws { _ = try checked(job) }

    func run() throws {
        let console = reading.console
        let topics = try console.run(job().run)
        console.tell(topics.reading, dates: true)
        for note in topics.notes { console.note(note) }
        if let kept = topics.keptTopics, let model {
            console.note("sorted the articles into the \(kept) topics kept in \(model)")
        }
        try console.give(topics, to: result.output, as: result.form(csv: csv, json: json), csv: csv)
        console.tell(undated: topics.undated, by: (windows ?? by ?? .month).rawValue)
    }
}
