import Corpus
import Text

extension ReadingSummary {
    /// Date fields that date no article, with an example.
    public var dateLines: [String] {
        func line(_ count: Int, one: String, many: String, _ example: String?) -> String? {
            guard count > 0, let example else { return nil }
            return count == 1
                ? "1 date field is \(one): \(example); this article has no date"
                : "\(count) date fields are \(many), such as \(example); these articles have no date"
        }
        let lost = dateNotShownExample.map {
            counted(datesNotShown, "date field holds", "date fields hold")
                + " what a spreadsheet shows in place of a date (\($0)), so link and text were looked into; "
                + "widen the column, or mend the formula, and export again"
        }
        let rule = "after today or before \(CalendarDate.firstYear)"
        return [
            line(unreadableDates, one: "not a date", many: "not dates", unreadableDateExample),
            line(impossibleDates, one: rule, many: rule, impossibleDateExample), lost, monthLine,
        ].compactMap { $0 }
    }

    private var monthLine: String? {
        guard datedByMonth > 0 else { return nil }
        return counted(datedByMonth, "article has", "articles have") + " a month for a date and "
            + (datedByMonth == 1 ? "counts" : "count") + " as its first day, so days and weeks of theirs are not true"
    }

    /// What was removed from texts, cut off from them, and joined of their labels.
    public var cleaningLines: [String] {
        var lines: [String] = []
        if withMarkup > 0 {
            lines.append(
                "markup such as tags, entities or emoticons was removed from "
                    + counted(withMarkup, "article"))
        }
        if cut > 0 {
            let limit = "\(Article.longestText >> 20) MB"
            lines.append(
                cut == 1
                    ? "1 text is longer than \(limit); only its first \(limit) counts"
                    : "\(cut) texts are longer than \(limit); only the first \(limit) of each counts")
        }
        if predictedLabels > 0 { lines.append(ReadingSummary.line(predictedLabels: predictedLabels)) }
        if !joinedLabels.isEmpty {
            let shown = 3
            lines.append(
                "labels that differ only in their spelling are one: "
                    + joinedLabels.prefix(shown).map { "\($0.spelling) → \($0.label)" }.joined(separator: ", ")
                    + (joinedLabels.count > shown ? ", … (\(joinedLabels.count - shown) more)" : ""))
        }
        if !alikeLabels.isEmpty {
            let shown = 3
            lines.append(
                "labels that differ only in case are different labels: "
                    + alikeLabels.prefix(shown).map { $0.joined(separator: ", ") }.joined(separator: "; ")
                    + (alikeLabels.count > shown ? "; … (\(alikeLabels.count - shown) more)" : "")
                    + "; --aliases makes them one (\(alikeLabels[0][0]): [\(alikeLabels[0][1])])")
        }
        if let first = labelParts.first {
            let shown = 3
            let name = first.parts.joined(separator: "、")
            lines.append(
                "labels that always stand together may be one name that was cut at its separators: "
                    + labelParts.prefix(shown).map {
                        $0.parts.joined(separator: "、") + " (\(counted($0.articles, "article")))"
                    }.joined(separator: ", ")
                    + (labelParts.count > shown ? ", … (\(labelParts.count - shown) more)" : "")
                    + "; a JSON array keeps it whole ([\"\(name)\"]), and --aliases joins its parts (\(name): "
                    + "[\(first.parts.joined(separator: ", "))])")
        }
        if garbled > 0 {
            lines.append(
                counted(garbled, "article looks", "articles look")
                    + " garbled (锟斤拷, 鐨勬, ç”²): the text was read in another encoding than it was written in. Where the "
                    + "file itself is right, --encoding names its encoding; else export it again as UTF-8")
        }
        return lines
    }

    static func line(predictedLabels count: Int) -> String {
        counted(count, "article has", "articles have")
            + " labels that trend tag filled in, which count as none here; where a person has checked them, take away "
            + "\"filled\" (JSON) or the line 行业 of 标注依据 (records)"
    }

    /// Unreadable records: the first few, how many there are, and where all are listed.
    public var rejectLines: [String] {
        guard rejected > 0 else { return [] }
        return examples + [
            "\(rejected) of \(counted(records, "record")) could not be read"
                + (list.map { "; all are listed in \($0)" } ?? "; --rejects FILE lists them all")
        ]
    }

    /// A corpus that was not read as it was meant shows by what most of its articles lack.
    public func lackLines(dates: Bool) -> [String] {
        var lines: [String] = []
        let outside = beforeSpan + afterSpan
        if outside + undatedOfSpan > 0 {
            let parts = [
                outside > 0 ? "\(outside) dated outside of --from and --to" : "",
                undatedOfSpan > 0 ? "\(undatedOfSpan) without a date" : "",
            ].filter { !$0.isEmpty }
            lines.append("articles left out: " + parts.joined(separator: ", "))
        }
        if let firstDay { lines.append("no article is dated before \(firstDay), where --from asks for earlier days") }
        if let lastDay { lines.append("no article is dated after \(lastDay), where --to asks for later days") }
        if let withoutText, withoutText * 2 > articles {
            lines.append(
                "most articles have a title and no text (\(withoutText) of \(articles)); "
                    + "--text FIELD names the field with the text")
        }
        if dates, let withoutDate, withoutDate * 2 > articles {
            lines.append(
                "most articles have no date (\(withoutDate) of \(articles)); --date FIELD names the field with the date"
            )
        }
        return lines
    }

    /// What may be the matter with records that have neither a title nor a text: these have names that are not known. Nil
    /// where a file has none such.
    var unknownFieldsLine: String? {
        guard let unknown = fields.first(where: { !$0.hasContent && !$0.unused.isEmpty }) else { return nil }
        return "no field of \(unknown.file) is known to hold a title or a text; its fields are "
            + unknown.unusedNames + "; --text FIELD or --title FIELD names one"
    }

    /// How the files were read, a line for all that were read alike:
    /// `articles.csv: title ← 标题, text ← 正文; not used: 编号`.
    public var fieldLines: [String] {
        let shown = 5
        var lines = fields.prefix(shown).map(\.line)
        let others = fields.dropFirst(shown).reduce(0) { $0 + $1.count } + moreFiles
        if others > 0 { lines.append("\(others) more files with other fields") }
        func list(_ files: [String], of count: Int) -> String {
            files.joined(separator: ", ") + (count > files.count ? ", … (\(count - files.count) more)" : "")
        }
        if otherCount > 0 {
            lines.append(
                counted(otherCount, "file of a folder was", "files of folders were")
                    + " not read, for other endings, names that are not UTF-8 or links that lead to no file: "
                    + list(otherFiles, of: otherCount))
        }
        if repeatedCount > 0 {
            lines.append(
                counted(repeatedCount, "file is", "files are")
                    + " named more than once and read once: " + list(repeatedFiles, of: repeatedCount))
        }
        if let first = emptyFiles.first {
            lines.append(
                emptyCount == 1
                    ? "\(first) holds no records"
                    : "\(emptyCount) files hold no records: " + list(emptyFiles, of: emptyCount))
        }
        return lines
    }
}

extension FieldsSummary {
    /// The files, and which of their fields became which.
    public var line: String {
        let fields = uses.map { "\($0.field.shown) ← " + $0.names.map(FieldsSummary.shown).joined(separator: " or ") }
        var line = (count == 1 ? file : "\(count) files") + ": "
        line += fields.isEmpty ? "no field is known" : fields.joined(separator: ", ")
        if !unused.isEmpty { line += "; not used: " + unusedNames }
        if !linesAbove.isEmpty {
            line +=
                "; above the header, not read: " + linesAbove.map(FieldsSummary.shown).joined(separator: " / ")
        }
        if !sheetsNotRead.isEmpty {
            line +=
                "; \(sheetsNotRead.count == 1 ? "sheet" : "sheets") not read: "
                + sheetsNotRead.map(FieldsSummary.shown).joined(separator: ", ")
        }
        return line + remarkTexts.map { "; " + $0 }.joined()
    }

    fileprivate var unusedNames: String {
        unused.map(FieldsSummary.shown).joined(separator: ", ") + (moreUnused > 0 ? ", … (\(moreUnused) more)" : "")
    }

    fileprivate var hasContent: Bool { uses.contains { [.title, .text].contains($0.field) } }

    /// What else is to be said of the files.
    private var remarkTexts: [String] {
        var texts: [String] = []
        func list(_ counts: ReadingRemarks.Counts, of one: String = "record") -> String {
            counts.items.map { "\(FieldsSummary.shown($0.name)) (\(counted($0.count, one)))" }.joined(separator: ", ")
                + (counts.more > 0 ? ", … (\(counts.more) more)" : "")
        }
        if let encoding = remarks.encoding { texts.append("taken for \(encoding.rawValue) by its bytes") }
        if !remarks.linesAboveRecords.isEmpty {
            texts.append(
                "above the first record, not read: "
                    + remarks.linesAboveRecords.map(FieldsSummary.shown).joined(separator: " / "))
        }
        if !remarks.listsRead.isEmpty { texts.append("lists read: " + list(remarks.listsRead)) }
        if !remarks.listsNotRead.isEmpty {
            texts.append("lists not read: " + list(remarks.listsNotRead, of: "item"))
        }
        if !remarks.repeatedFields.isEmpty {
            texts.append(
                "repeated within a record, where only the first counts: " + list(remarks.repeatedFields, of: "line"))
        }
        if remarks.textsWithoutHead > 0 {
            texts.append(
                "lines without a field name taken for the text (正文) in " + counted(remarks.textsWithoutHead, "record"))
        }
        if remarks.articlesNotRead > 0 {
            texts.append(
                counted(remarks.articlesNotRead, "further article")
                    + " on the same page not read; save each as its own page")
        }
        if remarks.marksInText > 0 {
            texts.append(counted(remarks.marksInText, "quotation mark") + " without a closing one taken as text")
        }
        if !remarks.footers.isEmpty {
            texts.append("rows that are no articles, not read: " + list(remarks.footers, of: "row"))
        }
        if let form = remarks.lineForm {
            texts.append(
                counted(remarks.articlesOfLines, "article") + " of " + counted(remarks.linesOfArticles, "line")
                    + " that look like records; " + form.advice)
        }
        if remarks.formulasWithoutValue > 0 {
            texts.append(
                counted(remarks.formulasWithoutValue, "formula cell")
                    + " without a stored value read as empty; open the workbook in Excel or LibreOffice and save it")
        }
        if remarks.mergedCells > 0 {
            texts.append(
                counted(remarks.mergedCells, "cell") + " below the first row of merged cells given their value")
        }
        return texts
    }

    /// A name of a file, which may be of any length.
    private static func shown(_ name: String) -> String {
        name.isEmpty ? "''" : name.count > 40 ? name.prefix(40) + "…" : name
    }
}

extension RecordField {
    /// As the options call it.
    public var shown: String { self == .industries ? "label" : rawValue }
}
