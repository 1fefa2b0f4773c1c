import Models
import TrendNumerics
import Text

/// What a report says of topics that were kept earlier.
struct KeptTopicsNote: Equatable, Sendable {
    /// How many topics are shown, and how many the user hides.
    let shown: Int
    let hidden: Int
    /// The share of the reported stories that fit none of the topics, from 0 to 1; nil where it cannot
    /// be told.
    let unmatched: Double?

    /// Above this share the topics were found in texts of another kind.
    static let mostUnmatched = 0.5
}

/// The topics of stories: found in them, or kept earlier.
struct TopicsOfStories {
    let model: Result<TopicModel, TopicFailure>
    /// The topics that are shown.
    private(set) var topics: [TopicModel.Topic] = []
    /// By story, the shown topics that make up at least a third of it.
    private(set) var mainTopics: [[Int]] = []
    /// stories × shown topics.
    private(set) var weights: [Float] = []
    private(set) var note: KeptTopicsNote?

    /// - Parameters:
    ///   - texts: of the first article of each story.
    ///   - isReported: whether a story is one of the reported months, by story.
    ///   - mostFitted: of more stories, so many are chosen at random to find topics in.
    /// - Complexity: that of `TopicModel.fit`; linear in the stories where topics were kept.
    init(_ texts: [ArticleText], isReported: [Bool], _ options: ReportOptions, mostFitted: Int = .max) {
        if let kept = options.keptTopics {
            model = .success(kept.model)
            sort(texts, isReported, into: kept, threads: options.compute.threads)
            return
        }
        do {
            let chosen = TopicsOfStories.chosen(texts.count, most: mostFitted, seed: options.compute.seed)
            var (model, weights) = try TopicModel.fit(
                chosen.map { chosen in chosen.map { texts[$0] } } ?? texts,
                nmf: NMF(rank: options.topics, compute: options.compute.part(ReportStage.topics.share)),
                ignoring: options.ignored)
            if chosen != nil { weights = model.fold(texts, threads: options.compute.threads).weights }
            self.model = .success(model)
            topics = model.topics
            mainTopics = TopicsOfStories.mainTopics(weights, topics: model.count)
            self.weights = weights
        } catch {
            model = .failure(TopicFailure(error))
        }
    }

    /// Some of so many stories, in their order; nil for all.
    private static func chosen(_ count: Int, most: Int, seed: UInt64) -> [Int]? {
        guard count > most else { return nil }
        var random = SeededGenerator(seed: seed)
        return (0..<count).shuffled(using: &random).prefix(most).sorted()
    }

    private mutating func sort(_ texts: [ArticleText], _ isReported: [Bool], into kept: KeptTopics, threads: Int) {
        let (all, fits) = kept.fold(texts, threads: threads)
        let (shown, width) = (kept.groups.shown, kept.groups.count)
        topics = shown.map { kept.topics[$0] }
        weights = (0..<texts.count).flatMap { story in shown.map { all[story * width + $0] } }
        // Hidden topics count as well: what is mostly about one of them is not about the others.
        let places = Dictionary(uniqueKeysWithValues: zip(shown, shown.indices))
        mainTopics = TopicsOfStories.mainTopics(all, topics: width).map { $0.compactMap { places[$0] } }
        let reported = fits.indices.filter { isReported[$0] }
        let new = UnmatchedTexts(
            reported.map { texts[$0] }, fits: reported.map { fits[$0] }, in: kept.model, threads: threads)
        note = KeptTopicsNote(
            shown: shown.count, hidden: width - shown.count,
            unmatched: reported.isEmpty || new.basis == .none
                ? nil : Double(new.indices.count) / Double(reported.count))
    }

    /// The topics that make up at least a third of each article, by article.
    private static func mainTopics(_ weights: [Float], topics: Int) -> [[Int]] {
        let shares = TopicModel.shares(weights, topics: topics)
        return stride(from: 0, to: shares.count, by: topics).map { start in
            (0..<topics).filter { shares[start + $0] >= 1 / 3 }
        }
    }
}
