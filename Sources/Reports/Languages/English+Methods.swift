import Corpus
import Text
import Timeline

extension English {
    // MARK: Articles behind figures
    var groupsHeading: String { "Articles behind the figures" }
    var centralGroup: String { "Representative articles" }
    var novelGroup: String { "New themes" }
    var noTags: String { "No model has tagged articles." }
    var keptTags: String { "The industries were assigned by a model earlier and are stored in the archive." }

    func groupHeading(_ title: String, count: Int) -> String { "\(title) (\(count))" }
    func allArticles(_ months: ClosedRange<Period>) -> String { "All articles, \(name(months))" }
    func articles(of name: String, in months: ClosedRange<Period>) -> String { "\(name), \(self.name(months))" }

    func hiddenArticles(_ count: Int, group: String) -> String {
        "\(count) more: see report.json (\(group)) for their IDs and tables/articles.csv for the articles."
    }

    func hiddenRows(_ count: Int, table: String) -> String {
        "\(count) more \(count == 1 ? "row" : "rows") in tables/\(table).csv."
    }

    func separateTable(_ table: String, rows: Int) -> String {
        "Full data: tables/\(table).csv (\(rows) \(rows == 1 ? "row" : "rows"))."
    }

    // MARK: Methods and data

    func records(_ data: ReportFacts.DataNotes, lastMonth: Period) -> String {
        var sentences = [
            "\(articles(data.read)) read: industries were "
                + (data.tagged > 0
                    ? "assigned by the model for \(data.tagged) of them, and taken from the articles' own labels for the others."
                    : "taken from the articles' own labels.")
        ]
        if data.unlabeled > 0 {
            sentences.append(
                "\(articles(data.unlabeled)) with neither labels nor tags \(data.unlabeled == 1 ? "counts" : "count") toward no industry."
            )
        }
        if data.filledTechnologies > 0 || data.filledKeywords > 0 {
            sentences.append(
                "The model added technologies to \(data.filledTechnologies) and keywords to \(articles(data.filledKeywords))."
            )
        }
        if data.rejects > 0 {
            sentences.append(
                "\(data.rejects) \(data.rejects == 1 ? "record" : "records") could not be read and \(data.rejects == 1 ? "was" : "were") skipped."
            )
        }
        if data.later > 0 {
            sentences.append(
                "\(articles(data.later)) published after \(end(lastMonth)) \(data.later == 1 ? "was" : "were") left out."
            )
        }
        return sentences.joined(separator: " ")
    }

    func dates(_ data: ReportFacts.DataNotes) -> String {
        let origins: [(DateRule, String)] = [
            (.field, "the date field"), (.month, "a date field that names a month alone, as its first day"),
            (.link, "a date in the link"), (.snowflake, "an ID in the link"),
            (.text, "a date in the text"),
        ]
        let found = origins.filter { data.count($0.0) > 0 }.map { "\($0.1) (\(data.count($0.0)))" }
        var sentences = ["Publication dates were taken from \(enumeration(found))."]
        if data.undated > 0 {
            sentences.append(
                "\(articles(data.undated)) without a date \(data.undated == 1 ? "counts" : "count") toward no \(periodWord)."
            )
        }
        if data.unreadableDates > 0 {
            sentences.append("The date field of \(articles(data.unreadableDates)) is not a valid date.")
        }
        return sentences.joined(separator: " ")
    }

    func reposts(_ reposts: Int, of articles: Int) -> String {
        if reposts == 0 {
            return articles == 1
                ? "The article counted is no repost or near-duplicate."
                : "None of the \(articles) articles counted is a repost or near-duplicate."
        }
        return
            "Of the \(self.articles(articles)) counted, \(reposts) \(reposts == 1 ? "is a repost or near-duplicate" : "are reposts or near-duplicates"); \(articles - reposts) remain after removing them."
    }

    func model(documents: Int, labels: Int, score: Double?, isSingleLabel: Bool) -> String {
        "The model was trained on \(documents) labeled articles and knows \(labels) industries."
            + (score.map { " Its \(isSingleLabel ? "accuracy" : "micro-F1") on held-out articles is \(percent($0))." }
                ?? "")
    }

    func agreement(documents: Int, precision: Double, recall: Double, f1: Double) -> String {
        "\(documents) of the articles tagged by the model \(documents == 1 ? "has" : "have") labels of their own to check against: precision \(percent(precision)), recall \(percent(recall)), micro-F1 \(percent(f1))."
    }

    func methods(minimumStories: Int, falseDiscoveryRate: Double) -> String {
        "Confidence intervals of shares are Wilson intervals. Changes are tested with the two-proportion z-test (Fisher's exact test where an expected count is below 5); p-values are adjusted by the Benjamini–Hochberg procedure at a false discovery rate of \(percent(falseDiscoveryRate, digits: 0)). Bursts are found with Kleinberg's two-state automaton, topics by non-negative matrix factorization over phrases of the articles, and reposts with MinHash; a group of these counts once in each period. Series with fewer than \(minimumStories) articles over the whole period, reposts excluded, are not tested."
    }
}
