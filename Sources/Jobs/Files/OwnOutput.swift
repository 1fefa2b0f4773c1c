import Corpus
import Reports

/// How the files of a command begin, by which one of an earlier run is known. Whatever else is in the place somebody may
/// have written or edited, and it stays.
struct OwnOutput: Sendable {
    /// Whose a file is.
    enum Owner {
        case us, somebodyElse
        /// This command wrote it, and somebody has added to it or saved it since.
        case both
    }

    /// The columns of a table, or of the first sheet of a workbook, of which the first three tell it; one of these.
    var headers: [[String]] = []
    /// Whether a file holds records: a table with further columns of theirs, or lines that trend's members end.
    var isOfRecords = false
    /// A cell that the first row has somewhere.
    var column: String?
    /// What the first line of JSON holds; one of these.
    var members: [String] = []
    /// What the first line of text begins with, blanks taken as one; one of these. Beside them the headers.
    var beginnings: [String] = []
    /// Whether the first line of text may begin with a day instead.
    var beginsWithDay = false
    /// What the first line of text holds; one of these.
    var phrases: [String] = []

    /// Whose a file is, which is not empty.
    ///
    /// - Throws: `CorpusError` where it cannot be read.
    func owner(of path: String, as kind: OutputKind) throws -> Owner {
        switch kind {
        case .table: return owner(ofHeader: (try? EditedTable.firstRow(of: path)) ?? [])
        case .workbook:
            let owner = owner(ofHeader: OwnOutput.firstRow(ofWorkbook: path))
            return owner == .us && !WorkbookWriter.isUnchanged(path) ? .both : owner
        case .jsonLines: return try OwnOutput.firstLine(of: path).map(owner(ofLine:)) ?? .somebodyElse
        case .records: return try OwnOutput.firstRecordHasBasis(path) ? .us : .somebodyElse
        case .text: return try OwnOutput.firstLine(of: path).map(isText) ?? false ? .us : .somebodyElse
        default: return .us
        }
    }

    private func owner(ofHeader row: [String]) -> Owner {
        let ours = headers.filter { row.starts(with: isOfRecords ? $0[...] : $0.prefix(3)) }
        guard !ours.isEmpty, column.map(row.contains) ?? true else { return .somebodyElse }
        return isOfRecords || ours.contains { Set($0 + [""]).isSuperset(of: row) } ? .us : .both
    }

    private func owner(ofLine line: String) -> Owner {
        guard line == "[]" || members.contains(where: { line.contains($0) }) else { return .somebodyElse }
        return !isOfRecords || TagMarks.endsWithMark(line) ? .us : .both
    }

    private func isText(_ line: String) -> Bool {
        let line = line.split(separator: " ").joined(separator: " ")
        return headers.contains { line.hasPrefix($0.prefix(3).joined(separator: " ")) }
            || beginnings.contains(where: line.hasPrefix) || phrases.contains { line.contains($0) }
            || beginsWithDay && CalendarDate(parsing: String(line.prefix(10))) != nil
    }

    private static let longestLine = 1 << 22

    private static func firstLine(of path: String) throws -> String? {
        guard let head = LockedFile.head(of: path, count: longestLine) else {
            throw CorpusError.unreadable(path: path, reason: "it cannot be opened")
        }
        let line = String(decoding: head.prefix { $0 != 0x0A }, as: UTF8.self)
        return line.hasPrefix("\u{FEFF}") ? String(line.dropFirst()) : line
    }

    /// Whether the first record says what its tags rest on, which a person's corpus does not.
    private static func firstRecordHasBasis(_ path: String) throws -> Bool {
        guard let head = LockedFile.head(of: path, count: longestLine) else {
            throw CorpusError.unreadable(path: path, reason: "it cannot be opened")
        }
        let heads = String(decoding: head, as: UTF8.self).split(whereSeparator: \.isNewline)
            .lazy.compactMap { NativeRecord.headName(of: String($0)) }
        var first: String?
        for name in heads {
            if name == NativeRecord.basisName { return true }
            if name == first { return false }
            first = first ?? name
        }
        return false
    }

    /// The cells of the first row of the first sheet.
    private static func firstRow(ofWorkbook path: String) -> [String] {
        var options = ReadingOptions(keepsRows: true)
        options.keepsEmpty = true
        // A sheet without a header begins with its first row.
        options.columns = (1...mostColumns).map { "\($0)" }
        guard var reader = try? CorpusReader(paths: [path], options: options),
            case .fields(let cells)? = try? reader.next()?.articles.first?.row
        else { return [] }
        return cells.map(\.value)
    }

    private static let mostColumns = 40
}

extension OwnOutput {
    static let watch = OwnOutput(
        headers: [["period", "term", "articles", "share", "stories", "story share", "lower", "upper", "note"]],
        members: ["\"tooFewStories\":"])
    static let alerts = OwnOutput(
        headers: [["alert", "term", "period", "stories", "share", "before", "note"]], members: ["\"newArticles\":"],
        beginnings: ["since ", "first run with this list; "])
    static let topics = OwnOutput(
        headers: [
            ["period", "topic", "name", "share", "lower", "upper", "articles", "note"],
            ["window", "topic", "name", "share", "window topics", "events"],
        ], members: ["\"phrases\":"], beginnings: ["topic name share "])
    static let emerging = OwnOutput(
        headers: [
            [
                "phrase", "also", "articles", "stories", "articles before", "stories before", "z", "first seen", "note",
                "example",
            ]
        ], members: ["\"logOdds\":"], beginnings: ["new in ", "known before, surging:"])
    static let labels = OwnOutput(
        headers: [["label", "articles", "another name of?", "evidence", "names", "texts", "told apart", "both"]],
        members: ["\"proposals\":"], phrases: [" labeled article, ", " labeled articles, "])
    static let evaluation = OwnOutput(
        headers: [["label", "precision", "recall", "F1", "given", "predicted"]], members: ["\"microF1\":"],
        phrases: ["; all labels right in "])
    static let review = OwnOutput(
        headers: [["doubt", "labels", "date", "title", "link", "where"]], members: ["\"uncertainty\":"],
        beginnings: ["doubt labels title where"])
    static let similar = OwnOutput(
        headers: [["phrase", "similarity", "texts"]], members: ["\"similarity\":"],
        beginnings: ["no phrase is near"], phrases: [" is no phrase of the model's texts"])
    static let found = OwnOutput(
        headers: [["date", "title", "link", "industries", "passage", "where"]], members: ["\"passage\":"],
        beginnings: ["no date "], beginsWithDay: true)
    /// Articles with what a model says of them.
    static let tagged = OwnOutput(
        headers: [ArticleTable.firstColumns], isOfRecords: true, column: ArticleTable.basis,
        members: ["\"predicted\":[", "\"tags\":{"])
    static let exported = OwnOutput(
        headers: [ArticleTable.firstColumns], isOfRecords: true, column: ArticleTable.basis,
        members: ["\"trend:archive\":"])
}
