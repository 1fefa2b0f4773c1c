import Archive
import Corpus

/// Checks an archive, copies it, and brings out what is whole.
public struct CheckJob: Sendable {
    private let archive: String
    private let backup: String?
    private let salvage: String?

    /// - Parameters:
    ///   - backup: where a copy goes, which is checked in place of the archive.
    ///   - salvage: where a new archive goes with everything that is whole.
    /// - Throws: `InvalidOption`.
    public init(_ archive: String, backup: String? = nil, salvage: String? = nil) throws {
        try require(backup == nil || salvage == nil, "backup", "", "it does not go with --salvage")
        self.archive = archive
        self.backup = backup
        self.salvage = salvage
    }

    /// - Throws: `InvalidOption` where a copy would stand in place of the archive or its journal; `CorpusError`.
    public func run(progress: ProgressHandler = { _ in }) throws -> CheckResult {
        var files = JobFiles()
        files.read("archive", archive)
        files.write("backup", backup, .any)
        files.write("salvage", salvage, .any)
        try files.check()
        let archive = try Archive.snapshot(path: archive)
        var result = CheckResult(archive: self.archive)
        if let backup {
            result.check = try archive.backUp(to: backup) { try progress(.step("copying: \(Int($0 * 100))%")) }
            if result.check.isWhole { result.backup = backup }
            return result
        }
        // A damaged archive may not even be counted.
        let count = try? archive.articleCount()
        func tell(_ articles: Int) throws { try progress(.processed(articles: articles, of: count)) }
        result.check = try archive.check(progress: tell)
        if let salvage {
            result.salvaged = try archive.salvage(to: salvage, progress: tell)
            result.salvage = salvage
        }
        return result
    }
}

/// What a check found, and what was copied.
public struct CheckResult: Codable, Sendable {
    public let archive: String
    public internal(set) var check = ArchiveCheck()
    /// Where the copy is; nil for none.
    public internal(set) var backup: String?
    /// Where the new archive is; nil for none.
    public internal(set) var salvage: String?
    public internal(set) var salvaged: Salvaged?

    init(archive: String) { self.archive = archive }
}
