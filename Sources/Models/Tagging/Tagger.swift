import Corpus
import Features
import Numerics
import Text

/// What an article was given.
public struct ArticleTags: Equatable, Sendable, Codable {
    /// With the n-grams that speak most for each.
    public var industries: [Explanation] = []
    public var technologies: [TechnologyMention] = []
    public var keywords: [Keyword] = []
    public var events: [Event] = []
}

/// Fills in whole records: a classifier for the industries, and what else the labeled records had.
public struct Tagger: Sendable {
    public let classifier: ArticleClassifier
    public let technologies: TechnologyGazetteer?
    public let keywords: KeywordExtractor?
    /// Whether the labeled records had events.
    public let hasEvents: Bool

    public init(
        classifier: ArticleClassifier, technologies: TechnologyGazetteer? = nil, keywords: KeywordExtractor? = nil,
        hasEvents: Bool = false
    ) {
        self.classifier = classifier
        self.technologies = technologies
        self.keywords = keywords
        self.hasEvents = hasEvents
    }

    /// The parts it can fill in.
    public var parts: Set<RecordField> {
        var parts: Set<RecordField> = [.industries]
        if technologies != nil { parts.insert(.technologies) }
        if keywords != nil { parts.insert(.keywords) }
        if hasEvents { parts.insert(.events) }
        return parts
    }

    /// Learns what the labeled articles have: industries always, the rest where enough of them have it. Titles
    /// alone cost no more than the classifier.
    ///
    /// - Parameter corrected: as `ArticleClassifier.train` takes it.
    /// - Throws: as `ArticleClassifier.train`.
    public static func train(
        _ articles: [Article], corrected: [Bool] = [], options: ArticleClassifier.Options
    ) throws -> Tagger {
        // Before the work, not after most of it.
        guard articles.contains(where: { !$0.industries.isEmpty }) else {
            throw ModelError.noLabels(articles: articles.count)
        }
        let threads = options.regression.compute.threads
        let hasTechnologies = articles.count { !$0.technologies.isEmpty } >= minimumRecords
        let texts = Parallel.map(articles.count, threads: threads) { index in
            let article = articles[index]
            let isUsed =
                !article.industries.isEmpty || hasTechnologies && !article.technologies.isEmpty
                || KeywordExtractor.isUsable(article)
            return isUsed ? article.normalized() : ArticleText(title: "", body: "")
        }
        let technologies =
            hasTechnologies ? try TechnologyGazetteer.learn(from: articles, texts, threads: threads) : nil
        let keywords = try KeywordExtractor.learn(from: articles, texts, threads: threads)
        // The last to see the texts: once they are rows of features they are let go, before the fits begin.
        let classifier = try ArticleClassifier.train(
            articles, consume texts, corrected: corrected, options: options)
        return Tagger(
            classifier: classifier, technologies: technologies, keywords: keywords,
            hasEvents: articles.count { !$0.events.isEmpty } >= minimumRecords)
    }

    private static let minimumRecords = 20

    /// An article's tags.
    ///
    /// - Parameters:
    ///   - parts: which to look for; those that the model has not are passed over.
    ///   - top: how many industries in place of those the classifier decides on.
    ///   - terms: how many n-grams to tell for each industry.
    public func tags(of text: ArticleText, parts: Set<RecordField>, top: Int? = nil, terms: Int = 5) -> ArticleTags {
        var tags = ArticleTags()
        if parts.contains(.industries) { tags.industries = classifier.explain(text, labels: top, terms: terms) }
        if parts.contains(.technologies) { tags.technologies = technologies?.mentions(in: text) ?? [] }
        if parts.contains(.keywords) { tags.keywords = keywords?.keywords(in: text) ?? [] }
        if parts.contains(.events), hasEvents { tags.events = EventSummary.events(in: text) }
        return tags
    }
}

extension Tagger {
    private struct Settings: Codable {
        var events: Bool
    }

    /// - Parameter reading: kept beside the model.
    /// - Throws: `CorpusError.unwritable`.
    public func write(to path: String, reading: ReadingSettings) throws {
        try classifier.write(to: path, reading: reading) { file in
            try technologies?.add(to: &file)
            try keywords?.add(to: &file)
            if hasEvents { try file.add("TAGS", json: Settings(events: true)) }
        }
    }

    /// Reads any classifier's file; one without further parts has industries alone.
    ///
    /// - Throws: `CorpusError` where the file cannot be read, `ModelError` where it is no classifier.
    public static func read(from path: String) throws -> (Tagger, ReadingSettings) {
        let file = try ModelFile(path: path)
        let (classifier, settings) = try ArticleClassifier.read(file)
        let hasEvents = try file.has("TAGS") && file.json("TAGS", as: Settings.self).events
        let tagger = Tagger(
            classifier: classifier, technologies: try TechnologyGazetteer(from: file),
            keywords: try KeywordExtractor(from: file), hasEvents: hasEvents)
        return (tagger, settings)
    }
}
