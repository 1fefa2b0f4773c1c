import Corpus

extension ReportBuilder {
    /// What the figures rest on.
    ///
    /// - Parameter articles: all that figures lead to; written as a table beside the report.
    func method(_ articles: [Report.ListedArticle]) -> Report.Section {
        let lines = [records, dates, stories, model, agreement, tests].compactMap { $0 }
        return .init(
            id: "method", title: language("数据与方法", "Data and method"),
            blocks: lines.map { .paragraph(Prose($0)) } + [
                .table(.init(name: "articles", table: table(articles)), isShown: false)
            ])
    }

    private var records: String {
        let data = facts.data
        return language(
            "共读入 \(data.read) 篇文章，其中 \(data.tagged) 篇由模型打标签，其余按原有标签计数；\(data.rejects) 条记录无法读取，未计入。",
            "\(data.read) articles were read; \(data.tagged) of them are tagged by the model, the others count by their own labels. \(data.rejects) records could not be read and are left out."
        )
            + (data.later > 0
                ? language(
                    "其中 \(data.later) 篇晚于\(name(facts.months.upperBound))，未使用。",
                    " \(data.later) are later than \(facts.months.upperBound) and not used.") : "")
    }

    private var dates: String {
        func count(_ rule: DateRule) -> Int { facts.data.byRule[rule] ?? 0 }
        return language(
            "日期来源：日期字段 \(count(.field)) 篇，链接中的日期 \(count(.link)) 篇，链接中的编号 \(count(.snowflake)) 篇，正文中的日期 \(count(.text)) 篇；\(facts.data.undated) 篇没有日期，不计入各月；\(facts.data.unreadableDates) 篇的日期字段无法读懂。",
            "Dated by a date field: \(count(.field)); by a date in the link: \(count(.link)); by an id in the link: \(count(.snowflake)); by a date in the text: \(count(.text)). \(facts.data.undated) have no date and are in no month; \(facts.data.unreadableDates) have a date field that is no date."
        )
    }

    private var stories: String {
        let count = Set(facts.entries.map(\.story)).count
        return language(
            "计入的 \(facts.entries.count) 篇中，\(facts.entries.count - count) 篇是其他文章的转载或近似重复，去除后为 \(count) 篇。",
            "Of the \(facts.entries.count) articles that count, \(facts.entries.count - count) are reposts or near-duplicates of others; without them there are \(count) stories."
        )
    }

    private var model: String {
        guard let classifier = facts.classifier else {
            return language("模型的标签是先前打好、存于档案中的。", "The model's tags were made earlier and kept in the archive.")
        }
        let training = classifier.training
        let text = language(
            "模型以 \(training.documents) 篇已标注文章训练，认识 \(classifier.labels.count) 个行业标签。",
            "The model learned \(classifier.labels.count) labels from \(training.documents) labeled articles.")
        guard let score = training.heldOutScores?.map(\.score).max() else { return text }
        let name = classifier.isSingleLabel ? language("准确率", "accuracy") : language("微平均 F1", "micro-F1")
        return text
            + language(
                "在训练时留出的文章上\(name)为 \(percent(score))。",
                " On articles held out in training its \(name) is \(percent(score)).")
    }

    private var agreement: String? {
        facts.agreement.map { agreement in
            language(
                "由模型打标签的文章中有 \(agreement.documents) 篇原有标签，可以核对：精确率 \(percent(agreement.microPrecision))，召回率 \(percent(agreement.microRecall))，微平均 F1 \(percent(agreement.microF1))。",
                "\(agreement.documents) of the articles tagged by the model came with labels to check it by: precision \(percent(agreement.microPrecision)), recall \(percent(agreement.microRecall)), micro-F1 \(percent(agreement.microF1))."
            )
        }
    }

    private var tests: String {
        language(
            "区间：Wilson；变化：双比例检验（期望数小于 5 时为 Fisher 精确检验），Benjamini–Hochberg 校正；爆发：Kleinberg 双状态自动机；主题：语料自身短语的非负矩阵分解；转载：MinHash。整个时段去除转载后不足 20 篇的序列不作判断。",
            "Intervals: Wilson. Changes: two-proportion test (Fisher's exact one where fewer than 5 are expected), adjusted by Benjamini and Hochberg. Bursts: Kleinberg's two-state automaton. Topics: non-negative matrix factorization over the corpus' own phrases. Reposts: MinHash. Nothing is said of series with fewer than 20 stories over all time."
        )
    }

    private func table(_ articles: [Report.ListedArticle]) -> Table {
        var table = Table([
            .init(language("编号", "Id"), isNumber: true), .init(language("日期", "Date")), .init(language("标题", "Title")),
            .init(language("行业", "Industries")), .init(language("把握", "Probabilities")),
            .init(language("来源", "Source")),
            .init(language("故事", "Story"), isNumber: true), .init(language("记录", "Record")),
        ])
        for article in articles {
            table.append([
                .init("\(article.id)"), .init(article.date), .init(article.title, link: article.link),
                .init(article.industries.joined(separator: language("、", ", "))),
                .init(article.probabilities.map { fixed($0, digits: 2) }.joined(separator: language("、", ", "))),
                .init(article.source), .init("\(article.story)"), .init(article.origin),
            ])
        }
        return table
    }
}
