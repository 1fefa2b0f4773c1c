import Corpus
import Jobs

extension JobNote {
    var chinese: String {
        switch self {
        case .tagged(let count): "已标注 \(count) 篇文章"
        case .withoutLikelyLabel(let count): "其中 \(count) 篇没有把握在 50% 以上的标签"
        case .fields(let fields): JobNote.chinese(fields)
        case .cleaned(let count): "\(count) 篇文章中的网页标记、表情等已去除"
        case .cut(let count): "\(count) 篇文章过长，只读取前 \(Article.longestText >> 20) MB"
        case .undated(let count, let example): "\(count) 个日期无法识别（如 \(example)），这些文章没有日期"
        case .rejected(let count, let records, let examples):
            "\(records) 条记录中有 \(count) 条无法读取：" + JobNote.chinese(rejects: examples)
        case .model(let name, let written): "所用模型：\(name)（写于 \(written)）"
        case .text(let text): text
        }
    }

    /// 新闻.csv：标题 ← 标题，正文 ← 内容；未用：编号
    private static func chinese(_ fields: FieldsSummary) -> String {
        let uses = fields.uses.map { "\(name(of: $0.field)) ← " + $0.names.joined(separator: "或") }
        var line = fields.file + "：" + (uses.isEmpty ? "没有认出的字段" : uses.joined(separator: "，"))
        if !fields.unused.isEmpty { line += "；未用：" + fields.unused.joined(separator: "、") }
        if !fields.sheetsNotRead.isEmpty { line += "；未读的工作表：" + fields.sheetsNotRead.joined(separator: "、") }
        return line + chinese(fields.remarks).map { "；" + $0 }.joined()
    }

    private static func chinese(_ remarks: ReadingRemarks) -> [String] {
        func list(_ counts: ReadingRemarks.Counts, _ unit: String) -> String {
            counts.items.map { "\($0.name)（\($0.count) \(unit)）" }.joined(separator: "、") + (counts.more > 0 ? "等" : "")
        }
        var texts: [String] = []
        if let encoding = remarks.encoding { texts.append("文件编码按内容判断为 \(encoding.rawValue)") }
        if !remarks.linesAboveRecords.isEmpty {
            texts.append("首条记录之前未读：" + remarks.linesAboveRecords.joined(separator: " / "))
        }
        if !remarks.listsRead.isEmpty { texts.append("已读列表：" + list(remarks.listsRead, "条")) }
        if !remarks.listsNotRead.isEmpty { texts.append("未读列表：" + list(remarks.listsNotRead, "项")) }
        if !remarks.repeatedFields.isEmpty {
            texts.append("同一记录中重复的字段只取第一个：" + list(remarks.repeatedFields, "行"))
        }
        if remarks.textsWithoutHead > 0 { texts.append("\(remarks.textsWithoutHead) 条记录的正文没有字段名，按空行和行文判断") }
        if remarks.articlesNotRead > 0 { texts.append("同一网页中另有 \(remarks.articlesNotRead) 篇文章未读；请每篇另存为一个网页") }
        if remarks.marksInText > 0 { texts.append("\(remarks.marksInText) 个没有配对的引号按正文读取") }
        if remarks.formulasWithoutValue > 0 {
            texts.append("\(remarks.formulasWithoutValue) 个公式单元格没有保存计算结果，按空值读取；请用 Excel 或 LibreOffice 打开并保存")
        }
        if remarks.mergedCells > 0 { texts.append("\(remarks.mergedCells) 个合并单元格已按首行的值补全") }
        return texts
    }

    /// 新闻.csv:12：既无标题也无正文
    static func chinese(rejects examples: [String]) -> String {
        examples.map { example in
            for (english, chinese) in rejectReasons {
                if let place = example.range(of: english, options: [.anchored, .backwards]) {
                    return example[..<place.lowerBound] + chinese
                }
            }
            return example.replacing(/: expected .* at column (?<column>\d+)$/) {
                "：第 \($0.output.column) 个字符处不合 JSON 格式"
            }
        }.joined(separator: "；")
    }

    /// Of what most files are about; other reasons stand as the reader says them.
    private static let rejectReasons = [
        ": neither a title nor a text": "：既无标题也无正文", ": not UTF-8": "：不是 UTF-8 编码",
        ": a quotation mark is never closed": "：引号没有闭合",
    ]

    private static func name(of field: RecordField) -> String {
        let words = PageWords.chinese
        return switch field {
        case .title: words.title
        case .link: words.original
        case .date: words.day
        case .source: words.source
        case .text: words.text
        case .keywords: words.keywords
        case .technologies: words.technology
        case .industries: words.industry
        case .events: words.events
        }
    }
}

extension JobProgress {
    var chinese: String {
        switch self {
        case .read(let count, _): "已读 \(count) 篇"
        case .processed(let count, _): "已处理 \(count) 篇"
        case .upgrading: "正在更新档案"
        case .step(let step): JobProgress.steps[step] ?? "进行中…"
        }
    }

    /// The steps of jobs that the page starts.
    private static let steps = [
        "training": "训练模型", "training without the articles that judge": "训练用于比较的模型", "comparing": "比较新旧模型",
        "finding topics": "查找主题", "looking for new topics": "查找新主题", "writing": "写文件",
        "looking for reposts": "查找转载", "counting and testing": "计算趋势",
        "looking for emerging phrases": "查找新出现的词", "looking for phrases": "查找短语", "choosing articles": "挑选文章",
        "drawing charts": "画图", "writing files": "写文件", "comparing labels": "比较标签",
        "counting what the archive keeps": "统计档案", "sampling earlier articles": "抽取较早的文章",
    ]
}
