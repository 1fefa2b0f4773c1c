import Archive
import Corpus
import Text

/// Changes an archive as a whole: deletes articles, makes its index anew, takes unused parts out of the file.
public struct ArchiveJob: Sendable {
    private let archive: String
    private let deletes: Bool
    private let deletion: Archive.Deletion
    private let rebuilds: Bool
    private let vacuums: Bool
    private let wait: Double

    /// - Parameters:
    ///   - deletes: deletes the articles of the links, of the sources and of the days, as far as they are given.
    ///   - links: as they are in the records.
    ///   - sources: the names of sources, or the hosts of their links.
    ///   - days: the days of their publication.
    ///   - rebuilds: makes anew what the archive keeps beside its records for counts and searches.
    ///   - vacuums: makes the file as small as it can be; comes last.
    ///   - wait: seconds to wait for another program that writes to the archive.
    /// - Throws: `InvalidOption` where there is nothing to do, or all articles would be deleted.
    public init(
        _ archive: String, deletes: Bool = false, links: [String] = [], sources: [String] = [], days: DayRange? = nil,
        rebuilds: Bool = false, vacuums: Bool = false, wait: Double = Archive.defaultWait
    ) throws {
        deletion = Archive.Deletion(links: links, sources: sources, first: days?.first, last: days?.last)
        try require(deletes || rebuilds || vacuums, "delete", "", "say what to do: --delete, --rebuild or --vacuum")
        try require(
            !deletes || !deletion.isEmpty, "delete", "", "say which articles: --link, --source, --from or --to")
        try require(deletes || deletion.isEmpty, "link", "", "what to delete goes with --delete")
        try require(!links.contains(""), "link", "''", "it is empty")
        try require(!sources.contains(""), "source", "''", "it is empty")
        try require(wait >= 0 && wait.isFinite, "wait", wait, "it must be 0 or more")
        self.archive = archive
        self.deletes = deletes
        self.rebuilds = rebuilds
        self.vacuums = vacuums
        self.wait = wait
    }

    /// - Throws: `CorpusError`. Of a deletion that ends early whole batches are kept.
    public func run(progress: ProgressHandler = { _ in }) throws -> ArchiveResult {
        var files = JobFiles()
        files.write("archive", archive, .any)
        try files.check()
        let archive = try Archive(path: archive, wait: wait)
        var result = ArchiveResult(archive: self.archive)
        if deletes {
            try progress(.step("looking for the articles"))
            result.deleted = try archive.delete(deletion) { done, all in
                try progress(.processed(articles: done, of: all))
            }
        }
        if rebuilds {
            let count = try archive.articleCount()
            try archive.rebuild { share in
                try progress(.processed(articles: Int(share * Double(count)), share: share))
            }
            result.rebuilt = count
        }
        if vacuums {
            try progress(.step("writing the file anew"))
            (result.bytesBefore, result.bytes, result.isWaiting) = try archive.vacuum()
        }
        return result
    }
}

/// What was done to an archive.
public struct ArchiveResult: Codable, Equatable, Sendable {
    public let archive: String
    /// Records that were deleted; nil where none were to be.
    public internal(set) var deleted: Int?
    /// Articles that were indexed anew; nil where none were to be.
    public internal(set) var rebuilt: Int?
    /// The size of the file before and after; nil where it was not written anew.
    public internal(set) var bytesBefore: Int?
    public internal(set) var bytes: Int?
    /// Whether the file keeps its size until another program has read it.
    public internal(set) var isWaiting: Bool?

    init(archive: String) { self.archive = archive }

    /// What was done, a line each.
    public var lines: [String] {
        var lines: [String] = []
        if let deleted {
            lines.append(
                deleted == 0
                    ? "no article was deleted: none is like that in \(archive)"
                    : "deleted \(counted(deleted, "article")) from \(archive)"
                        + (bytes == nil ? "; --vacuum takes the traces of their texts out of the file" : ""))
        }
        if let rebuilt { lines.append("indexed \(counted(rebuilt, "article")) of \(archive) anew") }
        if let bytesBefore, let bytes {
            func megabytes(_ bytes: Int) -> String { fixed(Double(bytes) / 1e6, digits: 1) + " MB" }
            lines.append("\(archive) takes \(megabytes(bytes)), before \(megabytes(bytesBefore))")
            if isWaiting == true {
                lines.append(
                    "another program reads the archive; the file becomes as small as it can be when that is done")
            }
        }
        return lines
    }
}
