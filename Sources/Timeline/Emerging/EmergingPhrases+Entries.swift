import Corpus
import Features

extension EmergingPhrases {
    /// The number of best candidates examined per entry.
    private static let candidatesPerEntry = 20
    /// The maximum number of related phrases per entry.
    private static let maximumRelated = 5

    /// The entries of lists of candidates, each with the burst that begins in the period.
    func entries(
        _ lists: [[EmergingCandidate]], _ comparison: Comparison, _ counts: PhraseCounts, count: Int
    ) throws -> [[EmergingPhrase]] {
        let groups = lists.map { self.groups($0, comparison, counts.reported, start: counts.start, count: count) }
        var leads = groups.flatMap { $0.map(\.lead) }
        try addLater(&leads, counts)
        var place = 0
        return groups.map { own in
            own.map { group in
                var lead = leads[place]
                place += 1
                lead.burst = burst(of: lead.appearances, beginningIn: comparison.period, comparison.totals)
                return entry(group, lead, counts.reported)
            }
        }
    }

    /// The entries of candidates that have their bursts.
    func entries(
        _ candidates: [EmergingCandidate], _ comparison: Comparison, _ reported: ReportedPhrases, start: Int, count: Int
    ) -> [EmergingPhrase] {
        groups(candidates, comparison, reported, start: start, count: count).map { entry($0, $0.lead, reported) }
    }

    /// Counts candidates in the periods after theirs.
    private func addLater(_ candidates: inout [EmergingCandidate], _ counts: PhraseCounts) throws {
        let end = counts.start + counts.reported.periods.count
        let later = end..<max(end, counts.totals.periods.count)
        for place in candidates.indices {
            let last = candidates[place].appearances.counts.last?.period ?? -1
            for var count in counts.reported.appearances(of: candidates[place].phrase).counts {
                count.period += Int32(counts.start)
                if count.period > last { candidates[place].appearances.counts.append(count) }
            }
        }
        if later.isEmpty || candidates.isEmpty { return }
        let answers = try counts.history.appearances(
            of: counts.lexicon.only(candidates.map(\.phrase)), in: later, limits: candidates.map { _ in .max })
        for (place, answer) in answers.enumerated() { answer.map { candidates[place].appearances.add($0) } }
    }

    /// Candidates of the same stories.
    private struct Group {
        var lead: EmergingCandidate
        var related: [Int]
        /// The period's articles with the lead, by number in the reported ones.
        var members: [Int]
        var example: Int
    }

    /// Groups the candidates, in their order. A candidate that mostly occurs in the stories of an earlier group joins
    /// it.
    private func groups(
        _ candidates: [EmergingCandidate], _ comparison: Comparison, _ reported: ReportedPhrases, start: Int, count: Int
    ) -> [Group] {
        let candidates = candidates.prefix(count * EmergingPhrases.candidatesPerEntry)
        let articles = reported.articles(of: candidates.map(\.phrase), in: comparison.period - start)
        let stories = articles.map { own in
            own.reduce(into: [Int]()) { stories, article in
                if stories.last != reported.stories[article] { stories.append(reported.stories[article]) }
            }
        }
        var groups: [[Int]] = []
        for candidate in candidates.indices {
            if let group = groups.firstIndex(where: { areOne(stories[$0[0]], stories[candidate]) }) {
                groups[group].append(candidate)
            } else if groups.count < count {
                groups.append([candidate])
            }
        }
        return groups.map { group($0, candidates, articles, stories, reported) }
    }

    private func areOne(_ a: [Int], _ b: [Int]) -> Bool {
        Double(EmergingPhrases.common(a, b)) >= minimumOverlap * Double(min(a.count, b.count))
    }

    /// The number of items that two ascending lists share.
    private static func common(_ a: [Int], _ b: [Int]) -> Int {
        var (i, j, common) = (0, 0, 0)
        while i < a.count, j < b.count {
            if a[i] == b[j] { common += 1 }
            let (left, right) = (a[i], b[j])
            if left <= right { i += 1 }
            if right <= left { j += 1 }
        }
        return common
    }

    private func group(
        _ group: [Int], _ candidates: ArraySlice<EmergingCandidate>, _ articles: [[Int]], _ stories: [[Int]],
        _ reported: ReportedPhrases
    ) -> Group {
        let phrases = reported.lexicon.phrases
        // Among phrases with at least half of the first one's stories, the phrase that rose most against the time
        // before says most.
        let lead = group.filter { 2 * stories[$0].count >= stories[group[0]].count }
            .max { (candidates[$0].ratio, $1) < (candidates[$1].ratio, $0) }!
        var related: [Int] = []
        for other in group
        where related.count < EmergingPhrases.maximumRelated
            && !([lead] + related).contains(where: {
                phrases[candidates[$0].phrase].isLike(phrases[candidates[other].phrase])
            })
        {
            related.append(other)
        }
        var weights: [Int: Int] = [:]
        for article in group.flatMap({ articles[$0] }) { weights[article, default: 0] += 1 }
        let members = articles[lead].sorted()
        return Group(
            lead: candidates[lead], related: related.map { candidates[$0].phrase }, members: members,
            example: members.max { (weights[$0]!, $1) < (weights[$1]!, $0) }!)
    }

    /// - Parameter lead: the group's first candidate, with its burst.
    private func entry(_ group: Group, _ lead: EmergingCandidate, _ reported: ReportedPhrases) -> EmergingPhrase {
        let phrases = reported.lexicon.phrases
        return EmergingPhrase(
            phrase: phrases[lead.phrase].text, related: group.related.map { phrases[$0].text },
            articles: lead.articles, now: lead.now, articlesBefore: lead.articlesBefore, before: lead.before,
            logOdds: lead.logOdds, adjustedPValue: lead.adjustedPValue,
            firstSeen: CalendarDate(daysSince1970: lead.firstDay)!, isSeasonal: lead.isSeasonal, burst: lead.burst,
            example: reported.numbers[group.example], members: group.members.map { reported.numbers[$0] })
    }
}
