import Text
import Numerics
import Corpus
import Features
import Models
import Timeline

/// The figures of a report, before they are put into words.
///
/// Only what was published up to the end of the reported months counts, so that a report on a past month
/// says what it would have said then.
struct ReportFacts: Sendable {
    /// An article that counts.
    struct Entry: Sendable {
        let item: ReportSource.Item
        /// Its place among the articles read, from 1.
        let id: Int
        let day: CalendarDate
        let month: Period
        let story: Int
    }

    let months: ClosedRange<Period>
    /// By day, then as read.
    let entries: [Entry]
    let totals: PeriodTotals
    let industries: SeriesFamily
    let topics: SeriesFamily
    let terms: SeriesFamily
    let technologies: SeriesFamily
    let keywords: SeriesFamily
    /// nil where there is too little text for topics.
    let topicModel: TopicModel?
    let toRead: ArticlesToRead
    /// Phrases that came up in the reported months, month by month.
    var emerging: [EmergingEntry]
    let data: DataNotes
    /// nil where the tags were kept from earlier.
    let classifier: ArticleClassifier?
    /// How the tags of new articles compare with labels they came with; nil where none has any.
    let agreement: ClassificationReport?

    /// How much was read, and what became of it.
    struct DataNotes: Sendable {
        var read: Int
        var rejects: Int
        var tagged: Int
        var undated: Int
        var unreadableDates: Int
        /// Published after the reported months.
        var later: Int
        var byRule: [DateRule: Int]
    }

    /// The reported months are whole, so they may be compared.
    var isComparable: Bool { !(totals.isLastPartial && totals.periods.last == months.upperBound) }

    /// The months just before, as many as are reported.
    var monthsBefore: ClosedRange<Period> {
        let count = months.lowerBound.distance(to: months.upperBound) + 1
        return months.lowerBound.adding(-count)...months.lowerBound.adding(-1)
    }

    /// Indices of the entries of some months.
    func entries(of months: ClosedRange<Period>) -> Range<Int> {
        let first = entries.firstIndex { $0.month >= months.lowerBound } ?? entries.count
        let end = entries[first...].firstIndex { $0.month > months.upperBound } ?? entries.count
        return first..<end
    }

    init(_ source: ReportSource, options: ReportOptions, progress: (ReportStage) -> Void) throws {
        let all = source.items
        let dated = all.indices.filter { all[$0].article.published != nil }
        let months = try ReportFacts.months(
            options.months, dated.map { all[$0].article.published!.day }, read: all.count)
        self.months = months
        let used = dated.map { (index: $0, day: all[$0].article.published!.day) }
            .filter { $0.day <= months.upperBound.lastDay }
            .sorted { ($0.day, $0.index) < ($1.day, $1.index) }
        progress(.stories)
        let stories = NearDuplicates(threads: options.threads).storyNumbers(
            used.map { all[$0.index].fingerprint }, days: used.map(\.day.daysSince1970))
        let entries = zip(used, stories).map { place, story in
            Entry(
                item: all[place.index], id: place.index + 1, day: place.day, month: Period(.month, of: place.day),
                story: story)
        }
        self.entries = entries

        progress(.topics)
        let leads = ReportFacts.leads(stories)
        let found = try? TopicModel.fit(
            leads.map { entries[$0].item.article },
            nmf: NMF(rank: options.topics, seed: options.seed, threads: options.threads))
        topicModel = found?.0
        let topicsOfStory = found.map { ReportFacts.mainTopics($0.weights, topics: $0.0.count) } ?? []

        progress(.trends)
        // What is dated after the reported months shows that they are whole.
        let dataEnd = options.dataEnd ?? (used.count < dated.count ? months.upperBound.lastDay : nil)
        let counter = SeriesFamily.Counter(
            published: entries.map(\.day), stories: stories, months: months, dataEnd: dataEnd)
        let labels = entries.map(\.item.labels)
        let byName = ReportFacts.ranked(labels)
        var families = [
            counter.count(.industries, labels, order: byName),
            counter.count(
                .topics, stories.map { topicsOfStory.isEmpty ? [] : topicsOfStory[$0].map(String.init) },
                order: (0..<(topicModel?.count ?? 0)).map(String.init)),
            counter.count(
                .terms, entries.map { $0.item.terms.map(String.init) }, order: source.terms.indices.map(String.init)),
            counter.count(
                .technologies, entries.map(\.item.article.technologies),
                order: ReportFacts.leagueOrder(entries, in: months, \.technologies)),
            counter.count(
                .keywords, entries.map(\.item.article.keywords),
                order: ReportFacts.leagueOrder(entries, in: months, \.keywords)),
        ]
        if let topicModel { families[1].rename(topicModel.topics.map(\.name)) }
        families[2].rename(source.terms.map(\.name))
        SeriesFamily.findTrends(in: &families, months: months, threads: options.threads)
        (industries, topics, terms) = (families[0], families[1], families[2])
        (technologies, keywords) = (families[3], families[4])
        totals = counter.totals

        progress(.phrases)
        let contents = entries.map(\.item.article.content)
        let texts = Parallel.map(contents.count, threads: options.threads) {
            TextNormalizer().scalars(of: contents[$0])
        }
        emerging = EmergingEntry.find(
            in: entries, texts: texts, stories: stories, months: months, dataEnd: dataEnd, threads: options.threads)

        progress(.reading)
        toRead = ArticlesToRead(
            texts, leads: leads, vectorizer: topicModel?.vectorizer,
            isReported: { entries[$0].month >= months.lowerBound }, threads: options.threads)

        let articles = all.map(\.article)
        data = DataNotes(
            read: all.count, rejects: source.rejects, tagged: all.count { $0.tags != nil },
            undated: all.count - dated.count, unreadableDates: articles.count(where: \.hasUnreadableDate),
            later: dated.count - used.count,
            byRule: articles.reduce(into: [:]) { counts, article in
                if let rule = article.published?.rule { counts[rule, default: 0] += 1 }
            })
        classifier = source.classifier
        let checkable = all.filter { $0.tags != nil && !$0.article.industries.isEmpty }
        agreement =
            checkable.isEmpty
            ? nil
            : ClassificationReport(
                given: checkable.map { source.classifier?.givenLabels($0.article) ?? $0.article.industries },
                predicted: checkable.map(\.labels))
    }

    /// The months asked for, up to the last one with articles.
    private static func months(
        _ asked: ClosedRange<Period>?, _ days: [CalendarDate], read: Int
    ) throws -> ClosedRange<Period> {
        guard let first = days.min(), let last = days.max() else { throw ReportError.noDatedArticles(undated: read) }
        let all = Period(.month, of: first)...Period(.month, of: last)
        guard let asked else { return all.upperBound...all.upperBound }
        let present = days.filter { asked.contains(Period(.month, of: $0)) }.max()
        guard let present else { throw ReportError.noArticles(asked, first: all.lowerBound, last: all.upperBound) }
        return asked.lowerBound...Period(.month, of: present)
    }

    /// By story, its first article.
    private static func leads(_ stories: [Int]) -> [Int] {
        var leads: [Int] = []
        for (index, story) in stories.enumerated() where story == leads.count { leads.append(index) }
        return leads
    }

    /// By article, the topics that are at least a third of it.
    private static func mainTopics(_ weights: [Float], topics: Int) -> [[Int]] {
        let shares = TopicModel.shares(weights, topics: topics)
        return stride(from: 0, to: shares.count, by: topics).map { start in
            (0..<topics).filter { shares[start + $0] >= 1 / 3 }
        }
    }

    /// All names, the most frequent first.
    private static func ranked(_ names: [[String]]) -> [String] {
        var counts: [String: Int] = [:]
        for name in names.lazy.flatMap({ Set($0) }) { counts[name, default: 0] += 1 }
        return counts.keys.sorted { (counts[$1]!, $0) < (counts[$0]!, $1) }
    }

    private static let leagueSize = 20

    /// What is named in most articles of the months.
    private static func leagueOrder(
        _ entries: [Entry], in months: ClosedRange<Period>, _ names: KeyPath<Article, [String]>
    ) -> [String] {
        Array(
            ranked(entries.filter { months.contains($0.month) }.map { $0.item.article[keyPath: names] }).prefix(
                leagueSize))
    }
}
