import Archive
import Corpus
import Foundation
import Jobs
import TestSupport

/// Months of the sample corpus as files and as an archive, and a model trained on them; made once for all tests.
///
/// Unchecked, because nothing changes it after it is made.
final class Sample: @unchecked Sendable {
    let folder: TemporaryFolder
    let files: [String]
    /// The same articles.
    let archive: String
    let model: String
    let aliases = Sample.datasets + "/aliases.yaml"
    /// Labeled articles of three months, and a month without labels, technologies and keywords.
    let bare: String

    static let shared = try! Sample()

    static let datasets = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("datasets").path

    private init() throws {
        folder = try TemporaryFolder()
        let month = try String(contentsOfFile: Sample.datasets + "/2024-01.txt", encoding: .utf8)
        bare = try folder.write(
            month.split(separator: "\n", omittingEmptySubsequences: false)
                .filter { line in !["行业", "AI技术", "关键词"].contains { line.hasPrefix($0) } }
                .joined(separator: "\n"), to: "bare.txt")
        // In the order in which jobs read files, which is that of their names.
        files = (["2023-10", "2023-11", "2023-12"].map { "\(Sample.datasets)/\($0).txt" } + [bare]).sorted()
        archive = folder.path + "/articles.db"
        model = folder.path + "/industries.trend"
        var source = ArticleSource(files)
        source.aliasesPath = aliases
        _ = try TrainJob(source, way: .whole(TrainingOptions(threads: 2)), model: model).run()
        _ = try ImportJob(ArticleSource(files), into: archive).run()
        _ = try TagArchiveJob(archive: archive, reading: ArticleSource([]), model: model, threads: 2).run()
    }

    func path(_ name: String) -> String { folder.path + "/" + name }

    func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path(name))) }
}

extension TrainingOptions {
    init(threads: Int) throws { try self.init(compute: .init(threads: threads)) }
}

func json(_ value: some Encodable) throws -> String { try CanonicalJSON.string(value) }

/// What a job writes to a stream.
func output(_ run: (JobOutput) throws -> Void) throws -> String {
    let lines = Lines()
    try run(.stream { lines.append($0) })
    return lines.text
}

private final class Lines: @unchecked Sendable {
    private var bytes: [UInt8] = []

    func append(_ more: UnsafeRawBufferPointer) { bytes.append(contentsOf: more) }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}
