import Timeline

extension ArchiveHistory {
    /// How many articles are looked at before phrases are counted: 8 MB of places, and their phrases.
    private static let candidatesAtOnce = 1 << 18

    /// A phrase with the places of the articles that may contain it.
    private struct Candidates {
        let phrase: Int
        let places: [Int32]
        /// One article of each story and period.
        let leads: [Int32]
        let limit: Int
    }

    /// Counts phrases in the articles that may contain them.
    func lookUp(_ question: inout PhraseQuestion, in periods: Range<Int>) throws {
        guard !periods.isEmpty else { return }
        var left = question.left[...]
        while !left.isEmpty {
            var group: [Candidates] = []
            var size = 0
            while size < ArchiveHistory.candidatesAtOnce, let phrase = left.popFirst() {
                let places = try question.known.candidates(of: question.numbers[phrase]).filter { place in
                    periods.contains(Int(self.periods[Int(place)])) && isIn?[Int(place)] ?? true
                }
                group.append(
                    Candidates(
                        phrase: phrase, places: places, leads: leads(of: places), limit: question.limit(of: phrase)))
                size += places.count
            }
            try count(&question, group)
        }
    }

    private func count(_ question: inout PhraseQuestion, _ group: [Candidates]) throws {
        question.leaveOut(try sampled(question, group))
        var group = group
        func leaveOutFrequent() {
            var isLeft = [Bool](repeating: false, count: question.numbers.count)
            for phrase in question.left { isLeft[phrase] = true }
            group.removeAll { !isLeft[$0.phrase] }
        }
        leaveOutFrequent()
        // Nearly all that may contain a phrase do, so a few more than the limit are enough.
        let some = group.map { own in
            own.leads.count > own.limit ? own.leads.suffix(own.limit + own.limit / 8 + 8) : own.places[...]
        }
        let first = try counts(question, group.map(\.phrase), at: union(some))
        question.leaveOut(first.filter { $0.counts.stories > question.limit(of: $0.phrase) }.map(\.phrase))
        let isAll = zip(group, some).reduce(into: [Int: Bool]()) { $0[$1.0.phrase] = $1.1.count == $1.0.places.count }
        question.add(first.filter { isAll[$0.phrase]! })
        leaveOutFrequent()
        group.removeAll { isAll[$0.phrase]! }
        guard !group.isEmpty else { return }
        question.add(try counts(question, group.map(\.phrase), at: union(group.map { $0.places[...] })))
    }

    /// The phrases that are above their limits beyond doubt, by some of the articles that may contain them.
    private func sampled(_ question: PhraseQuestion, _ group: [Candidates]) throws -> [Int] {
        let samples = group.compactMap { own -> (Candidates, places: [Int32])? in
            guard own.leads.count > max(own.limit, sampledCandidates) else { return nil }
            let size = PhraseLimit.size(limit: own.limit, of: own.leads.count)
            // Counting is as fast otherwise.
            guard size < own.limit else { return nil }
            return (own, ArchiveHistory.sample(of: size, from: own.leads))
        }
        let found = try question.known.found(in: union(samples.map { $0.places[...] }), threads: threads)
        return samples.filter { own, places in
            let count = found.count(question.numbers[own.phrase], at: places)
            let mean = Double(places.count) * Double(own.limit) / Double(own.leads.count)
            return count > own.limit || PhraseLimit.isAbove(count, mean: mean)
        }.map(\.0.phrase)
    }

    /// Counts phrases in all articles at some places.
    func count(_ question: inout PhraseQuestion, _ phrases: [Int], at places: [Int32]) throws {
        question.add(try counts(question, phrases, at: places))
    }

    private func counts(
        _ question: PhraseQuestion, _ phrases: [Int], at places: [Int32]
    ) throws -> [(phrase: Int, counts: PhraseAppearances)] {
        var indices: [Int32: Int] = [:]
        for (index, phrase) in phrases.enumerated() { indices[question.numbers[phrase]] = index }
        var holding = [[Int32]](repeating: [], count: phrases.count)
        try question.known.found(in: places, threads: threads).forEach { place, phrase in
            if let index = indices[phrase] { holding[index].append(place) }
        }
        return zip(phrases, holding).map { (phrase: $0, counts: count($1)) }
    }

    /// Counts articles that contain a phrase.
    private func count(_ places: [Int32]) -> PhraseAppearances {
        var all = PhraseAppearances()
        var byPeriod: [Int32: (articles: Int, leads: Int)] = [:]
        for place in places { byPeriod[periods[Int(place)], default: (0, 0)].articles += 1 }
        for place in leads(of: places) { byPeriod[periods[Int(place)]]!.leads += 1 }
        for (period, count) in byPeriod {
            all.counts.append(PhraseCount(period: Int(period), articles: count.articles, stories: count.leads))
        }
        all.firstDay = places.lazy.map { corpus.published[Int($0)]!.daysSince1970 }.min()
        return all
    }

    /// The first article of each story in each period.
    private func leads(of places: [Int32]) -> [Int32] {
        var seen: Set<SIMD2<Int>> = []
        return places.filter { place in
            let place = Int(place)
            return isAlone[place] || seen.insert(SIMD2(corpus.stories[place], Int(periods[place]))).inserted
        }
    }

    /// Each place once, in ascending order.
    private func union(_ lists: [ArraySlice<Int32>]) -> [Int32] {
        guard lists.count > 1 else { return lists.first.map(Array.init) ?? [] }
        var isIn = [UInt64](repeating: 0, count: periods.count / 64 + 1)
        for place in lists.joined() { isIn[Int(place) / 64] |= 1 << UInt64(place % 64) }
        var places: [Int32] = []
        for (index, word) in isIn.enumerated() {
            var rest = word
            while rest != 0 {
                places.append(Int32(64 * index + rest.trailingZeroBitCount))
                rest &= rest - 1
            }
        }
        return places
    }
}
