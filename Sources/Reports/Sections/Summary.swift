import Timeline

extension ReportBuilder {
    /// The report in one paragraph: what there was, and what changed by more than chance.
    mutating func summary() -> Prose {
        let sentences = [amount(), mostCovered(), changes(), topicChanges(), watched(), newPhrases(), reservations()]
        return sentences.compactMap { $0 }.joined(separator: language("", " "))
    }

    private mutating func amount() -> Prose {
        let own = facts.entries(of: facts.months)
        let all = group("all-now", language("全部文章，\(spanName)", "All articles, \(spanName)"), own)
        let stories = Set(own.map { facts.entries[$0].story }).count
        var text: Prose = language(
            prose: "\(spanName)共有 \(own.count, of: all) 篇文章", "There are \(own.count, of: all) articles of \(spanName)")
        if stories < own.count {
            text = text + Prose(language("，去除转载后 \(stories) 篇", ", \(stories) without reposts"))
        }
        let before = facts.entries(of: facts.monthsBefore).count
        if before > 0, facts.isComparable {
            let difference = own.count - before
            let more = language(
                difference == 0
                    ? "，与\(beforeName)持平" : "，比\(beforeName)\(difference > 0 ? "多" : "少") \(abs(difference)) 篇",
                difference == 0
                    ? ", as many as \(beforeName)"
                    : ", \(abs(difference)) \(difference > 0 ? "more" : "fewer") than \(beforeName)")
            text = text + Prose(more)
        }
        return text + Prose(language("。", "."))
    }

    private mutating func mostCovered() -> Prose? {
        let family = facts.industries
        let most = family.ranked.prefix(3).filter { family.rows[$0].articles > 0 }
        guard !most.isEmpty else { return nil }
        var names: [Prose] = []
        for row in most {
            let own = family.rows[row]
            let articles = group(family, row: row, months: facts.months)
            names.append(
                language(
                    prose: "\(short(own.name))（\(own.articles, of: articles) 篇）",
                    "\(short(own.name)) (\(own.articles, of: articles))"))
        }
        return language(prose: "报道最多的行业是\(list(names))。", "Most are about \(list(names)).")
    }

    private func changes() -> Prose? {
        movement(
            facts.industries, what: language("行业", "industries"),
            none: language(
                "与\(beforeName)相比，没有哪个行业的占比变化超出偶然。",
                "Against \(beforeName), no industry's share changed by more than chance."))
    }

    private func topicChanges() -> Prose? {
        movement(facts.topics, what: language("主题", "topics"), none: nil)
    }

    /// What rose and fell among the series, the most first.
    private func movement(_ family: SeriesFamily, what: String, none: String?) -> Prose? {
        guard family.rows.contains(where: { $0.previous != nil }) else { return nil }
        func names(_ verdict: SeriesFamily.Verdict) -> [Prose] {
            family.changed(verdict).prefix(3).map {
                Prose(
                    language(
                        "\(short($0.name))（\(points($0.difference))）", "\(short($0.name)) (\(points($0.difference)))"))
            }
        }
        let (rose, fell) = (names(.rose), names(.fell))
        if rose.isEmpty, fell.isEmpty { return none.map { Prose($0) } }
        var parts: [Prose] = []
        if !rose.isEmpty { parts.append(language(prose: "占比上升的有\(list(rose))", "\(list(rose)) rose")) }
        if !fell.isEmpty { parts.append(language(prose: "下降的有\(list(fell))", "\(list(fell)) fell")) }
        return language(
            prose: "与\(beforeName)相比，\(what)中\(parts.joined(separator: "，"))。",
            "Of the \(what), against \(beforeName), \(parts.joined(separator: "; ")).")
    }

    private mutating func watched() -> Prose? {
        let family = facts.terms
        var found: [Prose] = []
        for row in family.rows.indices where family.rows[row].articles > 0 {
            let articles = group(family, row: row, months: facts.months)
            let own = family.rows[row]
            let burst = own.bursts.isEmpty ? "" : language("（爆发中）", " (bursting)")
            found.append(
                language(
                    prose: "“\(short(own.name))”\(own.articles, of: articles) 篇\(burst)",
                    "“\(short(own.name))” in \(own.articles, of: articles)\(burst)"))
        }
        guard !found.isEmpty else { return nil }
        return language(prose: "关注词中，\(found.joined(separator: "，"))。", "Of the watched terms: \(list(found)).")
    }

    private mutating func newPhrases() -> Prose? {
        let names = facts.emerging.prefix(3).map { Prose("“\(short($0.phrase))”") }
        guard !names.isEmpty else { return nil }
        return language(prose: "新出现的说法有\(list(names))。", "New are \(list(names)).")
    }

    /// What to keep in mind when reading the figures.
    private func reservations() -> Prose? {
        var sentences: [String] = []
        if !facts.isComparable {
            sentences.append(
                language(
                    "数据在\(name(facts.months.upperBound))内中断，该月不完整，不与\(beforeName)比较。",
                    "The articles end within \(facts.months.upperBound), so it is not whole and not compared with \(beforeName)."
                ))
        }
        let rows = facts.industries.rows.filter { $0.articles > 0 }
        if !rows.isEmpty, rows.allSatisfy({ $0.verdict == .tooFew }) {
            sentences.append(language("文章太少，不足以判断趋势。", "There are too few articles to tell trends."))
        }
        return sentences.isEmpty ? nil : Prose(sentences.joined(separator: language("", " ")))
    }
}
