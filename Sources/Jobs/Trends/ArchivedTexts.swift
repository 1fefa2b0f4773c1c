import Corpus
import Numerics
import Synchronization
import Text

/// Normalized texts of an archive's articles, each of which is read once as long as there is room.
final class ArchivedTexts: Sendable {
    private let corpus: ArchivedCorpus
    private let kept = Mutex(Kept())
    private static let readAtOnce = 1 << 12
    /// In characters: 64 MB.
    private static let mostKept = 1 << 24

    private struct Kept {
        var texts: [UInt32: [UInt32]] = [:]
        var characters = 0

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
