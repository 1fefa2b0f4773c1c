import Foundation

/// A job with its options, as a caller asks for it.
protocol JobRequest: Decodable {
    func run(_ job: RunningJob) throws -> JobOutcome
}

extension JobRequest {
    fileprivate static func run(_ json: Data, by decoder: JSONDecoder, _ job: RunningJob) throws -> JobOutcome {
        try decoder.decode(Self.self, from: json).run(job)
    }
}

/// The jobs that can be asked for.
enum JobRequests: String, Decodable {
    case train, evaluate, explain, similar, labels, watch, topics, emerging, report
    case find, `import`, export, tagArchive = "tag_archive", archive, check, overview, tagFiles = "tag_files"

    private var request: any JobRequest.Type {
        switch self {
        case .train: TrainRequest.self
        case .evaluate: EvaluateRequest.self
        case .explain: ExplainRequest.self
        case .similar: SimilarRequest.self
        case .labels: LabelsRequest.self
        case .watch: WatchRequest.self
        case .topics: TopicsRequest.self
        case .emerging: EmergingRequest.self
        case .report: ReportRequest.self
        case .find: FindRequest.self
        case .import: ImportRequest.self
        case .export: ExportRequest.self
        case .tagArchive: TagArchiveRequest.self
        case .tagFiles: TagFilesRequest.self
        case .archive: ArchiveRequest.self
        case .check: CheckRequest.self
        case .overview: OverviewRequest.self
        }
    }

    private struct Name: Decodable { let job: JobRequests }

    /// - Returns: the outcome as JSON.
    static func run(_ json: Data, as job: RunningJob) throws -> [UInt8] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let kind = try decoder.decode(Name.self, from: json).job
        return try kind.request.run(json, by: decoder, job).encoded()
    }
}
