import Corpus
import Jobs
import Models
import Reports
import TrendNumerics

/// How a model is trained.
struct TrainingOption: Decodable {
    var singleLabel: Bool?
    var multinomial: Bool?
    /// The shortest and the longest n-gram.
    var ngrams: [Int]?
    var minDf: Int?
    /// Empty to choose among the usual values.
    var C: [Double]?
    var classWeight: String?
    var minLabelCount: Int?
    var precision: Double?
    var tolerance: Double?
    var correctionWeight: Double?

    func options(_ compute: Compute) throws -> TrainingOptions {
        try TrainingOptions(
            isSingleLabel: singleLabel, multinomial: multinomial ?? false, ngrams: lengths(),
            minimumDocumentFrequency: minDf ?? 1, C: values ?? [TrainingOptions.defaultC],
            classWeight: classes(), minimumLabelCount: minLabelCount, precision: precision,
            tolerance: tolerance ?? 1e-5, correctionWeight: weight,
            compute: compute)
    }

    func updateOptions(_ compute: Compute) throws -> UpdateOptions {
        let kept: [(String, Bool)] = [
            ("singleLabel", singleLabel != nil), ("multinomial", multinomial == true), ("ngrams", ngrams != nil),
            ("minDf", minDf != nil), ("precision", precision != nil),
        ]
        if let (name, _) = kept.first(where: \.1) {
            throw InvalidOption(
                name, "", "an update keeps the model's features, labels and thresholds; leave it out")
        }
        if let values, values.count != 1 { throw InvalidOption("C", "", "an update takes one value") }
        return try UpdateOptions(
            C: values?[0] ?? UpdateOptions.defaultC, classWeight: classes() ?? .uniform,
            minimumLabelCount: minLabelCount, tolerance: tolerance ?? 1e-5,
            correctionWeight: weight, compute: compute)
    }

    /// - Throws: `InvalidOption` where an option is given to a model that is evaluated as it was trained.
    func refuseAll() throws {
        let given: [(String, Bool)] = [
            ("singleLabel", singleLabel != nil), ("multinomial", multinomial != nil), ("ngrams", ngrams != nil),
            ("minDf", minDf != nil), ("C", C != nil), ("classWeight", classWeight != nil),
            ("minLabelCount", minLabelCount != nil), ("precision", precision != nil), ("tolerance", tolerance != nil),
        ]
        if let (name, _) = given.first(where: \.1) {
            throw InvalidOption(name, "", "a model is evaluated as it was trained; it goes with folds=")
        }
    }

    private var values: [Float]? { C.map { $0.isEmpty ? RegularizationSearch.defaultValues : $0.map { Float($0) } } }

    var weight: Float { correctionWeight.map { Float($0) } ?? ArticleClassifier.correctionWeight }

    private func lengths() throws -> ClosedRange<Int> {
        guard let ngrams else { return 1...2 }
        guard ngrams.count == 2, ngrams[0] <= ngrams[1] else {
            throw InvalidOption("ngrams", "\(ngrams)", "write the shortest and the longest length: (1, 2)")
        }
        return ngrams[0]...ngrams[1]
    }

    private func classes() throws -> LogisticRegression.ClassWeight? {
        try classWeight.map {
            try choice($0, "classWeight", LogisticRegression.ClassWeight.init, "uniform or balanced")
        }
    }
}

struct TrainRequest: JobRequest {
    let reading: ReadingOption
    let training: TrainingOption
    let compute: ComputeOption
    let model: String
    var memory: String?
    var corrections: String?
    var update: String?
    var background: [String]?

    func run(_ job: RunningJob) throws -> JobOutcome {
        let compute = try compute.compute(job)
        let way: TrainJob.Way
        if let update {
            if memory != nil {
                throw InvalidOption("memory", "", "it excludes update: train first, then update the model")
            }
            way = .update(try training.updateOptions(compute), of: update)
        } else if let memory {
            if training.tolerance != nil {
                throw InvalidOption(
                    "tolerance", "", "it does not apply to memory=, which makes a fixed number of passes")
            }
            if training.minDf != nil {
                throw InvalidOption("minDf", "", "it does not apply to memory=, which hashes all features")
            }
            way = .streaming(try training.options(compute), memory: try Bridge.memory(memory))
        } else {
            way = .whole(try training.options(compute))
        }
        let result = try TrainJob(
            reading.source(), way: way, model: model, correctionsPath: corrections, background: background ?? []
        ).run(progress: job.hear)
        let lines = result.lines(
            aliasesPath: reading.aliases,
            correctionWeight: training.weight)
        var outcome = try JobOutcome(text: lines.joined(separator: "\n"), result)
        outcome.tell(result.reading)
        outcome.tell(result.backgroundReading)
        outcome.note(result.corrections?.lines ?? [])
        return outcome
    }
}

struct EvaluateRequest: JobRequest {
    let reading: ReadingOption
    let training: TrainingOption
    let compute: ComputeOption
    var model: String?
    var folds: Int?

    func run(_ job: RunningJob) throws -> JobOutcome {
        let subject: EvaluateJob.Subject
        switch (model, folds) {
        case (let model?, nil):
            try training.refuseAll()
            subject = .model(model)
        case (nil, let folds?):
            subject = .crossValidation(try training.options(compute.compute(job)), folds: folds)
        default: throw InvalidOption("model", "", "give either a model or folds")
        }
        let result = try EvaluateJob(reading.source(), subject, threads: compute.cores()).run(progress: job.hear)
        var outcome = try JobOutcome(result)
        outcome.tell(result.reading)
        return outcome
    }
}

struct ExplainRequest: JobRequest {
    let reading: ReadingOption
    let model: String
    var record: Int?
    var top: Int?
    var terms: Int?

    func run(_ job: RunningJob) throws -> JobOutcome {
        let result = try ExplainJob(
            reading.source(), model: model, record: record ?? 1, top: top, terms: terms ?? 10
        ).run(progress: job.hear)
        return try JobOutcome(text: result.explanation, result)
    }
}

struct SimilarRequest: JobRequest {
    let model: String
    let phrase: String
    var count: Int?

    func run(_ job: RunningJob) throws -> JobOutcome {
        let result = try SimilarJob(phrase, model: model, count: count ?? 20).run(progress: job.hear)
        var outcome = try JobOutcome(result)
        if !result.isKnown {
            outcome.note(["\(phrase) is no phrase of the model's texts: these are near to its characters"])
        }
        return outcome
    }
}

struct LabelsRequest: JobRequest {
    let reading: ReadingOption
    let training: TrainingOption
    let compute: ComputeOption
    var propose: String?

    func run(_ job: RunningJob) throws -> JobOutcome {
        let result = try LabelsJob(
            reading.source(), training: training.options(compute.compute(job)), proposalsPath: propose
        ).run(progress: job.hear)
        var outcome = try JobOutcome(result)
        outcome.tell(result.reading)
        return outcome
    }
}
