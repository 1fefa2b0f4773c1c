import Corpus
import Features
import TrendNumerics
import Text

/// The tags of an article.
public struct ArticleTags: Equatable, Sendable, Codable {
    /// The industries, each with the words that contribute most to it.
    public var industries: [Explanation] = []
    public var technologies: [TechnologyMention] = []
    public var keywords: [Keyword] = []
    public var events: [Event] = []
}

/// Tags articles: a classifier finds the industries, and further models find the other fields of the training records.
public struct Tagger: Sendable {
    public private(set) var classifier: ArticleClassifier
    public let technologies: TechnologyGazetteer?
    public let keywords: KeywordExtractor?
    /// Whether the training records had events.
    public let hasEvents: Bool

    /// The number of spans that the reason for an industry names.
    public static let spansOfReason = 5

    /// Creates a tagger from its parts.
    public init(
        classifier: ArticleClassifier, technologies: TechnologyGazetteer? = nil, keywords: KeywordExtractor? = nil,
        hasEvents: Bool = false
    ) {
        self.classifier = classifier
        self.technologies = technologies
        self.keywords = keywords
        self.hasEvents = hasEvents
    }

    /// Gives the labels other names, as `ArticleClassifier.rename` does.
    public mutating func rename(by aliases: LabelAliases) throws { try classifier.rename(by: aliases) }

    /// The fields that it can fill in.
    public var parts: Set<RecordField> {
        var parts: Set<RecordField> = [.industries]
        if technologies != nil { parts.insert(.technologies) }
        if keywords != nil { parts.insert(.keywords) }
        if hasEvents { parts.insert(.events) }
        return parts
    }

    /// Trains a tagger on labeled articles. Industries are always learned, each other field if enough articles have it.
    /// Training on titles alone costs no more than training the classifier.
    ///
    /// - Parameters:
    ///   - articles: the training articles.
    ///   - background: normalized texts without labels, from which the classifier learns how the language is used as far
    ///     as held-out articles say that it helps; nil to learn from the articles alone.
    ///   - options: the settings of the classifier.
    /// - Throws: the errors of `ArticleClassifier.train`, and `NumericsError`.
    public static func train(
        _ articles: [Article], background: [[UInt32]]? = nil, options: ArticleClassifier.Options
    ) throws -> Tagger {
        // Fails before the work, not after most of it.
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
        // The classifier uses the texts last. It releases them once they are rows of features, before the fits begin.
        let classifier = try ArticleClassifier.train(
            articles, consume texts, background: background, options: options)
        return Tagger(
            classifier: classifier, technologies: technologies, keywords: keywords,
            hasEvents: articles.count { !$0.events.isEmpty } >= minimumRecords)
    }

    private static let minimumRecords = 20

    /// The tags of an article.
    ///
    /// - Parameters:
    ///   - text: the text of the article.
    ///   - parts: the fields to find; fields that the model does not have are skipped.
    ///   - top: the number of industries; `nil` for those that the classifier predicts.
    ///   - terms: the number of n-grams per industry.
    ///   - spans: the number of words per industry.
    public func tags(
        of text: ArticleText, parts: Set<RecordField>, top: Int? = nil, terms: Int = 0,
        spans: Int = Tagger.spansOfReason
    ) -> ArticleTags {
        var tags = ArticleTags()
        if parts.contains(.industries) {
            tags.industries = classifier.explain(text, labels: top, terms: terms, spans: spans)
        }
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

    /// Writes the tagger to a model file.
    ///
    /// - Parameter reading: the settings with which the training articles were read; stored beside the model.
    /// - Throws: `CorpusError.unwritable`.
    public func write(to path: String, reading: ReadingSettings) throws {
        try classifier.write(to: path, reading: reading) { file in
            try technologies?.add(to: &file)
            try keywords?.add(to: &file)
            if hasEvents { try file.add("TAGS", json: Settings(events: true)) }
        }
    }

    /// Reads a tagger from the file of any classifier. A file without further parts gives a tagger of industries only.
    ///
    /// - Returns: the tagger, and the settings with which its training articles were read.
    /// - Throws: `CorpusError` if the file cannot be read, `ModelError` if it is not a classifier.
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
