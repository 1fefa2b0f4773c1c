import Text
import TrendNumerics
import Corpus
import Features
import Models
import Timeline

/// The figures of a report, before they are put into words.
///
/// Only articles published up to the end of the reported months count, so that a report on a past month says today what
/// it would have said then.
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
    /// The articles that count, in the order of day, then by what they say, whatever order they were read in.
    let entries: [Entry]
    let totals: PeriodTotals
    /// The numbers of articles and stories that count; of an archive, not all of them are entries.
    let articleCount: Int
    let storyCount: Int
    /// How many stories of other periods topics were found in, of how many; nil for all.
    let topicSample: TopicSample?
    let industries: SeriesFamily
    /// How many further labels are left out of `industries`, which has those with the most articles.
    let rareIndustries: Int
    /// The articles whose industry no label of the model tells for sure; nil if there are none.
    let uncertain: Series?
    /// The same over what the reported periods are compared with, if that is the same days of others.
    let uncertainCompared: Series?
    /// The days that a last period without all of its days is compared with; nil if it is complete.
    let sameDays: SameDays?
    /// How often the model's labels were right on held-out articles; nil if it keeps none, or tagged nothing now.
    let trust: HeldOutTrust?
    let topics: SeriesFamily
    let terms: SeriesFamily
    /// What `terms` counts.
    let watched: [WatchedTerm]
    let technologies: SeriesFamily
    let keywords: SeriesFamily
    let sources: SeriesFamily
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

    /// Whether the reported months are complete, so that they can be compared.
    var isComparable: Bool {
        !totals.periods.indices.contains { months.contains(totals.periods[$0]) && totals.isPartial($0) }
    }

    /// The months before the reported ones, equally many.
    var monthsBefore: ClosedRange<Period> {
        let count = months.lowerBound.distance(to: months.upperBound) + 1
        return months.lowerBound.adding(-count)...months.lowerBound.adding(-1)
    }

    /// Indices of the entries that the reported ones are compared with: of the months before, or of the same days there.
    var entriesBefore: Range<Int> {
        guard let sameDays else { return entries(of: monthsBefore) }
        return sameDays.previous?.entries ?? 0..<0
    }

    /// The days or months that `entriesBefore` are of.
    var comparedMonths: ClosedRange<Period> { sameDays?.previous?.days ?? monthsBefore }

    /// Indices of the entries of some months.
    func entries(of months: ClosedRange<Period>) -> Range<Int> {
        let first = entries.partitioningIndex { $0.month >= months.lowerBound }
        return first..<max(first, entries.partitioningIndex { $0.month > months.upperBound })
    }

    /// Texts with tens of thousands of labels have no industries, and a series of each would take gigabytes. No table of
    /// a workbook has more columns than 16,384.
    static let maximumIndustries = 2000

    init(_ source: ReportSource, options: ReportOptions, progress: (ReportStage) throws -> Void) throws {
        let all = source.articles
        let dated = all.indices.filter { all[$0].published != nil }
        let days = dated.map { all[$0].published!.day }
        let part = options.part
        let history = source.history
        let isIn: [Bool]? =
            part.isWhole
            ? nil
            : Parallel.map(dated.count, threads: options.compute.threads) { part.contains(all[dated[$0]]) }
        let months =
            try history?.months
            ?? ReportFacts.months(options, days, isIn: isIn, read: all.count) {
                part.emptiness(of: all)
            }
        self.months = months
        let inTime = dated.indices.filter { days[$0] <= months.upperBound.lastDay }
        let unsorted = inTime.filter { isIn?[$0] ?? true }.map { (index: dated[$0], day: days[$0]) }
        // Without a copy of each article that is compared.
        let used = all.withUnsafeBufferPointer { all in
            unsorted.sorted { a, b in
                if a.day != b.day { return a.day < b.day }
                let order = all[a.index].compare(to: all[b.index])
                return order != 0 ? order < 0 : a.index < b.index
            }
        }
        try progress(.stories)
        let stories =
            history.map { history in ReportFacts.numbered(used.map { history.storyOfArticle[$0.index] }) }
            ?? NearDuplicates(threads: options.compute.threads).storyNumbers(
                used.map { all[$0.index].fingerprint }, days: used.map(\.day.daysSince1970))
        let rule = months.lowerBound.rule
        let entries = zip(used, ReportFacts.ids(of: used.map(\.day), rule, history?.totals)).enumerated().map {
            index, entry in
            Entry(
                articles: all, place: entry.0.index, id: entry.1, day: entry.0.day,
                month: rule.period(of: entry.0.day), story: stories[index])
        }
        self.entries = entries
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
        let (topics, topicsOfStory) = (found.topics, found.mainTopics)

        try progress(.trends)
        let (dataStart, dataEnd) =
            history.map { (options.dataStart, $0.dataEnd) }
            ?? ReportFacts.coverage(options, days, inTime, months, isWhole: isIn == nil)
        self.part = isIn == nil ? nil : Report.Part(part, leftOut: inTime.count - used.count)
        let counter = SeriesFamily.Counter(
            published: entries.map(\.day), stories: stories, months: months, dataStart: dataStart, dataEnd: dataEnd,
            history)
        let topicCounter = counter.ofTopics(sample: sample)
        let labels = entries.map(\.article.countedIndustries)
        let (byName, count) = ReportFacts.ranked(
            labels, and: history?.industries ?? [:], most: ReportFacts.maximumIndustries)
        rareIndustries = count - byName.count
        var counts: [SeriesFamily.Counted] = [
            .init(.industries, labels, order: byName),
            .init(
                .topics, stories.map { topicsOfStory.isEmpty ? [] : topicsOfStory[$0].map(String.init) },
                order: topics.indices.map(String.init)),
            .init(
                .terms, entries.map { $0.article.terms.map(String.init) }, order: source.terms.indices.map(String.init)),
            .init(
                .technologies, entries.map(\.article.technologies),
                order: ReportFacts.rankingOrder(entries, in: months, \.technologies)),
            .init(
                .keywords, entries.map(\.article.keywords),
                order: ReportFacts.rankingOrder(entries, in: months, \.keywords)),
            .sources(entries, in: months),
        ]
        if let history {
            counts[1].others = ReportFacts.topicCounts(
                sample, topicsOfStory.suffix(sample.count), topics: topics.count, in: history.totals)
            counts[2].others = history.terms
            for (index, kind) in [
                (0, ReportHistory.Kind.industries), (3, .technologies), (4, .keywords), (5, .sources),
            ] {
                counts[index].others = try history.count(kind, counts[index].order)
            }
        }
        var families = counts.map { ($0.kind == .topics ? topicCounter : counter).count($0) }
        // Of articles that were chosen by their labels, the shares of labels cannot be estimated.
        let estimator = part.industries.isEmpty ? source.classifier : nil
        func estimate(_ families: inout [SeriesFamily], _ entries: [Entry], _ counter: SeriesFamily.Counter) -> Bool {
            guard let classifier = estimator, let sample = classifier.heldOut,
                let history = ShareHistory(
                    entries, stories: counter.stories, classifier, sample, totals: counter.totals, options)
            else { return false }
            families[0].estimate(history, labels: classifier.labels)
            return true
        }
        func uncertain(_ entries: [Entry], _ counter: SeriesFamily.Counter) -> Series? {
            let others = history?.uncertain.map { [$0] } ?? []
            return entries.contains(where: \.article.isUncertain) || !others.isEmpty
                ? counter.series(entries.map { $0.article.isUncertain ? [""] : [] }, order: [""], others: others)[0]
                : nil
        }
        let isEstimated = estimate(&families, entries, counter)
        trust = isEstimated ? estimator?.heldOut?.trust(sureFrom: ArticleClassifier.sureProbability) : nil
        self.uncertain = uncertain(entries, counter)
        families[1].rename(topics.map(\.name))
        families[2].rename(source.terms.map(\.name))

        let lastDay = entries.last!.day
        sameDays = SameDays(
            entries.map(\.day), months: months, totals: counter.totals, end: max(dataEnd ?? lastDay, lastDay))
        if let sameDays {
            let own = sameDays.compared.map { entries[$0] }
            let compared = counter.cut(to: sameDays.compared)
            let comparedTopics = topicCounter.cut(to: sameDays.compared)
            var comparedFamilies = counts.map {
                ($0.kind == .topics ? comparedTopics : compared).count($0.cut(to: sameDays.compared))
            }
            _ = estimate(&comparedFamilies, own, compared)
            uncertainCompared = uncertain(own, compared)
            SeriesFamily.findTrends(
                in: &families, comparing: comparedFamilies, months: months, threads: options.compute.threads)
        } else {
            uncertainCompared = nil
            SeriesFamily.findTrends(in: &families, months: months, threads: options.compute.threads)
        }
        (industries, self.topics, terms) = (families[0], families[1], families[2])
        (technologies, keywords, sources) = (families[3], families[4], families[5])
        watched = source.terms
        totals = counter.totals
        articleCount = totals.articles.reduce(0, +)
        storyCount = history?.stories ?? Set(stories).count
        topicSample = history.flatMap { history in
            history.sample.count < history.sampled
                ? TopicSample(stories: history.sample.count, of: history.sampled) : nil
        }

        try progress(.phrases)
        let finder = try EmergingFinder(
            entries, stories: stories, months: months, dataStart: dataStart, dataEnd: dataEnd,
            ignoring: options.ignored, history, threads: options.compute.threads)
        emerging = try finder.all()
        emergingOfIndustries = try finder.ofIndustries(industries)

        try progress(.reading)
        toRead = ArticlesToRead(
            texts.scalars, leads: leads, vectorizer: (try? topicModel.get())?.vectorizer,
            isReported: { $0 < entries.count && entries[$0].month >= months.lowerBound },
            threads: options.compute.threads)

        data =
            history.map { DataNotes($0.data, rejects: source.rejects) }
            ?? DataNotes(
                read: all.count, rejects: source.rejects, tagged: all.count { $0.probabilities != nil },
                unlabeled: all.count(where: \.isUnlabeled),
                filledTechnologies: all.count(where: \.hasInferredTechnologies),
                filledKeywords: all.count(where: \.hasInferredKeywords),
                undated: all.count - dated.count, unreadableDates: all.count(where: \.hasUnreadableDate),
                later: dated.count - inTime.count,
                byRule: all.reduce(into: [:]) { counts, article in
                    if let rule = article.published?.rule { counts[rule, default: 0] += 1 }
                })
        classifier = source.classifier
        threads = options.compute.threads
        let checkable = all.filter { $0.probabilities != nil && !$0.ownIndustries.isEmpty }
        agreement =
            checkable.isEmpty
            ? nil
            : ClassificationReport(
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

    /// The most frequent names, the most frequent first, and how many names there are.
    ///
    /// - Parameter counts: what is known of other articles.
    static func ranked(
        _ names: [[String]], and counts: [String: Int] = [:], most: Int = .max
    ) -> (names: [String], count: Int) {
        var counts = counts
        for name in names.lazy.flatMap({ $0.count > 1 ? Array(Set($0)) : $0 }) { counts[name, default: 0] += 1 }
        let most = min(most, counts.count)
        return (counts.first(most) { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key), counts.count)
    }

    private static let rankingLength = 20

    /// The most frequent names in the articles of the months.
    private static func rankingOrder(
        _ entries: [Entry], in months: ClosedRange<Period>, _ names: KeyPath<ReportArticle, [String]>
    ) -> [String] {
        rankingOrder(entries.filter { months.contains($0.month) }.map { $0.article[keyPath: names] })
    }

    /// The most frequent names.
    static func rankingOrder(_ names: [[String]]) -> [String] { ranked(names, most: rankingLength).names }
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
