import Archive
import Corpus
import Foundation
import Jobs
import Text

struct FindRequest: JobRequest {
    let archive: String
    let terms: [String]
    var limit: Int?
    var wait: Double?

    func run(_ job: RunningJob) throws -> JobOutcome {
        let result = try FindJob(terms, in: archive, limit: limit ?? 20, wait: wait ?? Archive.defaultWait)
            .run(progress: job.hear)
        var outcome = try JobOutcome(result)
        if result.articles.isEmpty { outcome.note(["no article holds " + terms.joined(separator: " and ")]) }
        if result.hasMore { outcome.note(["there are more articles; limit= shows them"]) }
        return outcome
    }
}

struct ImportRequest: JobRequest {
    let archive: String
    let reading: ReadingOption
    let compute: ComputeOption
    var corrections: String?
    var restore: Bool?
    var replaceCorrections: Bool?
    var wait: Double?

    func run(_ job: RunningJob) throws -> JobOutcome {
        let result = try ImportJob(
            reading.source(), into: archive, wait: wait ?? Archive.defaultWait, correctionsPath: corrections,
            restores: restore ?? false, replacesCorrections: replaceCorrections ?? false, threads: compute.cores()
        ).run(progress: job.hear)
        var outcome = try JobOutcome(text: result.lines.joined(separator: "\n"), result)
        outcome.tell(result.reading, dates: true)
        outcome.note(result.corrections?.lines ?? [])
        outcome.note(result.exportLine.map { [$0] } ?? [])
        if let articles = result.articles {
            let line = CorrectionsSummary.line(
                otherTitles: articles.otherTitles, example: articles.otherTitleExample)
            outcome.note(line.map { [$0] } ?? [])
        }
        return outcome
    }
}

struct ExportRequest: JobRequest {
    let archive: String
    let output: String
    var form: String?
    var wait: Double?

    func run(_ job: RunningJob) throws -> JobOutcome {
        let asked = try form.map { try choice($0, "form", ExportJob.Form.init, "jsonl, records, csv or xlsx") }
        let form = try ExportJob.Form.of(output, asked: asked, usual: .jsonl)
        let result = try ExportJob(archive, as: form, wait: wait ?? Archive.defaultWait)
            .run(to: .file(output), progress: job.hear)
        var outcome = try JobOutcome(text: "wrote \(counted(result.written, "article")) to \(output)", result)
        outcome.note(result.lines)
        return outcome
    }
}

struct TagArchiveRequest: JobRequest {
    let archive: String
    let reading: ReadingOption
    let compute: ComputeOption
    let model: String
    var only: [String]?
    var top: Int?

    func run(_ job: RunningJob) throws -> JobOutcome {
        let result = try TagArchiveJob(
            archive: archive, reading: reading.source(), model: model, parts: parts(only), top: top,
            threads: compute.cores()
        ).run(progress: job.hear)
        let isDone = result.tagged == 0 && !result.parts.isEmpty
        var outcome = try JobOutcome(
            text: isDone ? "this model has tagged all articles already" : result.summary, result)
        outcome.note(result.missingLines(model: model))
        return outcome
    }
}

struct TagFilesRequest: JobRequest {
    let reading: ReadingOption
    let compute: ComputeOption
    let model: String
    let output: String
    var form: String?
    var only: [String]?
    var top: Int?

    func run(_ job: RunningJob) throws -> JobOutcome {
        let asked = try form.map { try choice($0, "form", TagJob.Form.init, "json, records, csv or xlsx") }
        let form = try TagJob.Form.of(output, asked: asked, usual: .json)
        let result = try TagJob(
            reading.source(), model: model, parts: parts(only), form: form, top: top, threads: compute.cores()
        ).run(to: .file(output), progress: job.hear)
        var outcome = try JobOutcome(text: result.summary, result)
        outcome.note(result.missingLines(model: model))
        outcome.tell(result.reading)
        outcome.note(result.lines)
        return outcome
    }
}

/// What to fill in; nil for all that a model knows.
func parts(_ names: [String]?) throws -> Set<RecordField>? {
    try names.map { names in
        let known = InferredTags.fields
        let list = known.map(\.rawValue).joined(separator: ", ")
        guard !names.isEmpty else { throw InvalidOption("only", "", "name some of \(list)") }
        return Set(
            try names.map { name in
                try choice(name, "only", { name in known.first { $0.rawValue == name } }, "some of \(list)")
            })
    }
}

struct ArchiveRequest: JobRequest {
    let archive: String
    let days: DaysOption
    var delete: Bool?
    var link: String?
    var source: String?
    var rebuild: Bool?
    var vacuum: Bool?
    var wait: Double?

    func run(_ job: RunningJob) throws -> JobOutcome {
        let result = try ArchiveJob(
            archive, deletes: delete ?? false, links: link.map { [$0] } ?? [], sources: source.map { [$0] } ?? [],
            days: days.range(),
            rebuilds: rebuild ?? false, vacuums: vacuum ?? false, wait: wait ?? Archive.defaultWait
        ).run(progress: job.hear)
        return try JobOutcome(text: result.lines.joined(separator: "\n"), result)
    }
}

struct CheckRequest: JobRequest {
    let archive: String
    var backup: String?
    var salvage: String?

    func run(_ job: RunningJob) throws -> JobOutcome {
        let result = try CheckJob(archive, backup: backup, salvage: salvage).run(progress: job.hear)
        var outcome = try JobOutcome(text: result.lines.joined(separator: "\n"), result)
        outcome.note(result.faultLines)
        return outcome
    }
}

struct OverviewRequest: JobRequest {
    let archive: String
    let reading: ReadingOption

    func run(_ job: RunningJob) throws -> JobOutcome {
        try job.hear(.step("reading the archive"))
        return try JobOutcome(ArchiveView(archive, latestDay: reading.source().latestDay).overview())
    }
}
