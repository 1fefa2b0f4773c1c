import Foundation

/// Reads articles from files, folders and standard input, one after another.
///
/// Holds a few blocks of records at a time, so the memory it takes does not grow with the corpus.
public struct CorpusReader {
    /// Opens a file that is a store of records; nil for any other file.
    public typealias StoreOpener = (_ path: String) throws -> (any RecordStore)?

    private let options: ReadingOptions
    private let openStore: StoreOpener
    /// What is left to read, the next one last.
    private var pending: [CorpusFile]
    /// What lies in the folders and is not read, by path.
    public let others: [String]
    /// Files that are named more than once, by whatever paths, which are read once.
    public private(set) var repeated: [String] = []
    private var current: (any RecordReader)?
    private var share: ReadingShare
    /// The current file as long as it has given nothing; nil for a store, which may be empty.
    private var silent: String?

    /// - Parameters:
    ///   - paths: files, folders (read in the order of their names), or `-` for standard input.
    ///   - openStore: how to open what is no text, such as an archive.
    /// - Throws: `CorpusError.notFound` before anything is read if one of them is missing.
    public init(
        paths: [String], options: ReadingOptions = ReadingOptions(), openStore: @escaping StoreOpener = { _ in nil }
    ) throws {
        self.options = options
        self.openStore = openStore
        let files = try paths.map(CorpusFile.files(at:))
        others = files.flatMap(\.others)
        pending = []
        var places: Set<FilePlace> = []
        for file in files.flatMap(\.read) {
            if file.path != "-", let place = FilePlace(path: file.path), !places.insert(place).inserted {
                repeated.append(file.path)
            } else {
                pending.append(file)
            }
        }
        pending.reverse()
        share = ReadingShare(pending.map(\.path))
    }

    /// How much of the files has been read, from 0 to 1; nil where their size is not known, as that of standard input.
    ///
    /// Copies of a reader count together.
    public var fraction: Double? { share.fraction }

    /// The files that a path names: itself, or those of a folder that are read.
    ///
    /// - Throws: `CorpusError` where there is no such file, or the folder has none.
    public static func files(at path: String) throws -> [String] { try CorpusFile.files(at: path).read.map(\.path) }

    /// The next articles and rejects; nil at the end of the last file.
    ///
    /// - Throws: `CorpusError` where a whole file cannot be read.
    public mutating func next() throws -> CorpusBatch? { try nextBlock()?.read() }

    mutating func nextBlock() throws -> CorpusBlock? {
        while true {
            if let block = try current?.nextBlock() {
                silent = nil
                return block
            }
            if let name = silent {
                silent = nil
                return .empty(file: name)
            }
            guard let file = pending.popLast() else {
                current = nil
                return nil
            }
            share.begin(file.path)
            if let store = try openStore(file.path) {
                current = StoreReader(store: store, options: options)
            } else {
                current = try file.open(options, counting: share)
                silent = PathName.shown(file.path)
            }
        }
    }

    /// Under which names the first records of each file hold their fields; of files that can be opened again and read.
    package func firstUsages() -> [FieldUsage] {
        pending.reversed().compactMap { file in
            guard file.path != "-" else { return nil }
            var reader = self
            reader.pending = [file]
            reader.share = ReadingShare([])
            return try? reader.next()?.usage
        }
    }

    /// Everything at once.
    public static func read(
        paths: [String], options: ReadingOptions = ReadingOptions()
    ) throws -> (articles: [Article], rejects: [Reject]) {
        var reader = try CorpusReader(paths: paths, options: options)
        var articles: [Article] = []
        var rejects: [Reject] = []
        while let batch = try reader.next() {
            articles += batch.articles
            rejects += batch.rejects
        }
        return (articles, rejects)
    }
}
