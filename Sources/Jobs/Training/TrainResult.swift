import Corpus
import Models
import TrendNumerics

/// What a model learned.
public struct TrainResult: Codable, Equatable, Sendable {
    public struct Aliases: Codable, Equatable, Sendable {
        /// Other names, and how many labels they belong to.
        public let names: Int
        public let labels: Int
    }

    public internal(set) var model: String
    public let labels: [String]
    /// Labels that the updated model did not have; nil where a model was trained from nothing.
    public let newLabels: [String]?
    public let isSingleLabel: Bool
    /// One label per article was chosen because nearly every article has exactly one.
    public let choseSingleLabel: Bool
    public let labelsPerArticle: LabelsPerArticle
    /// Whether the articles decided if they have one label or several.
    let isChosen: Bool
    /// Labeled articles that were learned from now.
    public let documents: Int
    public let corrected: Int
    /// Articles without a label.
    public let unlabeled: Int
    public let features: Int
    /// The number of articles that an n-gram had to be in where it was raised because there were too many n-grams; nil
    /// where it was not.
    public let raisedMinimumDocumentFrequency: Int?
    /// Features are hashed columns, and the solver made a fixed number of passes.
    public let isStreamed: Bool
    public let aliases: Aliases?
    /// Labels left out, with their articles: the 10,000 most frequent ones.
    public let rareLabels: [ArticleClassifier.LabelCount]
    /// The number of labels left out where not all are listed.
    public let rareLabelCount: Int?
    public let minimumLabelCount: Int
    /// The maximum number of labels where more had that many articles; nil where they had not.
    public let mostLabels: Int?
    /// What each candidate for C scored on held-out articles; nil where C was given.
    public let heldOutScores: [HeldOutScore]?
    public let optimality: Optimality?
    /// What was taken from texts without labels; nil where there were none to learn from.
    public let background: BackgroundUse?
    /// The number of texts without labels, of which `background` used a part where they are very many.
    public let backgroundTexts: Int?
    /// How the files of texts without labels were read; nil where none were named.
    public let backgroundReading: ReadingSummary?
    /// Names in the gazetteer of technologies; nil where the articles had too few.
    public let technologies: Int?
    /// Keywords per article, and the records they were learned from; nil where there were too few.
    public let keywords: Int?
    public let keywordRecords: Int?
    public let corrections: CorrectionsSummary?
    public let reading: ReadingSummary

    init(
        _ tagger: Tagger, _ settings: ReadingSettings, _ model: String, _ corpus: LabeledArticles,
        asked: TrainingOptions? = nil, updating kept: ArticleClassifier? = nil, background texts: BackgroundTexts? = nil
    ) {
        let (classifier, training) = (tagger.classifier, tagger.classifier.training)
        self.model = model
        labels = classifier.labels
        newLabels = kept.map { kept in classifier.labels.filter { !kept.labels.contains($0) } }
        isSingleLabel = classifier.isSingleLabel
        choseSingleLabel = classifier.isSingleLabel && asked.map { $0.isSingleLabel == nil } ?? false
        labelsPerArticle = corpus.labels
        isChosen = asked.map { $0.isSingleLabel == nil } ?? false
        documents = training.documents - (kept?.training.documents ?? 0)
        corrected = (training.corrected ?? 0) - (kept?.training.corrected ?? 0)
        unlabeled = training.unlabeled - (kept?.training.unlabeled ?? 0)
        features = classifier.vectorizer.columns.count
        let used = classifier.vectorizer.options.minimumDocumentFrequency
        raisedMinimumDocumentFrequency =
            if let asked, training.optimality != nil, used != asked.options.tfidf.minimumDocumentFrequency,
                case .count(let count) = used
            {
                count
            } else {
                nil
            }
        isStreamed = training.optimality == nil
        aliases = settings.aliases.flatMap { $0.isEmpty ? nil : Aliases(names: $0.count, labels: $0.canonical.count) }
        rareLabels = training.rareLabels
        rareLabelCount = training.rareLabelCount
        minimumLabelCount = training.minimumLabelCount
        mostLabels = training.mostLabels
        heldOutScores = training.heldOutScores
        optimality = training.optimality
        background = kept == nil ? training.background : nil
        backgroundTexts = texts?.read
        backgroundReading = texts?.reading
        technologies = tagger.technologies?.count
        keywords = tagger.keywords?.count
        keywordRecords = tagger.keywords?.records
        corrections = corpus.corrections
        reading = corpus.reading
    }

    /// Passes over the articles where features are hashed.
    public static let streamingPasses = StreamingTrainer.passes
}
