import Timeline

extension ReportBuilder {
    /// The report in one paragraph: the coverage, and the significant changes.
    mutating func summary() -> Prose {
        let sentences = [
            amount(), mostCovered(), untold(), changes(), topicChanges(), watched(), newPhrases(), reservations(),
        ]
        return words.sentences(sentences.compactMap { $0 })
    }

    private mutating func amount() -> Prose {
        let own = facts.entries(of: facts.months)
        let group = group("all-now", words.allArticles(facts.months), own)
        let before = facts.entries(of: facts.monthsBefore).count
        if let sameDays = facts.series.sameDays, sameDays.previous != nil || sameDays.yearBefore != nil {
            return words.amountSoFar(
                Count(number: own.count, group: group), stories: Set(own.map { facts.entries[$0].story }).count,
                days: sameDays.reported.days, previous: sameDays.previous.map(compared),
                yearBefore: sameDays.yearBefore.map(compared), months: monthCount)
        }
        return words.amount(
            Count(number: own.count, group: group), stories: Set(own.map { facts.entries[$0].story }).count,
            months: facts.months,
            comparison: before > 0 && facts.incomplete == nil && facts.isComparedWithWhole ? before : nil)
    }

    private func compared(_ span: SameDays.Span) -> ComparedDays {
        ComparedDays(days: span.days, articles: span.entries.count)
    }

    private mutating func mostCovered() -> Prose? {
        let rows = facts.series.industries.rows
        let leading = facts.series.industries.ranked.prefix(3).filter { rows[$0].articles > 0 && rows[$0].isTold }
        return leading.isEmpty ? nil : words.mostCovered(leading.map { count(facts.series.industries, row: $0) })
    }

    /// The industries of which the model cannot tell the share; nil if there are none.
    func untold() -> Prose? {
        let family = facts.series.industries
        let names = family.ranked.filter { !family.rows[$0].isTold }.map { short(family.rows[$0].name) }
        return names.isEmpty ? nil : Prose(words.untold(Largest(3, of: names)))
    }

    private func changes() -> Prose? {
        changes(facts.series.industries) ?? noChanges(facts.series.industries)
    }

    private func topicChanges() -> Prose? { changes(facts.series.topics) }

    /// The largest significant changes among the series; `nil` if there are none.
    private func changes(_ family: SeriesFamily) -> Prose? {
        func largest(_ verdict: SeriesFamily.Verdict) -> Largest<NamedChange> {
            Largest(3, of: family.changed(verdict)).map { NamedChange(name: short($0.name), difference: $0.difference) }
        }
        let (rose, fell) = (largest(.rose), largest(.fell))
        return rose.isEmpty && fell.isEmpty
            ? nil : words.changes(family.kind, rose: rose, fell: fell, months: monthCount)
    }

    private func noChanges(_ family: SeriesFamily) -> Prose? {
        family.rows.contains { $0.previous != nil && $0.isTold }
            ? Prose(words.noChanges(family.kind, months: monthCount)) : nil
    }

    private mutating func watched() -> Prose? {
        let rows = facts.series.terms.rows
        let found = rows.indices.filter { rows[$0].articles > 0 }
        // What changed is read first; terms are in the given order otherwise.
        func hasChanged(_ row: Int) -> Bool { [.rose, .fell].contains(rows[row].verdict) || !rows[row].bursts.isEmpty }
        let ordered = found.filter(hasChanged) + found.filter { !hasChanged($0) }
        return found.isEmpty ? nil : words.watched(ordered.map { count(facts.series.terms, row: $0) })
    }

    private mutating func count(_ family: SeriesFamily, row: Int) -> NamedCount {
        let own = family.rows[row]
        let group = group(family, row: row, months: facts.months)
        return NamedCount(
            name: short(own.name), count: Count(number: own.articles, group: group),
            isBursting: own.bursts.contains(where: \.isOpen), verdict: own.verdict)
    }

    private func newPhrases() -> Prose? {
        // Those of most stories: over several months the list begins with the first month's, of three stories or more.
        let new = facts.emerging.filter(\.isNew).enumerated()
            .sorted { ($1.element.stories, $0.offset) < ($0.element.stories, $1.offset) }
        let phrases = Largest(3, of: new).map { (name: short($0.element.phrase), day: $0.element.firstSeen) }
        return phrases.isEmpty ? nil : Prose(words.newPhrases(phrases))
    }

    /// Reservations about the figures; nil if there are none.
    private func reservations() -> Prose? {
        var sentences: [Prose] = []
        if let empty = facts.withoutArticles {
            sentences.append(Prose(words.withoutArticles(empty, last: facts.months.upperBound)))
        }
        if let previous = facts.series.sameDays?.previous {
            sentences.append(
                Prose(
                    words.comparedSameDays(
                        until: facts.series.sameDays!.reported.days.upperBound, previous: previous.days,
                        months: monthCount)))
        } else if !facts.gaps.isEmpty {
            sentences.append(Prose(words.notCompared(without: facts.gaps, months: monthCount)))
        } else if let incomplete = facts.incomplete {
            sentences.append(Prose(words.notCompared(incomplete, months: monthCount)))
        } else if facts.entriesBefore.isEmpty {
            if facts.isAfterGap { sentences.append(Prose(words.notCompared(withNone: monthCount))) }
        } else if !facts.isComparedWithWhole {
            sentences.append(Prose(words.notCompared(withPart: monthCount)))
        }
        if facts.data.undated > 0 { sentences.append(Prose(words.undated(facts.data.undated))) }
        let rows = facts.series.industries.rows.filter { $0.articles > 0 }
        if !rows.isEmpty, rows.allSatisfy({ $0.verdict == .tooFew }) { sentences.append(Prose(words.tooFewArticles)) }
        return sentences.isEmpty ? nil : words.sentences(sentences)
    }
}
