import Corpus
import Models

/// What reading a corpus gave, for the message after a job.
public struct ReadingSummary: Codable, Equatable, Sendable {
    /// Records seen, readable or not.
    public internal(set) var records = 0
    /// Records that could not be read and are in no result.
    public internal(set) var rejected = 0
    /// The first few rejects: file, lines and reason.
    public internal(set) var examples: [String] = []
    /// The file that lists all rejects; nil for none.
    public internal(set) var list: String?
    /// Articles whose date field is filled and no date, so they have none; and the first such field, in quotation marks.
    public internal(set) var unreadableDates = 0
    public internal(set) var unreadableDateExample: String?
    /// Articles whose date lies after the day of the run or before 1990, so they have none; and the first such field.
    public internal(set) var impossibleDates = 0
    public internal(set) var impossibleDateExample: String?
    /// Articles whose date a spreadsheet could not show, so that it is from the link or the text; and the first such field.
    public internal(set) var datesNotShown = 0
    public internal(set) var dateNotShownExample: String?
    /// How the files were read, those that were read alike together; nothing of an archive, whose records were read
    /// when they came in.
    public internal(set) var fields: [FieldsSummary] = []
    /// Files that were read in so many further ways that these are not told.
    public internal(set) var moreFiles = 0
    /// The first few files that hold no records, and how many there are.
    public internal(set) var emptyFiles: [String] = []
    public internal(set) var emptyCount = 0
    /// The first few files and links of folders that were not read, for their endings or their names, and how many there
    /// are.
    public internal(set) var otherFiles: [String] = []
    public internal(set) var otherCount = 0
    /// The first few files that were named more than once, all of which were read once, and how many there are.
    public internal(set) var repeatedFiles: [String] = []
    public internal(set) var repeatedCount = 0
    /// Articles with a title and no text, and articles without a date; nil where texts or dates were not looked for.
    public internal(set) var withoutText: Int?
    public internal(set) var withoutDate: Int?

    /// Articles whose date field names a month alone, so that they count on its first day.
    public internal(set) var datedByMonth = 0

    /// Articles whose title or text had markup, which was removed.
    public internal(set) var withMarkup = 0
    /// Articles of which only the beginning was read (`Article.longestText`).
    public internal(set) var cut = 0
    /// Articles with labels that a model filled in, which count as none where articles teach or judge a model.
    public internal(set) var predictedLabels = 0
    /// Labels that were taken for others since they differ only in width or as 1 and 1.0 do, the most frequent first.
    public internal(set) var joinedLabels: [LabelSpellings.Joined] = []

    /// Labels that differ only in case, where labels teach or judge a model or are reported on: groups of them, the most
    /// frequent first.
    public internal(set) var alikeLabels: [[String]] = []

    /// Labels that always stand together and may be one name, where labels teach, are compared or come into an archive:
    /// the most frequent first.
    public internal(set) var labelParts: [LabelParts.Group] = []
    /// Articles whose text looks as if it had been decoded wrongly.
    public internal(set) var garbled = 0

    /// Dated articles before and after the days that were asked for, and articles without a date, all of which were left
    /// out; 0 where no days were.
    public internal(set) var beforeSpan = 0
    public internal(set) var afterSpan = 0
    public internal(set) var undatedOfSpan = 0
    /// The first and the last day of the dated articles, where --from asks for earlier days and --to for later ones.
    public internal(set) var firstDay: String?
    public internal(set) var lastDay: String?

    public var articles: Int { records - rejected }

    /// The first and the last day that the articles cover, as far as articles beyond the days asked for show it.
    func coverage(
        of days: DayRange?, start: CalendarDate?, end: CalendarDate?
    ) -> (start: CalendarDate?, end: CalendarDate?) {
        (start ?? (beforeSpan > 0 ? days?.first : nil), end ?? (afterSpan > 0 ? days?.last : nil))
    }

    /// Notes what lies outside of the days that were asked for.
    mutating func add(_ tally: DayTally, of asked: DayRange) {
        (beforeSpan, afterSpan, undatedOfSpan) = (tally.before, tally.after, tally.undated)
        guard let own = tally.days else { return }
        if let first = asked.first, first < own.lowerBound { firstDay = "\(own.lowerBound)" }
        if let last = asked.last, last > own.upperBound { lastDay = "\(own.upperBound)" }
    }

    /// - Throws: `JobError.predictedLabels` where the only labels of articles are those that a model filled in;
    ///   `ModelError.noLabels` where there are none.
    func checkLabels(_ labels: LabelsPerArticle, of articles: Int) throws {
        guard labels.labeled == 0 else { return }
        if predictedLabels > 0 { throw JobError.predictedLabels(predictedLabels) }
        throw ModelError.noLabels(
            articles: articles, fields: fields.first.map { $0.uses.flatMap(\.names) + $0.unused } ?? [])
    }

    /// Takes all counts of articles from another summary, of all articles and without rejects.
    mutating func replaceCounts(by other: ReadingSummary) {
        (records, withMarkup, cut) = (other.records, other.withMarkup, other.cut)
        if withoutText != nil { withoutText = other.withoutText }
        if withoutDate != nil { withoutDate = other.withoutDate }
        (beforeSpan, afterSpan, undatedOfSpan) = (other.beforeSpan, other.afterSpan, other.undatedOfSpan)
        (firstDay, lastDay) = (other.firstDay, other.lastDay)
    }

    /// Notes what lies in folders beside the files that are read, and what is named more than once.
    mutating func add(others: [String], repeated: [String]) {
        (otherFiles, otherCount) = (Array(others.prefix(ReadingSummary.exampleCount)), others.count)
        (repeatedFiles, repeatedCount) = (Array(repeated.prefix(ReadingSummary.exampleCount)), repeated.count)
    }

    /// How many examples are kept.
    static let exampleCount = 3

    mutating func add(_ warning: DateWarning) {
        switch warning.kind {
        case .unreadable:
            unreadableDates += 1
            if unreadableDateExample == nil { unreadableDateExample = warning.value }
        case .impossible:
            impossibleDates += 1
            if impossibleDateExample == nil { impossibleDateExample = warning.value }
        case .notShown:
            datesNotShown += 1
            if dateNotShownExample == nil { dateNotShownExample = warning.value }
        case .datedOtherwise: break
        }
    }
}
