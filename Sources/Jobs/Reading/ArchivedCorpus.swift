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
    private let placeOfNumber: Places

    /// - Parameter takesEmpty: whether records that have to be rejected are among the articles.
    /// - Returns: nil where the source is not just an archive, or has records that have to be rejected.
    /// - Throws: `CorpusError`, `JobError.noArticleWithin`.
    init?(_ source: ArticleSource, _ settings: ReadingSettings, takesEmpty: Bool = false) throws {
        guard let archive = try source.wholeArchive(settings) else { return nil }
        let facts = try archive.facts(through: source.latestDay)
        guard takesEmpty || facts.empty == 0 else { return nil }
        var tally = DayTally()
        var (numbers, published, stories) = (facts.articles, facts.published, facts.stories)
        if let days = source.days {
            let places = published.indices.filter { tally.count(facts.published[$0], in: days) }
            (numbers, published) = (places.map { numbers[$0] }, places.map { published[$0] })
            stories = places.map { stories[$0] }
        }
        var summary = ReadingSummary()
        summary.records = facts.articles.count
        (summary.withoutText, summary.withoutDate) = (facts.withoutText, facts.published.count { $0 == nil })
        (summary.withMarkup, summary.cut) = (facts.withMarkup, facts.cut)
        if let days = source.days {
            summary.add(tally, of: days)
            try tally.check(days)
        }
        self.archive = archive
        self.settings = settings
        (self.numbers, self.published, self.stories) = (numbers, published, stories)
        placeOfNumber = Places(of: numbers)
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
        placeOfNumber = Places(of: numbers)
    }

    /// The places of articles by their numbers.
    private struct Places: Sendable {
        private let last: UInt32
        /// By number; -1 for an article that does not count. Empty where all articles from 1 on count.
        private let places: [Int32]

        init(of numbers: [UInt32]) {
            last = numbers.last ?? 0
            guard Int(last) != numbers.count else {
                places = []
                return
            }
            var places = [Int32](repeating: -1, count: Int(last) + 1)
            for (place, number) in numbers.enumerated() { places[Int(number)] = Int32(place) }
            self.places = places
        }

        subscript(number: some BinaryInteger) -> Int32? {
            guard number > 0, number <= last else { return nil }
            if places.isEmpty { return Int32(number) - 1 }
            let place = places[Int(number)]
            return place < 0 ? nil : place
        }
    }

    /// The places of articles, by their numbers; those that do not count are left out.
    ///
    /// - Parameter articles: in ascending order.
    func places(of articles: [Int64]) -> [Int] {
        articles.compactMap { article in placeOfNumber[article].map { Int($0) } }
    }

    /// The same as narrow numbers.
    func places(of articles: [UInt32]) -> [Int32] {
        articles.compactMap { placeOfNumber[$0] }
    }

    /// The places of the articles that may hold all of some runs of characters, in ascending order.
    ///
    /// - Parameter most: so many of the first articles, those among them that do not count are left out.
    /// - Returns: also whether these are all.
    func places(thatMayHold pieces: [[UInt32]], atMost most: Int) throws -> (places: [Int32], areAll: Bool) {
        let articles = try archive.articles(thatMayHold: pieces, atMost: most)
        return (articles.compactMap { placeOfNumber[$0] }, articles.count < most)
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
