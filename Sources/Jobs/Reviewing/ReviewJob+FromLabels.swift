import Corpus
import Features
import Foundation
import Models
import Text

extension ReviewJob {
    /// Chooses articles by their texts and the corrections so far, without a model of before.
    func openFromLabels(_ progress: ProgressHandler) throws -> OpenReview {
        try checkFiles()
        let corrections = try knownCorrections()
        let settings = try source.settings()
        var reading = try source.sorted.open(
            settings, wanted: [.title, .text, .link, .date, .industries], takesPredicted: false)
        try reading.list(corrections.rejects)
        var known: [ReadArticle] = []
        var bare = EvenSample<ReadArticle>(mostScalars: VectorLimits.standard.scalars)
        var (labeled, corrected) = (0, 0)
        try reading.forEachBatch(threads: threads, progress: progress) { articles in
            articles.map { ReadArticle($0, corrections, settings) }
        } use: { batch in
            for article in batch {
                if article.isCorrected { corrected += 1 } else if article.isLabeled { labeled += 1 }
                if article.isLabeled {
                    known.append(article)
                } else if !article.isCorrected {
                    bare.add(article, scalars: article.text.scalars.count)
                }
            }
        }
        let summary = try reading.finish()
        var answered = known.map(\.article)
        _ = LabelSpellings.join(&answered, known: labels)
        let options = try TrainingOptions(compute: .init(threads: threads)).options(for: LabelsPerArticle(answered))
        try progress(.step("choosing articles"))
        let reviews = try FirstReviews(
            count, labels: labels, labeled: answered, known.map(\.text),
            articles: bare.items.map(\.article), bare.items.map(\.text), options: options)
        let result = ReviewResult(
            articles: reviews.chosen.map { candidate in
                ReviewArticle(
                    article: ArticleReference(candidate.article), uncertainty: candidate.uncertainty,
                    labels: reviews.classifier?.predict([candidate.text])[0] ?? [])
            },
            labeled: labeled, corrected: corrected,
            start: ReviewStart(
                learnedFrom: reviews.classifier?.training.documents, answered: answered.count,
                needed: FirstReviews.minimumLabeled, sample: bare.items.count, articles: bare.seen),
            corrections: correctionsPath.map { CorrectionsSummary(corrections, path: $0) }, reading: summary)
        return OpenReview(result: result, session: reviews.session, classifier: reviews.classifier)
    }

    /// Names that differ, in their order, without spaces around them.
    static func distinct(_ labels: [String]) -> [String] {
        var seen: Set<String> = []
        return labels.map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty && seen.insert(TextNormalizer().normalize($0)).inserted }
    }
}

/// How articles were chosen without a model of before.
public struct ReviewStart: Codable, Equatable, Sendable {
    /// The labeled articles that a model was trained on; nil where they are too few, and articles that stand for many
    /// others were chosen.
    public let learnedFrom: Int?
    /// Articles with labels, from the corpus or a person.
    public let answered: Int
    /// How many labeled articles a model needs.
    public let needed: Int
    /// The articles without labels that were looked at, an even sample of all.
    public let sample: Int
    /// The articles without labels.
    public let articles: Int
}

/// An article with the labels that hold, and its text.
private struct ReadArticle: Sendable {
    var article: Article
    let text: ArticleText

    var isCorrected: Bool { article.isCorrected }
    var isLabeled: Bool { !article.industries.isEmpty }

    init(_ article: Article, _ corrections: Corrections, _ settings: ReadingSettings) {
        self.article = article
        text = article.normalized()
        guard let correction = corrections.correction(of: article) else { return }
        self.article.isCorrected = true
        self.article.industries = settings.aliases?(correction.industries) ?? correction.industries
    }
}
