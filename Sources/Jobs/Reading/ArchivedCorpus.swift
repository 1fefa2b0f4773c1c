import Archive
import Corpus

/// The articles of an archive by what it keeps beside its records: numbers, days and stories. Texts are read for those
/// that a job asks for.
struct ArchivedCorpus: Sendable {
    let archive: Archive
    let settings: ReadingSettings
    /// The number of each article in the archive, ascending.
    let numbers: [UInt32]
    let published: [CalendarDate?]
    /// The story of each article; equal numbers are one story.
    let stories: [Int]
    /// What reading every record would have given.
    let reading: ReadingSummary
    /// By number, the place of an article; -1 for one that does not count.
    private let placeOfNumber: [Int32]

    /// - Parameter takesEmpty: whether records that have to be rejected are among the articles.
    /// - Returns: nil where the source is not just an archive, or has records that have to be rejected.
    /// - Throws: `CorpusError`, `JobError.noArticleWithin`.
    init?(_ source: ArticleSource, _ settings: ReadingSettings, takesEmpty: Bool = false) throws {
        guard let archive = try source.wholeArchive(settings) else { return nil }
        let facts = try archive.facts()
        guard takesEmpty || facts.empty == 0 else { return nil }
        var dates: [Int32: CalendarDate?] = [:]
        // Most articles come in the order of time.
        var last: (day: Int32, date: CalendarDate?)?
        func date(_ day: Int32) -> CalendarDate? {
            if let last, last.day == day { return last.date }
            let date = lookUp(day)
            last = (day, date)
            return date
        }
        func lookUp(_ day: Int32) -> CalendarDate? {
            if let known = dates[day] { return known }
            let date = CalendarDate(daysSince1970: Int(day)).flatMap {
                $0.canBePublication(through: source.latestDay) ? $0 : nil
            }
            dates[day] = .some(date)
            return date
        }
        var (undated, tally) = (0, DayTally())
        var (numbers, published, stories) = (facts.articles, [CalendarDate?](), facts.stories)
        published.reserveCapacity(facts.articles.count)
        if let days = source.days {
            (numbers, stories) = ([], [])
            for (index, article) in facts.articles.enumerated() {
                let day = facts.days[index].flatMap(date)
                if day == nil { undated += 1 }
                if !tally.count(day, in: days) { continue }
                numbers.append(article)
                published.append(day)
                stories.append(facts.stories[index])
            }
        } else {
            for day in facts.days {
                published.append(day.flatMap(date))
                if published[published.count - 1] == nil { undated += 1 }
            }
        }
        var summary = ReadingSummary()
        summary.records = facts.articles.count
        (summary.withoutText, summary.withoutDate) = (facts.withoutText, undated)
        (summary.withMarkup, summary.cut) = (facts.withMarkup, facts.cut)
        if let days = source.days {
            summary.add(tally, of: days)
            try tally.check(days)
        }
        self.archive = archive
        self.settings = settings
        (self.numbers, self.published, self.stories) = (numbers, published, stories)
        placeOfNumber = ArchivedCorpus.places(of: numbers)
        reading = summary
    }

    /// Some of the articles.
    ///
    /// - Parameters:
    ///   - places: in ascending order.
    ///   - stories: those of the articles at these places.
    init(_ all: ArchivedCorpus, places: [Int], stories: [Int]) {
        (archive, settings, reading, self.stories) = (all.archive, all.settings, all.reading, stories)
        numbers = places.map { all.numbers[$0] }
        published = places.map { all.published[$0] }
        placeOfNumber = ArchivedCorpus.places(of: numbers)
    }

    private static func places(of numbers: [UInt32]) -> [Int32] {
        var places = [Int32](repeating: -1, count: Int(numbers.last ?? 0) + 1)
        for (place, number) in numbers.enumerated() { places[Int(number)] = Int32(place) }
        return places
    }

    /// The places of articles, by their numbers; those that do not count are left out.
    ///
    /// - Parameter articles: in ascending order.
    func places(of articles: [Int64]) -> [Int] {
        articles.compactMap { article in
            guard article < placeOfNumber.count, article > 0 else { return nil }
            let place = placeOfNumber[Int(article)]
            return place < 0 ? nil : Int(place)
        }
    }

    /// The same as narrow numbers.
    func places(of articles: [UInt32]) -> [Int32] {
        articles.compactMap { article in
            guard article < placeOfNumber.count else { return nil }
            let place = placeOfNumber[Int(article)]
            return place < 0 ? nil : place
        }
    }

    /// The places of the articles that may hold all of some runs of characters, in ascending order.
    func places(thatMayHold pieces: [[UInt32]]) throws -> [Int32] {
        try archive.articles(thatMayHold: pieces).compactMap { article in
            guard article > 0, article < placeOfNumber.count else { return nil }
            let place = placeOfNumber[Int(article)]
            return place < 0 ? nil : place
        }
    }

    /// Reads some articles.
    ///
    /// - Parameters:
    ///   - places: in ascending order.
    ///   - wanted: the fields that they carry.
    func articles(_ places: [Int], wanted: RecordFields) throws -> [Article] {
        var reader = StoredRecordReader(ReadingOptions(settings: settings, wanted: wanted))
        let textsAlone = wanted == .content
        return try archive.records(of: places.lazy.map { Int64(numbers[$0]) }, textsAlone: textsAlone).map { record in
            guard let article = reader.article(record) else {
                throw CorpusError.wrongFormat(path: archive.path, reason: "a record has neither a title nor a text")
            }
            return article
        }
    }
}

/// Some articles of an archive, without reading the others.
struct ArchivedPart: RecordStore {
    private let corpus: ArchivedCorpus
    let labelSettings: ReadingSettings?
    private var position = 0
    private static let readAtOnce = 1024

    /// - Throws: `CorpusError`.
    init(_ corpus: ArchivedCorpus) throws {
        self.corpus = corpus
        labelSettings = try corpus.archive.labelSettings()
    }

    mutating func nextRecords() throws -> [StoredRecord]? {
        guard position < corpus.numbers.count else { return nil }
        let part = position..<min(position + ArchivedPart.readAtOnce, corpus.numbers.count)
        position = part.upperBound
        return try corpus.archive.records(of: corpus.numbers[part].lazy.map { Int64($0) })
    }
}
