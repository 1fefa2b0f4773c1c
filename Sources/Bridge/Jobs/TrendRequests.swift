import Corpus
import Jobs
import Reports

struct WatchRequest: JobRequest {
    let reading: ReadingOption
    let compute: ComputeOption
    let days: DaysOption
    let terms: [String]
    var list: String?
    var archive: String?
    var by: String?
    var dataStart: String?
    var dataEnd: String?
    var model: String?
    /// `last` or a period: tells what is new in place of all periods.
    var since: String?

    func run(_ job: RunningJob) throws -> JobOutcome {
        var source = try reading.source()
        source.days = try days.range()
        let length = try length(by ?? "month", "by")
        let (start, end) = (
            try dataStart.map { try day($0, "dataStart") }, try dataEnd.map { try day($0, "dataEnd") }
        )
        if let since {
            guard model == nil else {
                throw InvalidOption("model", "", "alerts are of the terms alone; use one of since= and model=")
            }
            let since = try choice(since, "since", AlertJob.Since.init, "last or 2024-06-01")
            let alerts = try AlertJob(
                source, archive: archive, terms: terms, list: list, since: since, by: length, dataStart: start,
                dataEnd: end, threads: compute.cores())
            let result = try alerts.run(progress: job.hear)
            var outcome = try JobOutcome(result)
            outcome.tell(result.reading, dates: true)
            outcome.note(result.warnings)
            outcome.tell(undated: result.undated, by: length.rawValue)
            try alerts.keep(result)
            return outcome
        }
        let result = try WatchJob(
            source, archive: archive, terms: terms, list: list, by: length, dataStart: start, dataEnd: end,
            model: model, threads: compute.cores()
        ).run(progress: job.hear)
        var outcome = try JobOutcome(result)
        outcome.tell(result.reading, dates: true)
        outcome.note(result.notes)
        outcome.tell(undated: result.undated, by: length.rawValue)
        return outcome
    }
}

struct TopicsRequest: JobRequest {
    let reading: ReadingOption
    let compute: ComputeOption
    let days: DaysOption
    /// Nil for `auto`.
    var count: Int?
    var model: String?
    var topicsTable: String?
    var ignore: String?
    var memory: String?
    var by: String?
    var windows: String?
    var dataStart: String?
    var dataEnd: String?

    func run(_ job: RunningJob) throws -> JobOutcome {
        var source = try reading.source()
        source.days = try days.range()
        let result = try TopicsJob(
            source, way: way(), by: length(by ?? "month", "by"), dataStart: dataStart.map { try day($0, "dataStart") },
            dataEnd: dataEnd.map { try day($0, "dataEnd") }, table: topicsTable, ignore: ignore,
            compute: compute.compute(job)
        ).run(progress: job.hear)
        var outcome = try JobOutcome(result)
        outcome.tables.append(
            .init(Report.NamedTable(name: "periods", table: TopicTables.periods(result.topics))))
        outcome.tell(result.reading, dates: true)
        outcome.note(result.notes)
        if let kept = result.keptTopics, let model {
            outcome.note(["sorted the articles into the \(kept) topics kept in \(model)"])
        }
        outcome.tell(undated: result.undated, by: windows ?? by ?? "month")
        return outcome
    }

    private func way() throws -> TopicsJob.Way {
        let number = count.map { TopicsJob.Count.number($0) } ?? .auto
        if let windows {
            guard let count else {
                throw InvalidOption("count", "auto", "it chooses for the whole span; give windows= a number")
            }
            if memory != nil { throw InvalidOption("memory", "", "windows= finds topics in memory; leave it out") }
            if model != nil {
                throw InvalidOption(
                    "model", "", "windows= finds all topics anew and model= keeps them; use one of the two")
            }
            return .windows(try length(windows, "windows"), count)
        }
        if let memory { return .streaming(number, memory: try Bridge.memory(memory), keptIn: model) }
        return .whole(number, keptIn: model)
    }
}

struct EmergingRequest: JobRequest {
    let reading: ReadingOption
    let compute: ComputeOption
    let span: SpanOption
    var count: Int?
    var ignore: String?
    var bursts: Bool?

    func run(_ job: RunningJob) throws -> JobOutcome {
        let result = try EmergingJob(
            reading.source(), span: span.span(), count: count ?? 20, findsBursts: bursts ?? false, ignore: ignore,
            threads: compute.cores()
        ).run(progress: job.hear)
        var outcome = try JobOutcome(result)
        outcome.tell(result.reading, dates: true)
        outcome.note(result.notes)
        outcome.tell(undated: result.undated, by: span.name)
        return outcome
    }
}

struct ReportRequest: JobRequest {
    let reading: ReadingOption
    let compute: ComputeOption
    let span: SpanOption
    var new: [String]?
    var model: String?
    var archive: String?
    var watch: [String]?
    var industry: [String]?
    var source: [String]?
    var term: [String]?
    var topics: Int?
    var topicsModel: String?
    var topicsTable: String?
    var ignore: String?
    var language: String?
    var folder: String?
    var pdf: Bool?
    var dataStart: String?
    var dataEnd: String?

    func run(_ job: RunningJob) throws -> JobOutcome {
        let read = try reading.source()
        let articles: ReportJob.Articles =
            archive.map { .archive($0, reading: read, model: model) }
            ?? .source(read, new: new ?? [], model: model)
        if archive != nil, new?.isEmpty == false {
            throw InvalidOption(
                "new", "", "a report on an archive is on what it holds: import the other articles into it")
        }
        if topics != nil, topicsModel != nil {
            throw InvalidOption("topics", "", "it looks for topics and topics_model has them; use one of the two")
        }
        if topicsTable != nil, topicsModel == nil {
            throw InvalidOption("topicsTable", "", "it is a table of kept topics; name these with topics_model=")
        }
        let result = try ReportJob(
            articles, span: span.span(),
            part: ReportPart(job: industry ?? [], sources: source ?? [], terms: term ?? []),
            dataStart: dataStart.map { try day($0, "dataStart") }, dataEnd: dataEnd.map { try day($0, "dataEnd") },
            terms: watch ?? [], topics: topics ?? 12,
            keptTopics: topicsModel.map { .init(model: $0, table: topicsTable) }, ignore: ignore,
            language: choice(language ?? "zh", "language", Language.init, "zh or en"), folder: folder,
            hasPDF: pdf ?? false, compute: compute.compute(job)
        ).run(progress: job.hear)
        var outcome = try JobOutcome(text: result.summary, result)
        outcome.tell(result.reading, dates: true)
        outcome.note(result.untaggedLine.map { [$0] } ?? [])
        outcome.note(result.notes + result.warnings + (result.pdfProblem.map { [$0] } ?? []))
        return outcome
    }
}
