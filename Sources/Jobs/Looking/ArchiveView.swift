import Archive
import Corpus
import Foundation
import Models
import Synchronization
import Timeline

/// One state of an archive, with what answers questions about it within milliseconds in memory: days, stories, industries,
/// technologies and sources of all articles. Texts are read when they are shown.
///
/// All answers of a view are of the same state, whatever is written to the archive meanwhile. As long as it is there,
/// what is written stays in the log beside the archive, so a view should be given up once the archive has changed.
public final class ArchiveView: Sendable {
    /// How sure the industries of an article are.
    public enum Certainty: String, CaseIterable, Codable, Sendable {
        /// A person said it.
        case corrected
        /// The record came with labels.
        case labeled
        /// A model found them, with a probability of 50% or more.
        case sure
        /// A model found none that it is sure of: a person should look.
        case doubtful
        /// No model has tagged it.
        case untagged

        /// Whether a person should look.
        public var wantsReview: Bool { self == .doubtful || self == .untagged }
    }

    let corpus: ArchivedCorpus
    let industries: NameColumn
    let technologies: NameColumn
    let sources: NameColumn
    let certainty: [Certainty]
    /// The places of the articles, the newest first, undated ones last.
    let newest: [Int32]
    /// What is known of the archive's file when this state was read.
    private let state: ArchiveState
    private let totals = Mutex<[PeriodLength: PeriodTotals]>([:])
    private let coverages = Mutex<[PeriodLength: Coverage?]>([:])
    private let terms: Mutex<[String: KnownArticles]>
    private let summary = Mutex<Overview?>(nil)
    private let reckoning = Mutex(())
    private let frequentSources = Mutex<[String]?>(nil)
    private static let mostSources = 200
    private let emergence = Mutex<[Period?: EmergingResult]>([:])
    private static let mostTerms = 256

    /// - Parameters:
    ///   - latestDay: the last day on which an article can have been published; later dates are none.
    ///   - earlier: an earlier state of the archive. What it knows of the texts need not be looked up again.
    /// - Complexity: some tens of bytes are read and held for each article.
    /// - Throws: `CorpusError`, `JobError`.
    public init(_ path: String, latestDay: CalendarDate? = nil, after earlier: ArchiveView? = nil) throws {
        state = ArchiveState(path)
        let source = ArticleSource([path], latestDay: latestDay)
        let settings = try source.settings()
        guard let corpus = try ArchivedCorpus(source, settings, takesEmpty: true) else {
            // What is no archive is told as by every job.
            _ = try Archive.snapshot(path: path)
            throw CorpusError.wrongFormat(path: path, reason: "not a trend archive")
        }
        self.corpus = corpus
        let names = try ArchivedNames(
            corpus.archive, CountedPlaces(numbers: corpus.numbers), aliases: settings.aliases)
        (industries, certainty) = try names.industryColumn()
        technologies = try names.column(.technologies, orElse: .inferredTechnologies)
        sources = try names.column(.source)
        newest = corpus.newestFirst()
        var known: [String: KnownArticles] = [:]
        if let earlier, earlier.state.isSameFile(as: state),
            earlier.corpus.settings.normalizer == corpus.settings.normalizer
        {
            known = earlier.terms.withLock(\.self)
        }
        terms = Mutex(known)
    }

    /// Whether the archive was changed since this state was read.
    public var isOutdated: Bool { ArchiveState(corpus.archive.path) != state }

    /// Whether another file lies in the archive's place.
    public var isReplaced: Bool { !ArchiveState(corpus.archive.path).isSameFile(as: state) }

    /// Lets the archive go, whoever still has a question. What SQLite has in the log beside it goes into the file that it is
    /// of; else it would go into another file in its place, and destroy that.
    public func letGo() { corpus.archive.letGo() }

    /// The number of articles, repeats of one not counted.
    public var count: Int { corpus.numbers.count }

    /// The names of all industries, the most frequent first.
    public var industryNames: [String] { overview().industries.map(\.term) }

    /// The names of the most frequent sources, the most frequent first.
    public var sourceNames: [String] {
        frequentSources.withLock { known in
            if let known { return known }
            let names = sources.counts(of: 0..<Int32(count)).prefix(ArchiveView.mostSources).map(\.name)
            known = names
            return names
        }
    }

    /// All articles by period.
    func totals(by length: PeriodLength) -> PeriodTotals {
        if let known = totals.withLock({ $0[length] }) { return known }
        let counted = PeriodTotals(
            published: corpus.published, stories: corpus.stories, by: PeriodRule(length))
        totals.withLock { $0[length] = counted }
        return counted
    }

    /// The days that the articles cover; nil where none has a date.
    func coverage(by length: PeriodLength) -> Coverage? {
        if let known = coverages.withLock({ $0[length] }) { return known }
        let found = Coverage(of: corpus.published.compactMap(\.self), by: PeriodRule(length))
        coverages.withLock { $0[length] = .some(found) }
        return found
    }

    /// The places of the articles that hold a term, ascending.
    ///
    /// - Parameter spellings: separated by `|`.
    /// - Complexity: as `Archive.articles(with:)` the first time.
    /// - Throws: `CorpusError`.
    func places(with spellings: String) throws -> [Int32] {
        let last = corpus.numbers.last ?? 0
        let known = terms.withLock { $0[spellings] }
        if let known, known.last == last { return corpus.places(of: known.articles) }
        let found = try corpus.archive.articles(with: spellings, knowing: known).map { UInt32($0) }
        terms.withLock {
            if $0.count >= ArchiveView.mostTerms { $0.removeAll() }
            $0[spellings] = KnownArticles(found, through: last)
        }
        return corpus.places(of: found)
    }

    /// What the archive holds, and what rose and fell in it last. It is worked out once for each state of the archive.
    ///
    /// - Complexity: linear in the articles and their industries.
    public func overview() -> Overview {
        if let known = summary.withLock({ $0 }) { return known }
        let found = Overview(self)
        summary.withLock { $0 = found }
        return found
    }

    /// Works out what most questions need, so that none of them has to wait for it.
    public func prepare() { _ = overview() }

    /// What emerged in a month; nil for the last one. It is worked out once for each state of the archive.
    ///
    /// - Throws: `CorpusError`, `JobError`.
    public func emerging(in month: Period? = nil, progress: ProgressHandler = { _ in }) throws -> EmergingResult {
        if let known = known(emergingIn: month) { return known }
        // Whoever asks meanwhile waits for the same.
        return try reckoning.withLock { _ in
            if let known = known(emergingIn: month) { return known }
            let found = try EmergingJob(ArticleSource([corpus.archive.path]), month: month).run(
                on: corpus, progress: progress)
            emergence.withLock { $0[month] = found }
            return found
        }
    }

    /// The same if it has been worked out.
    public func known(emergingIn month: Period? = nil) -> EmergingResult? { emergence.withLock { $0[month] } }
}

/// The state of an archive's file and of the log beside it.
private struct ArchiveState: Equatable {
    private let file, log: FileState?

    init(_ path: String) {
        file = FileState(path)
        // Whoever only reads makes an empty log, too.
        log = FileState(path + "-wal").flatMap { $0.isEmpty ? nil : $0 }
    }

    func isSameFile(as other: ArchiveState) -> Bool {
        guard let file, let other = other.file else { return false }
        return file.isSameFile(as: other)
    }
}

extension ArchivedCorpus {
    /// The places of the articles, the newest first, of one day the one that came in last, undated ones last.
    func newestFirst() -> [Int32] {
        let days = published.map { Int32(clamping: $0?.daysSince1970 ?? Int(Int32.min)) }
        // A counting sort by day: an archive has few days and many articles.
        var byDay: [Int32: [Int32]] = [:]
        for place in days.indices { byDay[days[place], default: []].append(Int32(place)) }
        return byDay.sorted { $0.key > $1.key }.flatMap { $0.value.reversed() }
    }
}
