import Corpus
import Features
import Synchronization
import Text
import TrendNumerics

/// Which of some phrases the articles of an archive have. An article is read once, whatever is asked of it later, and by
/// whichever part of the history.
final class ArchivedPhrases: Sendable {
    /// The phrases that are looked for. Articles have the numbers of these.
    private let lexicon: PhraseLexicon
    private let corpus: ArchivedCorpus
    private let kept = Mutex(Kept())
    private static let readAtOnce = 1 << 12
    /// More articles are read again.
    private static let mostKept = 1 << 20
    /// Candidates of a phrase with more of them, and further candidates, are asked for again: 32 MB.
    private static let mostCandidates = 1 << 18
    private static let mostCandidatesInAll = 1 << 23

    private struct Kept {
        /// By article, where its phrases stand in `phrases`, behind their number. Articles without any share the first one.
        var starts: [UInt32: Int32] = [:]
        var phrases: [Int32] = [0]
        /// By phrase, the places of the articles that may have it.
        var candidates: [Int32: [Int32]] = [:]
        var candidatesInAll = 0
        /// By periods, some of their articles.
        var samples: [Range<Int>: PhraseSample] = [:]

        /// - Parameter article: one that is kept.
        func phrases(of article: UInt32) -> ArraySlice<Int32> {
            let start = Int(starts[article]!)
            return phrases[start + 1..<start + 1 + Int(phrases[start])]
        }

        mutating func add(_ found: [Int32], of article: UInt32) {
            guard starts.count < ArchivedPhrases.mostKept, starts[article] == nil else { return }
            guard !found.isEmpty else {
                starts[article] = 0
                return
            }
            starts[article] = Int32(phrases.count)
            phrases.append(Int32(found.count))
            phrases += found
        }
    }

    init(_ lexicon: PhraseLexicon, in corpus: ArchivedCorpus) { (self.lexicon, self.corpus) = (lexicon, corpus) }

    /// The numbers of phrases; nil unless all of them are looked for.
    func numbers(of phrases: PhraseLexicon) -> [Int32]? { phrases.places(in: lexicon)?.map { Int32($0) } }

    /// Looks for the phrases in texts that were read otherwise.
    func add(_ texts: [(place: Int, text: [UInt32])], threads: Int) {
        let found = find(in: texts.map(\.text), threads: threads)
        kept.withLock { kept in
            for (own, found) in zip(texts, found) { kept.add(found, of: corpus.numbers[own.place]) }
        }
    }

    /// The phrases of some articles.
    ///
    /// - Parameter places: in ascending order.
    func found(in places: [Int32], threads: Int) throws -> FoundPhrases {
        var all = FoundPhrases(places)
        for part in Parallel.chunks(of: places.count, size: ArchivedPhrases.readAtOnce) {
            let missing = kept.withLock { kept in
                places[part].filter { kept.starts[corpus.numbers[Int($0)]] == nil }
            }
            let texts = try corpus.articles(missing.map { Int($0) }, wanted: .content)
            let new = find(in: texts, threads: threads)
            kept.withLock { kept in
                for (place, found) in zip(missing, new) { kept.add(found, of: corpus.numbers[Int(place)]) }
                var next = 0
                for place in places[part] {
                    if next < missing.count, missing[next] == place {
                        all.append(new[next][...])
                        next += 1
                    } else {
                        all.append(kept.phrases(of: corpus.numbers[Int(place)]))
                    }
                }
            }
        }
        return all
    }

    private func find(in articles: [Article], threads: Int) -> [[Int32]] {
        find(articles.count, threads: threads) { articles[$0].normalized().scalars }
    }

    private func find(in texts: [[UInt32]], threads: Int) -> [[Int32]] {
        find(texts.count, threads: threads) { texts[$0] }
    }

    private func find(_ count: Int, threads: Int, _ text: @Sendable (Int) -> [UInt32]) -> [[Int32]] {
        let parts = Parallel.chunks(of: count, size: 512)
        return Parallel.map(parts.count, threads: threads) { part in
            var finder = PhraseFinder(lexicon)
            return parts[part].map { index in
                finder.find(in: text(index))
                return finder.found
            }
        }.flatMap(\.self)
    }

    /// The places of the articles that may have a phrase, or of the first ones in the archive.
    ///
    /// - Parameter most: there may be more than so many.
    func candidates(of phrase: Int32, atMost most: Int) throws -> [Int32] {
        if let known = kept.withLock({ $0.candidates[phrase] }) { return known }
        let (places, areAll) = try corpus.places(thatMayHold: lexicon.pieces(of: Int(phrase)), atMost: most)
        guard areAll else { return places }
        kept.withLock { kept in
            guard places.count <= ArchivedPhrases.mostCandidates,
                kept.candidatesInAll + places.count <= ArchivedPhrases.mostCandidatesInAll,
                kept.candidates.updateValue(places, forKey: phrase) == nil
            else { return }
            kept.candidatesInAll += places.count
        }
        return places
    }

    /// What was drawn from some periods.
    func sample(of periods: Range<Int>) -> PhraseSample? { kept.withLock { $0.samples[periods] } }

    func keep(_ sample: PhraseSample, of periods: Range<Int>) { kept.withLock { $0.samples[periods] = sample } }
}

/// Stories that were drawn at random, each by one of its articles.
struct PhraseSample {
    /// The places of these articles, in ascending order.
    let places: [Int32]
    /// The probability with which a story was drawn.
    let share: Double
}

/// The phrases of some articles.
struct FoundPhrases {
    /// In ascending order.
    private let places: [Int32]
    private var ends: [Int32] = []
    private var phrases: [Int32] = []

    fileprivate init(_ places: [Int32]) {
        self.places = places
        ends.reserveCapacity(places.count)
    }

    fileprivate mutating func append(_ found: ArraySlice<Int32>) {
        phrases += found
        ends.append(Int32(phrases.count))
    }

    /// Passes every phrase of every article to `use`.
    func forEach(_ use: (_ place: Int32, _ phrase: Int32) -> Void) {
        var start = 0
        for (place, end) in zip(places, ends) {
            for phrase in phrases[start..<Int(end)] { use(place, phrase) }
            start = Int(end)
        }
    }

    /// How many of some of the articles have a phrase.
    func count(_ phrase: Int32, at some: [Int32]) -> Int {
        some.count { place in
            let index = places.partitioningIndex { $0 >= place }
            return phrases[(index > 0 ? Int(ends[index - 1]) : 0)..<Int(ends[index])].contains(phrase)
        }
    }
}
