import Corpus
import TrendNumerics
import Synchronization
import Text

/// Normalized texts of an archive's articles, each of which is read once as long as there is room.
final class ArchivedTexts: Sendable {
    private let corpus: ArchivedCorpus
    private let kept = Mutex(Kept())
    private static let readAtOnce = 1 << 12
    /// In characters: 32 MB.
    private static let mostKept = 1 << 23

    private struct Kept {
        var texts: [UInt32: [UInt32]] = [:]
        var characters = 0
        /// By the pieces of a phrase, the places of the articles that may hold it.
        var candidates: [[[UInt32]]: [Int]] = [:]

        mutating func add(_ text: [UInt32], of article: UInt32) {
            // What a list takes beside its characters.
            let size = text.count + 16
            guard characters + size <= ArchivedTexts.mostKept, texts[article] == nil else { return }
            texts[article] = text
            characters += size
        }
    }

    init(_ corpus: ArchivedCorpus) { self.corpus = corpus }

    /// Keeps texts that were read otherwise.
    func keep(_ texts: some Sequence<(place: Int, text: [UInt32])>) {
        kept.withLock { kept in
            for (place, text) in texts { kept.add(text, of: corpus.numbers[place]) }
        }
    }

    /// Whether most texts at some places are kept.
    func areKept(_ places: [Int]) -> Bool {
        let looked = stride(from: 0, to: places.count, by: 1 + places.count / 32).map { places[$0] }
        let known = kept.withLock { kept in looked.count { kept.texts[corpus.numbers[$0]] != nil } }
        return 10 * known >= 9 * looked.count
    }

    /// The places of articles that hold all pieces of a phrase.
    func places(thatMayHold pieces: [[UInt32]]) throws -> [Int] {
        if let known = kept.withLock({ $0.candidates[pieces] }) { return known }
        let places = corpus.places(of: try corpus.archive.articles(thatMayHold: pieces))
        if places.count <= ArchivedTexts.mostCandidates {
            kept.withLock { kept in
                if kept.candidates.count < ArchivedTexts.mostPhrases { kept.candidates[pieces] = places }
            }
        }
        return places
    }

    /// More of a phrase, and of more phrases, are asked for again: 32 MB.
    private static let mostCandidates = 1 << 10
    private static let mostPhrases = 1 << 12

    /// Passes the texts at some places to `use`, in order.
    ///
    /// - Parameter places: in ascending order.
    func forEach(_ places: some Sequence<Int>, threads: Int, _ use: (Int, [UInt32]) throws -> Void) throws {
        var part: [Int] = []
        func read() throws {
            var texts = kept.withLock { kept in part.map { kept.texts[corpus.numbers[$0]] } }
            let missing = part.indices.filter { texts[$0] == nil }
            let new = try corpus.articles(missing.map { part[$0] }, wanted: .content).normalized(threads: threads)
            for (index, text) in zip(missing, new) { texts[index] = text.scalars }
            keep(missing.lazy.map { (part[$0], texts[$0]!) })
            for (place, text) in zip(part, texts) { try use(place, text!) }
            part.removeAll(keepingCapacity: true)
        }
        for place in places {
            part.append(place)
            if part.count == ArchivedTexts.readAtOnce { try read() }
        }
        if !part.isEmpty { try read() }
    }
}
