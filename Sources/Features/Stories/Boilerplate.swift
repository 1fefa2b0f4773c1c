import Corpus
import TrendNumerics
import Text

/// Finds the sentences that a source puts into its articles whatever they are about: disclaimers, copyright notices,
/// calls to follow an account. They are told by their distribution alone: the same sentence in many stories of a source.
///
/// Reposts of one article share their sentences too, so stories are counted, not articles.
public struct Boilerplate: Sendable {
    /// By source and sentence.
    private let keys: Set<UInt64>
    /// Which of the texts it was found in have any.
    fileprivate let isIn: [Bool]

    /// A sentence is boilerplate if it is in at least this number of a source's stories,
    private static let minimumStories = 5
    /// and in this share of them,
    private static let minimumShare = 0.2
    /// or in this number, nearly always among the first or the last sentences.
    private static let minimumEdgeStories = 10
    private static let minimumEdgeShare = 0.8
    private static let edge = (first: 2, last: 4)
    /// Shorter sentences are not counted.
    private static let shortest = 4

    /// Finds the boilerplate of articles.
    ///
    /// - Parameters:
    ///   - texts: the texts of the articles.
    ///   - sources: the source of each article (`sourceName`).
    ///   - stories: the story of each article (`NearDuplicates.storyNumbers`).
    /// - Complexity: linear in the texts but for sorting their sentences; 32 bytes per sentence. Texts of one sentence,
    ///   such as titles, have none and cost nothing.
    public init(of texts: [ArticleText], sources: [String], stories: [Int], threads: Int = 1) {
        precondition(texts.count == sources.count && texts.count == stories.count)
        let pieces = Parallel.chunks(of: texts.count, size: 256)
        let found = Parallel.map(pieces.count, threads: threads) { piece in
            pieces[piece].flatMap {
                Boilerplate.sentences(of: texts[$0], number: $0, source: sources[$0], story: stories[$0])
            }
        }
        var sentences = Array(found.joined())
        var isIn = [Bool](repeating: false, count: texts.count)
        guard !sentences.isEmpty else {
            (keys, self.isIn) = ([], isIn)
            return
        }
        var storiesOfSource: [UInt64: Set<Int>] = [:]
        for (source, story) in zip(sources, stories) {
            storiesOfSource[Boilerplate.hash(of: source), default: []].insert(story)
        }
        sentences.sort { ($0.key, $0.story) < ($1.key, $1.story) }
        var keys: Set<UInt64> = []
        var start = 0
        while start < sentences.count {
            var end = start
            var (count, edges) = (0, 0)
            var last: Int?
            while end < sentences.count, sentences[end].key == sentences[start].key {
                if sentences[end].isCounted, sentences[end].story != last {
                    count += 1
                    if sentences[end].isAtEdge { edges += 1 }
                    last = sentences[end].story
                }
                end += 1
            }
            let all = storiesOfSource[sentences[start].source]!.count
            let isFrequent = count >= minimum(Boilerplate.minimumStories, Boilerplate.minimumShare, of: all)
            let isAtEdges =
                count >= Boilerplate.minimumEdgeStories
                && Double(edges) >= Boilerplate.minimumEdgeShare * Double(count)
            if isFrequent || isAtEdges {
                keys.insert(sentences[start].key)
                for sentence in sentences[start..<end] { isIn[Int(sentence.text)] = true }
            }
            start = end
        }
        (self.keys, self.isIn) = (keys, isIn)
        func minimum(_ count: Int, _ share: Double, of all: Int) -> Int {
            max(count, Int((share * Double(all)).rounded(.up)))
        }
    }

    /// Whether there is none.
    public var isEmpty: Bool { keys.isEmpty }

    /// A text without its boilerplate; the title stays.
    fileprivate func removed(from text: ArticleText, source: String) -> ArticleText {
        let source = Boilerplate.hash(of: source)
        let sentences = text.sentences()
        let kept = sentences.filter { !keys.contains(Boilerplate.key($0.scalars, source: source)) }
        return ArticleText(
            title: text.title, body: kept.map(\.text).joined(separator: "\n"), by: text.normalizer)
    }

    private struct Sentence {
        var key: UInt64
        var source: UInt64
        var story: Int
        var text: UInt32
        var isCounted: Bool
        var isAtEdge: Bool
    }

    private static func sentences(of text: ArticleText, number: Int, source: String, story: Int) -> [Sentence] {
        let sentences = text.sentences()
        guard sentences.count > 1 else { return [] }
        let source = hash(of: source)
        return sentences.enumerated().map { place, sentence in
            Sentence(
                key: key(sentence.scalars, source: source), source: source, story: story, text: UInt32(number),
                isCounted: sentence.scalars.count >= shortest,
                isAtEdge: place < edge.first || place >= sentences.count - edge.last)
        }
    }

    /// Digits and blanks do not matter: `阅读 1024`.
    private static func key(_ sentence: ArraySlice<UInt32>, source: UInt64) -> UInt64 {
        var hash = FNV1a(from: source)
        for scalar in sentence where scalar != 0x20 && !isDigit(scalar) { hash.add(whole: scalar) }
        return hash.value
    }

    private static func hash(of source: String) -> UInt64 {
        var hash = FNV1a()
        hash.add(source.utf8)
        return hash.value
    }
}

extension [Article] {
    /// The articles' texts without the boilerplate of their sources, for finding what they are about.
    ///
    /// - Complexity: that of `normalized`; where there are texts of several sentences also that of
    ///   `NearDuplicates.storyNumbers`.
    public func contentTexts(threads: Int = 1) -> [ArticleText] {
        let texts = normalized(threads: threads)
        guard mayHaveBoilerplate else { return texts }
        let stories = NearDuplicates(threads: threads).storyNumbers(
            texts, days: map { $0.published?.day.daysSince1970 })
        return texts.withoutBoilerplate(sources: map(\.sourceName), stories: stories, threads: threads)
    }

    /// Whether any is long enough.
    public var mayHaveBoilerplate: Bool { contains { $0.text.utf8.count > Boilerplate.shortestArticle } }
}

extension [ArticleText] {
    /// The texts without the boilerplate of their sources.
    public func withoutBoilerplate(sources: [String], stories: [Int], threads: Int = 1) -> [ArticleText] {
        let boilerplate = Boilerplate(of: self, sources: sources, stories: stories, threads: threads)
        guard !boilerplate.isEmpty else { return self }
        return Parallel.map(count, threads: threads) {
            boilerplate.isIn[$0] ? boilerplate.removed(from: self[$0], source: sources[$0]) : self[$0]
        }
    }
}

extension Boilerplate {
    /// In bytes: a shorter one, such as a title or a post, hardly has a sentence to spare.
    fileprivate static let shortestArticle = 300
}
