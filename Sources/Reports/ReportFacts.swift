import Text
import TrendNumerics
import Corpus
import Features
import Models
import Timeline

/// The figures of a report, before they are put into words.
struct ReportFacts: Sendable {
    /// A dated article that counts.
    struct Entry: Sendable {
        /// All articles, which the entries share: copies of them would take much of the memory that short articles take.
        let articles: [ReportArticle]
        /// Its place among them.
        let place: Int
        /// The article's number among the dated articles up to the end of the reported months, in their order, from 1.
        let id: Int
        let day: CalendarDate
        let month: Period
        let story: Int

        var article: ReportArticle { articles[place] }
    }

    /// The reported periods, which may be weeks, quarters or days too.
    let months: ClosedRange<Period>
    /// The part of the articles that is reported on; nil for all of them.
    let part: Report.Part?
    /// Periods behind them that were asked for and that no article is of; nil for none.
    let withoutArticles: ClosedRange<Period>?
    /// The articles that count, in the order of day, then by what they say, whatever order they were read in.
    let entries: [Entry]
    /// The numbers of articles and stories that count; of an archive, not all of them are entries.
    let articleCount: Int
    let storyCount: Int
    /// How many stories of other periods topics were found in, of how many; nil for all.
    let topicSample: TopicSample?
    let series: ReportSeries
    /// What `series.terms` counts.
    let watched: [WatchedTerm]
    /// The topics, or the reason why there are none.
    let topicModel: Result<TopicModel, TopicFailure>
    /// What is to be said of kept topics; nil where topics were found in the articles.
    let keptTopics: KeptTopicsNote?
    /// The weight of each topic in each story, story by story; empty if there are no topics.
    let topicWeights: [Float]
    /// Which headlines name the topics.
    let topicHeadlines: TopicHeadlines
    let toRead: ArticlesToRead
    /// The phrases that emerged in the reported months, month by month.
    var emerging: [EmergingEntry]
    /// The same for each of the largest industries, against its own past.
    let emergingOfIndustries: [EmergingOfIndustry]
    let data: DataNotes
    let strays: StrayArticles?
    /// The model that tagged the articles; `nil` if their tags were inferred earlier.
    let classifier: ArticleClassifier?
    /// The number of cores for what is worked out of the facts.
    let threads: Int
    /// The agreement of the tags of new articles with their own labels; `nil` if no new article has labels.
    let agreement: ClassificationReport?

    /// The number of articles read, by outcome.
    struct DataNotes: Sendable {
        var read: Int
        var rejects: Int
        /// Articles whose industries are the model's.
        var tagged: Int
        /// Articles without labels that no model has tagged.
        var unlabeled: Int
        /// Articles whose technologies are the model's; `filledKeywords` counts those whose keywords are.
        var filledTechnologies: Int
        var filledKeywords: Int
        var undated: Int
        var unreadableDates: Int
        /// Articles published after the reported months.
        var later: Int
        var byRule: [DateRule: Int]

        func count(_ rule: DateRule) -> Int { byRule[rule, default: 0] }
    }

    /// The reported months that the data do not cover whole; nil where they cover all, so that these can be compared.
    var incomplete: ClosedRange<Period>? {
        let without = Period.span(months.lowerBound, months.upperBound).filter { !series.totals.cover($0...$0) }
        return without.first.map { $0...without[without.count - 1] }
    }

    /// Runs of reported months without an article.
    var gaps: [ClosedRange<Period>] {
        let totals = series.totals
        var gaps: [ClosedRange<Period>] = []
        for month in Period.span(months.lowerBound, months.upperBound)
        where entries(of: month...month).isEmpty && !totals.cover(month...month) {
            if let last = gaps.last, last.upperBound.adding(1) == month {
                gaps[gaps.count - 1] = last.lowerBound...month
            } else {
                gaps.append(month...month)
            }
        }
        return gaps
    }

    /// Whether what the last reported month has can be judged: bursts are not sought in a part of a month.
    var isLastJudged: Bool { series.totals.lastComparable == months.upperBound }

    /// Whether the data cover the months before whole, too.
    var isComparedWithWhole: Bool { series.totals.cover(monthsBefore) }

    /// Whether the data begin earlier than the months before.
    var isAfterGap: Bool { series.totals.periods.first.map { $0 < monthsBefore.lowerBound } ?? false }

    /// The months before the reported ones, equally many.
    var monthsBefore: ClosedRange<Period> {
        let count = months.lowerBound.distance(to: months.upperBound) + 1
        return months.lowerBound.adding(-count)...months.lowerBound.adding(-1)
    }

    /// Indices of the entries that the reported ones are compared with: of the months before, or of the same days there.
    var entriesBefore: Range<Int> {
        guard let sameDays = series.sameDays else { return entries(of: monthsBefore) }
        return sameDays.previous?.entries ?? 0..<0
    }

    /// The days or months that `entriesBefore` are of.
    var comparedMonths: ClosedRange<Period> { series.sameDays?.previous?.days ?? monthsBefore }

    /// Indices of the entries of some months.
    func entries(of months: ClosedRange<Period>) -> Range<Int> {
        let first = entries.partitioningIndex { $0.month >= months.lowerBound }
        return first..<max(first, entries.partitioningIndex { $0.month > months.upperBound })
    }

    init(_ source: ReportSource, options: ReportOptions, progress: (ReportStage) throws -> Void) throws {
        let selection = try ReportSelection(source, options)
        let months = selection.months
        (self.months, part, withoutArticles) = (months, selection.part, selection.withoutArticles)
        try progress(.stories)
        let entries = ReportFacts.entries(source, selection, threads: options.compute.threads)
        self.entries = entries
        let stories = entries.map(\.story)
        let history = source.history
        let sample = history?.sample ?? []
        let (texts, leads) = ReportFacts.texts(entries, stories, sample, threads: options.compute.threads)

        try progress(.topics)
        let found = TopicsOfStories(
            leads.map { texts[$0] },
            isReported: leads.map { $0 < entries.count && entries[$0].month >= months.lowerBound }, options,
            mostFitted: history == nil ? .max : ReportFacts.mostFitted)
        topicModel = found.model
        keptTopics = found.note
        topicWeights = found.weights
        topicHeadlines = TopicHeadlines(found.topics, by: texts.first?.normalizer ?? TextNormalizer())

        try progress(.trends)
        series = try ReportSeries(entries, source, selection, found, options)
        watched = source.terms
        articleCount = series.totals.articles.reduce(0, +)
        storyCount = history?.stories ?? Set(stories).count
        topicSample = history.flatMap { history in
            history.sample.count < history.sampled
                ? TopicSample(stories: history.sample.count, of: history.sampled) : nil
        }

        try progress(.phrases)
        let finder = try EmergingFinder(
            entries, stories: stories, months: months, coverage: selection.coverage, ignoring: options.ignored, history,
            threads: options.compute.threads)
        emerging = try finder.all()
        emergingOfIndustries = try finder.ofIndustries(series.industries)

        try progress(.reading)
        toRead = ArticlesToRead(
            texts.scalars, leads: leads, vectorizer: (try? topicModel.get())?.vectorizer,
            isReported: { $0 < entries.count && entries[$0].month >= months.lowerBound },
            threads: options.compute.threads)
        data = DataNotes(source, selection)
        let later = source.history == nil ? selection.ownLater : data.later
        strays =
            options.months == nil && options.dataEnd == nil && later > 0
            ? StrayArticles(count: later, after: months.upperBound) : nil
        classifier = source.classifier
        threads = options.compute.threads
        agreement = ReportFacts.agreement(source)
    }

    /// The articles of a selection, each with its number and its story.
    private static func entries(_ source: ReportSource, _ selection: ReportSelection, threads: Int) -> [Entry] {
        let (all, used) = (source.articles, selection.articles)
        let stories =
            source.history.map { history in numbered(used.map { history.storyOfArticle[$0.place] }) }
            ?? NearDuplicates(threads: threads).storyNumbers(
                used.map { all[$0.place].fingerprint }, days: used.map(\.day.daysSince1970))
        let rule = selection.months.lowerBound.rule
        let ids = ids(of: used.map(\.day), rule, source.history?.totals)
        return used.indices.map { index in
            let (place, day) = used[index]
            return Entry(
                articles: all, place: place, id: ids[index], day: day, month: rule.period(of: day),
                story: stories[index])
        }
    }

    /// The agreement of the tags of new articles with their own labels; nil if no new article has labels.
    private static func agreement(_ source: ReportSource) -> ClassificationReport? {
        let checkable = source.articles.filter { $0.probabilities != nil && !$0.ownIndustries.isEmpty }
        guard !checkable.isEmpty else { return nil }
        return ClassificationReport(
            given: checkable.map {
                source.classifier?.givenLabels(Article(industries: $0.ownIndustries)) ?? $0.ownIndustries
            },
            predicted: checkable.map(\.industries))
    }

    /// The first article of each story, by story.
    static func leads(_ stories: [Int]) -> [Int] {
        var leads: [Int] = []
        for (index, story) in stories.enumerated() where story == leads.count { leads.append(index) }
        return leads
    }
}

/// Why there are no topics.
enum TopicFailure: Error, Equatable, Sendable {
    /// The articles have no phrases from which to find topics.
    case noPhrases
    case notConverged
    /// Any other error, as its description.
    case other(String)

    init(_ error: any Error) {
        self =
            switch error {
            case NumericsError.noRows, ModelError.noDocuments, ModelError.noCommonPhrases: .noPhrases
            case NumericsError.notConverged: .notConverged
            default: .other("\(error)")
            }
    }
}
