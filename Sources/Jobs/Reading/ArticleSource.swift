import Archive
import Corpus
import Foundation
import Models
import Synchronization
import Text

/// The articles that a job works on: files, folders, standard input and archives alike, and how to read them.
///
/// A source is a description; nothing is opened before a job runs.
public struct ArticleSource: Sendable {
    /// Files, folders, archives, or `-` for standard input.
    public var paths: [String]
    /// Nil: detected file by file.
    public var format: CorpusFormat?
    /// Nil: detected file by file.
    public var encoding: TextEncoding?
    /// Which sheet of workbooks to read: its name, or its number from 1. Nil: the first one with a header.
    public var sheet: String?
    /// The names of the columns of tables without a header. Nil: tables have one.
    public var columns: [String]?
    /// Fields named by the caller. They win over those that a model or an archive remembers.
    public var fields: FieldMapping
    /// A YAML file of other names of labels, in place of those that a model or an archive remembers.
    public var aliasesPath: String?
    /// Words that count as those of the mainland; nil for none. A model or an archive says it of its own.
    public var regionalWords: TextNormalizer.RegionalWords?
    /// Where to write the list of unreadable records; nil for no list.
    public var rejectsPath: String?
    public var rejectLimit: RejectLimit
    /// The last day on which an article can have been published: the day of the run, for who knows it. Later dates are
    /// none. Nil for no limit.
    public var latestDay: CalendarDate?
    /// The days of the articles to take; nil for all articles.
    public var days: DayRange?
    /// What its one file is called in results and messages; nil: as its path. For a file of somebody else's that lies under
    /// a name of the program's own.
    public var name: String?
    private let archives = OpenArchives()

    public init(
        _ paths: [String], format: CorpusFormat? = nil, encoding: TextEncoding? = nil, sheet: String? = nil,
        columns: [String]? = nil, fields: FieldMapping = .init(), aliasesPath: String? = nil,
        regionalWords: TextNormalizer.RegionalWords? = nil, rejectsPath: String? = nil,
        rejectLimit: RejectLimit = .share(0.01),
        latestDay: CalendarDate? = nil
    ) {
        self.paths = paths
        self.format = format
        self.encoding = encoding
        self.sheet = sheet
        self.columns = columns
        self.fields = fields
        self.aliasesPath = aliasesPath
        self.regionalWords = regionalWords
        self.rejectsPath = rejectsPath
        self.rejectLimit = rejectLimit
        self.latestDay = latestDay
    }

    /// With an archive, if there is one, which is among the paths once.
    func adding(_ archive: String?) -> ArticleSource {
        var source = self
        if let archive, !source.paths.contains(archive) { source.paths.append(archive) }
        return source
    }

    /// The same files in the order of their names, so that it does not matter in which order they were named.
    var sorted: ArticleSource {
        var source = self
        source.paths.sort()
        return source
    }

    /// Whether the articles can be read more than once.
    var canBeReadAgain: Bool { !paths.contains("-") }

    /// How to read the articles: what the caller says, else what a model remembers, else what an archive keeps.
    ///
    /// An archive's names of labels are part of the settings, so that a model trained on it keeps them and corrections
    /// are read by them too. Of several archives the first one that keeps any counts.
    ///
    /// - Throws: `CorpusError` where the file of label names or an archive cannot be read.
    func settings(
        remembered: ReadingSettings? = nil, isSingleLabel: Bool = false
    ) throws -> ReadingSettings {
        // A job begins.
        archives.close()
        var settings = try remembered ?? ReadingSettings(isSingleLabel: isSingleLabel, normalizer: normalizer())
        guard settings.normalizer.hasDictionaries else { throw JobError.noDictionaries }
        if let regionalWords, settings.normalizer.words != regionalWords {
            throw InvalidOption(
                "words", regionalWords.rawValue,
                "the model was trained without it; leave it out, or train the model anew with it")
        }
        settings.fields.remembered = Set(settings.fields.names.keys).subtracting(fields.names.keys)
        settings.fields.names.merge(fields.names) { _, given in given }
        if let aliasesPath {
            settings.aliases = try LabelAliases(path: aliasesPath)
        } else if settings.aliases == nil {
            for path in paths where settings.aliases == nil && Archive.isDatabase(path) {
                settings.aliases = try archives.open(path).labelSettings()?.aliases
            }
        }
        return settings
    }

    /// A model, its labels under the names that the caller's table has for them, and how to read articles for it.
    ///
    /// - Throws: `CorpusError`.
    func tagger(_ path: String) throws -> (tagger: Tagger, settings: ReadingSettings) {
        var (tagger, remembered) = try reading(model: path) { try Tagger.read(from: path) }
        let settings = try reading(model: path) { try self.settings(naming: &tagger, remembered: remembered) }
        return (tagger, settings)
    }

    /// How to read articles for a model, whose labels get the names that the caller's table has for them.
    func settings(naming tagger: inout Tagger, remembered: ReadingSettings) throws -> ReadingSettings {
        var remembered = remembered
        // One label per article was most often seen from articles that were split. Labels are taken whole only where the
        // model has some that need it, lest several labels of an article become one.
        let needsWhole = tagger.classifier.labels.contains(where: LabelList.isList)
        remembered.isSingleLabel = remembered.isSingleLabel && needsWhole
        let settings = try settings(remembered: remembered)
        if aliasesPath != nil, let aliases = settings.aliases { try tagger.rename(by: aliases) }
        return settings
    }

    /// What normalizes the texts where no model says it: what the first archive keeps, else this version's.
    private func normalizer() throws -> TextNormalizer {
        guard let path = paths.first(where: Archive.isDatabase) else { return TextNormalizer(words: regionalWords) }
        let kept = try archives.open(path).normalizer()
        guard let regionalWords, kept.words != regionalWords else { return kept }
        guard kept.version > .one else {
            throw InvalidOption(
                "words", regionalWords.rawValue,
                "an older version of trend made \(path); export it and import the result into a new archive")
        }
        return TextNormalizer(version: kept.version, words: regionalWords)
    }

    /// The settings for sorting articles into what was made with a normalizer.
    func settings(by normalizer: TextNormalizer) throws -> ReadingSettings {
        try settings(remembered: ReadingSettings(normalizer: normalizer))
    }

    /// The archive that the articles are all of, if its index answers for its records: they are read as they came in.
    ///
    /// - Throws: `CorpusError`.
    func wholeArchive(_ settings: ReadingSettings) throws -> Archive? {
        guard paths.count == 1, Archive.isDatabase(paths[0]), fields.names.isEmpty, rejectsPath == nil else {
            return nil
        }
        let archive = try archives.open(paths[0])
        return try archive.normalizer() == settings.normalizer ? archive : nil
    }

    /// The bytes of the records to read where they are all of archives, of some days by their share of the articles; nil
    /// if there are other files.
    ///
    /// - Throws: `CorpusError`.
    func archivedBytes() throws -> Int? {
        guard !paths.isEmpty, paths.allSatisfy(Archive.isDatabase) else { return nil }
        return try paths.reduce(0) { sum, path in
            let archive = try archives.open(path)
            let bytes = try archive.recordBytes()
            guard let days else { return sum + bytes }
            let all = try archive.facts().published
            let read = all.count { $0.map(days.contains) ?? false }
            return sum + bytes / max(1, all.count) * read
        }
    }

    /// Opens the articles for one pass. All passes since `settings` was called see archives in the same state.
    ///
    /// - Parameters:
    ///   - wanted: the fields that articles carry.
    ///   - keepsRows: whether articles carry the record they came from.
    ///   - keepsEmpty: whether a record without title and text is an article too.
    ///   - listsRejects: false for a further pass over the same articles, whose rejects are counted already.
    ///   - takesPredicted: whether labels count that a model filled in: not where articles teach or judge a model, or a
    ///     person is asked for labels.
    /// - Throws: `CorpusError` where a file is missing or the list of rejects cannot be written.
    func open(
        _ settings: ReadingSettings, wanted: RecordFields, keepsRows: Bool = false, keepsEmpty: Bool = false,
        listsRejects: Bool = true, takesPredicted: Bool = true
    ) throws -> ArticleReading {
        var options = ReadingOptions(
            format: format, encoding: encoding, settings: settings, keepsRows: keepsRows,
            wanted: days == nil ? wanted : wanted.union([.date, .link]))
        options.keepsEmpty = keepsEmpty
        options.latestDay = latestDay
        options.sheet = sheet
        options.columns = columns
        // Of an archive only the articles of the days are read.
        let part = days == nil ? nil : try ArchivedCorpus(self, settings)
        let reader = try CorpusReader(paths: paths, options: options) { path in
            guard Archive.isDatabase(path) else { return nil }
            return try part.map { try ArchivedPart($0) } ?? ArchiveReader(archives.open(path))
        }
        return try ArticleReading(
            reader, name: name, limit: rejectLimit, rejectsPath: listsRejects ? rejectsPath : nil, wanted: wanted,
            days: part == nil ? days : nil, takesPredicted: takesPredicted, known: part?.reading,
            tally: FieldsTally(asked: fields.names, paths: paths))
    }

    /// Checks the fields that the caller named where a job reads an archive page by page, as `open` does for all others.
    ///
    /// - Throws: `CorpusError.noSuchField` where one is in no record.
    func checkFields(of archive: String, _ settings: ReadingSettings) throws {
        guard !fields.names.isEmpty else { return }
        var source = self
        source.paths = [archive]
        source.rejectLimit = .share(1)
        // The job opens it again, to write too.
        defer { archives.close() }
        var reading = try source.open(settings, wanted: .content, listsRejects: false)
        do { try reading.checkFirstRecords() } catch CorpusError.noSuchField {
            // It may come later.
            try reading.forEachBatch(threads: 1, progress: { _ in }) { _ in
            } use: { _ in
            }
            _ = try reading.finish()
        }
    }

    /// Reads all articles at once, the files in the order of their names.
    ///
    /// Labels that differ only in the width of signs become one.
    ///
    /// - Parameters:
    ///   - known: labels whose spelling is settled.
    ///   - others: rejects of another file, for the list.
    ///   - takesPredicted: as for `open`.
    /// - Throws: `CorpusError`, `JobError.tooManyRejects`, and what `progress` throws.
    func readAll(
        _ settings: ReadingSettings, wanted: RecordFields, threads: Int, known: [String] = [],
        listing others: [Reject] = [], takesPredicted: Bool = true,
        progress: ProgressHandler
    ) throws -> (articles: [Article], reading: ReadingSummary) {
        var reading = try sorted.open(settings, wanted: wanted, takesPredicted: takesPredicted)
        try reading.list(others)
        var articles: [Article] = []
        try reading.forEachBatch(threads: threads, progress: progress) {
            $0
        } use: {
            articles += $0
        }
        var summary = try reading.finish()
        if wanted.contains(.industries) { summary.joinedLabels = LabelSpellings.join(&articles, known: known) }
        if !takesPredicted { summary.alikeLabels = LabelSpellings.alike(articles.lazy.flatMap(\.industries)) }
        return (articles.sortedByContent(), summary)
    }
}

/// The archives of a job, each in one state from the job's first look at it.
private final class OpenArchives: Sendable {
    private let archives = Mutex<[String: Archive]>([:])

    func open(_ path: String) throws -> Archive {
        try archives.withLock { archives in
            if let open = archives[path] { return open }
            let archive = try Archive.snapshot(path: path)
            archives[path] = archive
            return archive
        }
    }

    func close() { archives.withLock { $0 = [:] } }
}
