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
        question.leaveOut(try sampled(question, in: periods))
        var left = question.left[...]
        while !left.isEmpty {
            var group: [Candidates] = []
            var size = 0
            while size < ArchiveHistory.candidatesAtOnce, let phrase = left.popFirst() {
                let places = try candidates(question, phrase, in: periods)
                group.append(
                    Candidates(
                        phrase: phrase, places: places, leads: leads(of: places), limit: question.limit(of: phrase)))
                size += places.count
            }
            try count(&question, group)
        }
    }

    /// The places of the articles of some periods that may contain a phrase.
    ///
    /// - Parameter most: after so many of all periods the index is asked for no more.
    private func candidates(
        _ question: PhraseQuestion, _ phrase: Int, in periods: Range<Int>, atMost most: Int = .max
    ) throws -> [Int32] {
        try question.known.candidates(of: question.numbers[phrase], atMost: most).filter { place in
            periods.contains(Int(self.periods[Int(place)])) && isIn?[Int(place)] ?? true
        }
    }

    private func count(_ question: inout PhraseQuestion, _ group: [Candidates]) throws {
        // Nearly all that may contain a phrase do, so a few more than the limit are enough.
        let some = group.map { own in
            own.leads.count > own.limit ? own.leads.suffix(own.limit + own.limit / 8 + 8) : own.places[...]
        }
        let counted = try counts(question, group.map(\.phrase), at: union(some))
        var isLeft = [Bool](repeating: false, count: group.count)
        for (index, own) in group.enumerated() {
            if some[index].count == own.places.count {
                question.add([counted[index]])
            } else if counted[index].counts.stories > own.limit {
                question.leaveOut(CollectionOfOne(own.phrase))
            } else {
                isLeft[index] = true
            }
        }
        let rest = zip(group, isLeft).filter(\.1).map(\.0)
        guard !rest.isEmpty else { return }
        question.add(try counts(question, rest.map(\.phrase), at: union(rest.map { $0.places[...] })))
    }

    /// The phrases that are above their limits beyond doubt, by some of the articles that may contain them.
    private func sampled(_ question: PhraseQuestion, in periods: Range<Int>) throws -> [Int] {
        var samples: [(phrase: Int, places: [Int32], mean: Double)] = []
        for phrase in question.left {
            let limit = question.limit(of: phrase)
            let least = max(limit, sampledCandidates)
            // Some show as well as all that a phrase is above its limit, and the lists of frequent ones are long.
            var leads = leads(of: try candidates(question, phrase, in: periods, atMost: 4 * least))
            if leads.count <= least { leads = self.leads(of: try candidates(question, phrase, in: periods)) }
            guard leads.count > least else { continue }
            let size = PhraseLimit.size(limit: limit, of: leads.count)
            // Counting is as fast otherwise.
            guard size < limit else { continue }
            let places = ArchiveHistory.sample(of: size, from: leads)
            samples.append((phrase, places, Double(places.count) * Double(limit) / Double(leads.count)))
        }
        let found = try question.known.found(in: union(samples.map { $0.places[...] }), threads: threads)
        return samples.filter { phrase, places, mean in
            let count = found.count(question.numbers[phrase], at: places)
            return count > question.limit(of: phrase) || PhraseLimit.isAbove(count, mean: mean)
        }.map(\.phrase)
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
