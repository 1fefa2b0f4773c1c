import Corpus
import Features

/// The parts of a record that a model fills in.
public enum TagPart: String, CaseIterable, Sendable, Codable {
    case industries, technologies, keywords, events
}

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
    public var parts: Set<TagPart> {
        var parts: Set<TagPart> = [.industries]
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
        let threads = options.regression.threads
        let withTechnologies = articles.count { !$0.technologies.isEmpty }
        return Tagger(
            classifier: try ArticleClassifier.train(articles, corrected: corrected, options: options),
            technologies: withTechnologies < leastRecords
                ? nil : try TechnologyGazetteer.learn(from: articles, threads: threads),
            keywords: try KeywordExtractor.learn(from: articles, threads: threads),
            hasEvents: articles.count { !$0.events.isEmpty } >= leastRecords)
    }

    private static let leastRecords = 20

    /// An article's tags; what it has already is not looked at.
    ///
    /// - Parameters:
    ///   - parts: which to look for; those that the model has not are passed over.
    ///   - top: how many industries in place of those the classifier decides on.
    ///   - terms: how many n-grams to tell for each industry.
    public func tags(of article: Article, parts: Set<TagPart>, top: Int? = nil, terms: Int = 5) -> ArticleTags {
        var tags = ArticleTags()
        if parts.contains(.industries) { tags.industries = classifier.explain(article, labels: top, terms: terms) }
        if parts.contains(.technologies) { tags.technologies = technologies?.mentions(in: article) ?? [] }
        if parts.contains(.keywords) { tags.keywords = keywords?.keywords(in: article) ?? [] }
        if parts.contains(.events), hasEvents { tags.events = EventSummary.events(in: article) }
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
