import Corpus
import Models
import Timeline
import TrendNumerics

/// The series of a report by family, with their trends.
struct ReportSeries: Sendable {
    let industries: SeriesFamily
    let topics: SeriesFamily
    let terms: SeriesFamily
    let technologies: SeriesFamily
    let keywords: SeriesFamily
    let sources: SeriesFamily
    let totals: PeriodTotals
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

    /// Texts with tens of thousands of labels have no industries, and a series of each would take gigabytes. No table of
    /// a workbook has more columns than 16,384.
    static let maximumIndustries = 2000

    init(
        _ entries: [ReportFacts.Entry], _ source: ReportSource, _ selection: ReportSelection, _ topics: TopicsOfStories,
        _ options: ReportOptions
    ) throws {
        let months = selection.months
        let counter = SeriesFamily.Counter(
            published: entries.map(\.day), stories: entries.map(\.story), months: months,
            selection.coverage, source.history)
        let counting = Counting(
            entries: entries, counter: counter, topicCounter: counter.ofTopics(sample: source.history?.sample ?? []),
            // Of articles that were chosen by their labels, the shares of labels cannot be estimated.
            classifier: options.part.industries.isEmpty ? source.classifier : nil,
            othersUncertain: source.history?.uncertain, options: options)
        let (counted, rare) = try ReportSeries.counted(entries, source, topics, months, counter.totals)
        var (families, isEstimated) = counting.families(counted)
        families[1].rename(topics.topics.map(\.name))
        families[2].rename(source.terms.map(\.name))
        let lastDay = entries.last!.day
        let sameDays = SameDays(
            entries.map(\.day), months: months, totals: counter.totals,
            end: max(selection.coverage.end ?? lastDay, lastDay))
        let compared = sameDays.map { counting.cut(to: $0.compared) }
        let comparedFamilies = sameDays.flatMap { days in
            compared?.families(counted.map { $0.cut(to: days.compared) }).families
        }
        SeriesFamily.findTrends(
            in: &families, comparing: comparedFamilies, months: months, threads: options.compute.threads)
        (industries, self.topics, terms) = (families[0], families[1], families[2])
        (technologies, keywords, sources) = (families[3], families[4], families[5])
        (totals, rareIndustries, self.sameDays) = (counter.totals, rare, sameDays)
        (uncertain, uncertainCompared) = (counting.uncertain, compared?.uncertain)
        trust = isEstimated ? source.classifier?.heldOut?.trust(sureFrom: ArticleClassifier.sureProbability) : nil
    }

    /// What to count, family by family, and how many labels are not among it.
    private static func counted(
        _ entries: [ReportFacts.Entry], _ source: ReportSource, _ topics: TopicsOfStories,
        _ months: ClosedRange<Period>, _ totals: PeriodTotals
    ) throws -> (counted: [SeriesFamily.Counted], rareIndustries: Int) {
        let labels = entries.map(\.article.countedIndustries)
        let (industries, count) = NameRanking.ranked(
            labels, and: source.history?.industries ?? [:], most: maximumIndustries)
        let reported = entries.filter { months.contains($0.month) }.map(\.article)
        var counted: [SeriesFamily.Counted] = [
            .init(.industries, labels, order: industries),
            .init(
                .topics, entries.map { topics.mainTopics.isEmpty ? [] : topics.mainTopics[$0.story].map(String.init) },
                order: topics.topics.indices.map(String.init)),
            .init(
                .terms, entries.map { $0.article.terms.map(String.init) }, order: source.terms.indices.map(String.init)),
            .init(
                .technologies, entries.map(\.article.technologies),
                order: NameRanking.most(reported.map(\.technologies))),
            .init(.keywords, entries.map(\.article.keywords), order: NameRanking.most(reported.map(\.keywords))),
            .sources(entries, in: months),
        ]
        guard let history = source.history else { return (counted, count - industries.count) }
        counted[1].others = topicCounts(
            history.sample, topics.mainTopics.suffix(history.sample.count), topics: topics.topics.count, in: totals)
        counted[2].others = history.terms
        for (index, kind) in [(0, ReportHistory.Kind.industries), (3, .technologies), (4, .keywords), (5, .sources)] {
            counted[index].others = try history.count(kind, counted[index].order)
        }
        return (counted, count - industries.count)
    }

    /// The sampled stories of each topic, by period.
    private static func topicCounts(
        _ sample: [ReportArticle], _ topicsOfStory: ArraySlice<[Int]>, topics: Int, in totals: PeriodTotals
    ) -> [ReportHistory.Counts] {
        var counts = [ReportHistory.Counts](repeating: .init(periods: totals.periods.count), count: topics)
        guard let first = totals.periods.first else { return counts }
        for (article, own) in zip(sample, topicsOfStory) {
            let period = first.distance(to: first.rule.period(of: article.published!.day))
            for topic in own {
                counts[topic].articles[period] += 1
                counts[topic].stories[period] += 1
            }
        }
        return counts
    }
}

/// Counts the articles and stories of a report, or of some of its articles.
private struct Counting {
    let entries: [ReportFacts.Entry]
    let counter: SeriesFamily.Counter
    let topicCounter: SeriesFamily.Counter
    /// The model by which shares of industries are estimated.
    let classifier: ArticleClassifier?
    let othersUncertain: ReportHistory.Counts?
    let options: ReportOptions

    /// - Parameter counted: the industries first.
    /// - Returns: beside the families, whether the shares of industries are estimated.
    func families(_ counted: [SeriesFamily.Counted]) -> (families: [SeriesFamily], isEstimated: Bool) {
        var families = counted.map { ($0.kind == .topics ? topicCounter : counter).count($0) }
        guard let classifier, let sample = classifier.heldOut,
            let history = ShareHistory(
                entries, stories: counter.stories, classifier, sample, totals: counter.totals, options)
        else { return (families, false) }
        families[0].estimate(history, labels: classifier.labels)
        return (families, true)
    }

    /// The articles of which no label is sure; nil if there are none.
    var uncertain: Series? {
        let others = othersUncertain.map { [$0] } ?? []
        guard entries.contains(where: \.article.isUncertain) || !others.isEmpty else { return nil }
        return counter.series(entries.map { $0.article.isUncertain ? [""] : [] }, order: [""], others: others)[0]
    }

    /// - Parameter articles: indices of the entries.
    func cut(to articles: [Int]) -> Counting {
        Counting(
            entries: articles.map { entries[$0] }, counter: counter.cut(to: articles),
            topicCounter: topicCounter.cut(to: articles), classifier: classifier, othersUncertain: othersUncertain,
            options: options)
    }
}

extension SeriesFamily.Counted {
    /// The most frequent sources of the reported months; none unless most articles there have one, and several are there.
    static func sources(_ entries: [ReportFacts.Entry], in months: ClosedRange<Period>) -> SeriesFamily.Counted {
        let names = entries.map(\.article.sourceNames)
        let reported = entries.indices.filter { months.contains(entries[$0].month) }.map { names[$0] }
        let order = NameRanking.most(reported)
        let isKnown = order.count > 1 && 2 * reported.count { !$0.isEmpty } >= reported.count
        return .init(.sources, names, order: isKnown ? order : [])
    }
}
