import Corpus
import Models
import Reports
import Text
import Timeline
import TrendNumerics

extension ReportJob {
    /// Takes labels that differ only in the width of signs or in spaces for one.
    static func joinLabels(
        of articles: inout [ReportArticle], _ settings: ReadingSettings, known: [String]
    ) -> [LabelSpellings.Joined] {
        guard settings.normalizer.version > .one else { return [] }
        var counts: [String: Int] = [:]
        for label in articles.lazy.flatMap(\.ownIndustries) { counts[label, default: 0] += 1 }
        let joined = LabelSpellings.joined(counts, known: known)
        let names = Dictionary(uniqueKeysWithValues: joined.map { ($0.spelling, $0.label) })
        if !names.isEmpty { for index in articles.indices { articles[index].rename(names) } }
        return joined
    }

    /// Articles as a report counts them, with tags for what they lack.
    ///
    /// - Parameters:
    ///   - isNew: which articles get the model's industries whatever labels they have; empty for none.
    ///   - kept: tags of an archive, per article; empty for none.
    ///   - tagger: nil where the kept tags are all there is.
    ///   - comparesTexts: whether stories are told by the texts.
    static func counted(
        _ articles: [Article], isNew: [Bool] = [], kept: [InferredTags] = [], by tagger: Tagger?,
        terms: [WatchedTerm], comparesTexts: Bool = true, threads: Int
    ) -> [ReportArticle] {
        // What another model filled in gives way to what this one says.
        let articles = tagger == nil ? articles : articles.map(\.withoutPredictedLabels)
        let texts = articles.normalized(threads: threads)
        let isNew = isNew.isEmpty ? articles.map { _ in false } : isNew
        let kept = kept.isEmpty ? articles.map { _ in InferredTags() } : kept
        let industries = tagger?.missingIndustries(of: articles, texts, isNew: isNew, threads: threads)
        return Parallel.map(articles.count, threads: threads) { index in
            let (article, text) = (articles[index], texts[index])
            let found = industries?[index]
            let tags =
                tagger?.tags(of: article, text, industries: found?.tags, kept: kept[index]) ?? kept[index]
            return ReportArticle(
                article, text, tags: tags, isNew: isNew[index], row: found?.row, terms: terms,
                comparesTexts: comparesTexts)
        }
    }
}

extension Tagger {
    /// The industries of articles that have none or are new, and the probabilities of all industries; nil for the others.
    ///
    /// Predicted all at once: what the classifier allocates per call is as wide as its vocabulary.
    fileprivate func missingIndustries(
        of articles: [Article], _ texts: [ArticleText], isNew: [Bool], threads: Int
    ) -> [(tags: [InferredTags.Tag], row: ProbabilityRow?)?] {
        let isMissing = articles.indices.map { articles[$0].industries.isEmpty || isNew[$0] }
        let missing = zip(texts, isMissing).filter(\.1).map(\.0)
        var predicted = classifier.predictRows(missing, threads: threads).makeIterator()
        return isMissing.map { isMissing in
            guard isMissing, let next = predicted.next() else { return nil }
            return (next.labels.inferred.tags[.industries] ?? [], next.probabilities)
        }
    }

    /// The tags that a report needs: the given industries, and technologies and keywords where the article has none.
    /// What an article has is not looked for, since it takes time.
    ///
    /// - Parameter kept: tags of an archive, which take the place of looking for technologies and keywords.
    fileprivate func tags(
        of article: Article, _ text: ArticleText, industries: [InferredTags.Tag]?, kept: InferredTags
    ) -> InferredTags {
        var tags = kept
        tags.tags[.industries] = industries
        var parts: Set<RecordField> = []
        if article.technologies.isEmpty, kept.tags[.technologies] == nil { parts.insert(.technologies) }
        if article.keywords.isEmpty, kept.tags[.keywords] == nil { parts.insert(.keywords) }
        let found = self.tags(of: text, parts: parts).inferred(parts)
        return InferredTags(tags.tags.merging(found.tags) { kept, _ in kept })
    }
}

extension InferredTags {
    /// With industries under the names that a table has for them, each once.
    func renamed(by aliases: LabelAliases?) -> InferredTags {
        guard let aliases, let industries = tags[.industries] else { return self }
        var (renamed, seen) = (self, Set<String>())
        renamed.tags[.industries] = industries.compactMap { tag in
            var tag = tag
            tag.label = aliases[tag.label]
            return seen.insert(tag.label).inserted ? tag : nil
        }
        return renamed
    }
}
