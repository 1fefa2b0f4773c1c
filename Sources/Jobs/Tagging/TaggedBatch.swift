import Corpus
import Models

/// Some articles with their tags, as they are written.
struct TaggedBatch: Sendable {
    let lines: [UInt8]
    let count: Int
    /// Articles without a label of 50% probability or more.
    let doubtful: Int
    /// Articles that cannot be written.
    var refused: [Reject] = []
    /// Names of marks under which records have fields of their own.
    var keptNames: Set<String> = []
    /// Fields that records have no place for, and in how many articles.
    var omitted: [String: Int] = [:]

    /// With their industries alone, as JSON lines: the fast path, without a string per label.
    init(_ articles: [Article], by tagging: Tagging) {
        var editor = JSONEditor()
        var doubtful = 0
        for (index, labels) in tagging.tagger.classifier.predict(articles, top: tagging.top).enumerated() {
            if Tagging.isDoubtful(labels.first?.probability) { doubtful += 1 }
            editor.appendLine(articles[index].row) { $0.setMark("predicted") { labels.appendJSON(to: &$0) } }
        }
        lines = editor.lines
        keptNames = editor.keptNames
        count = articles.count
        self.doubtful = doubtful
    }

    /// With all tags that were asked for.
    init(_ articles: [Article], by tagging: Tagging, form: TagJob.Form, fields: FieldMapping) {
        var (json, records) = (JSONEditor(), NativeRecordWriter())
        var doubtful = 0
        var refused: [Reject] = []
        var omitted: [String: Int] = [:]
        for (article, (tags, isDoubtful)) in zip(articles, tagging.tags(of: articles)) {
            if tagging.parts.contains(.industries), isDoubtful { doubtful += 1 }
            let article = tagging.tagged(article)
            switch form {
            case .json:
                let members = tags.members(for: article, fields: fields)
                json.appendLine(article.row) { $0.set(members) }
            case .records:
                for name in omittedNames(article, fields) { omitted[name, default: 0] += 1 }
                if let reject = records.append(article, filling: tags.values, basis: tags.basis(for: article)) {
                    refused.append(reject)
                }
            case .csv, .xlsx: preconditionFailure("tables have a writer of their own")
            }
        }
        lines = form == .json ? json.lines : records.bytes
        count = articles.count - refused.count
        self.doubtful = doubtful
        self.refused = refused
        keptNames = json.keptNames
        self.omitted = omitted
    }
}

/// The fields of an article that its record will not have. Records that came as such keep theirs.
private func omittedNames(_ article: Article, _ fields: FieldMapping) -> [String] {
    if case .fields(let own) = article.row, !own.isEmpty, own.allSatisfy({ !$0.lines.isEmpty }) { return [] }
    return RecordRest(article.row, fields: fields, article.normalizer).others
        .filter { !TagMarks.isMark($0) }.map(\.name)
}
