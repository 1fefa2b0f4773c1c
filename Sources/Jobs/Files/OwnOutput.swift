import Corpus

/// How the files of a command begin, by which one of an earlier run is known. Whatever else is in the place somebody may
/// have written or edited, and it stays.
struct OwnOutput: Sendable {
    /// The first cells of the first row of a table, or of the first sheet of a workbook; one of these.
    var headers: [[String]] = []
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

    /// Whether a file, which is not empty, is one of these.
    ///
    /// - Throws: `CorpusError` where it cannot be read.
    func isAt(_ path: String, as kind: OutputKind) throws -> Bool {
        switch kind {
        case .table: isHeader((try? EditedTable.firstRow(of: path)) ?? [])
        case .workbook: isHeader(OwnOutput.firstRow(ofWorkbook: path))
        case .jsonLines:
            try OwnOutput.firstLine(of: path).map { line in line == "[]" || members.contains { line.contains($0) } }
                ?? false
        case .records: try OwnOutput.firstRecordHasBasis(path)
        case .text: try OwnOutput.firstLine(of: path).map(isText) ?? false
        default: true
        }
    }

    private func isHeader(_ row: [String]) -> Bool {
        headers.contains { row.starts(with: $0) } && (column.map(row.contains) ?? true)
    }

    private func isText(_ line: String) -> Bool {
        let line = line.split(separator: " ").joined(separator: " ")
        return headers.contains { line.hasPrefix($0.joined(separator: " ")) }
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
    static let watch = OwnOutput(headers: [["period", "term", "articles"]], members: ["\"tooFewStories\":"])
    static let alerts = OwnOutput(
        headers: [["alert", "term", "period"]], members: ["\"newArticles\":"],
        beginnings: ["since ", "first run with this list; "])
    static let topics = OwnOutput(
        headers: [["period", "topic", "name", "share"], ["window", "topic", "name", "share"]],
        members: ["\"phrases\":"], beginnings: ["topic name share "])
    static let emerging = OwnOutput(
        headers: [["phrase", "also", "articles"]], members: ["\"logOdds\":"],
        beginnings: ["new in ", "known before, surging:"])
    static let labels = OwnOutput(
        headers: [["label", "articles", "another name of?"]], members: ["\"proposals\":"],
        phrases: [" labeled article, ", " labeled articles, "])
    static let evaluation = OwnOutput(
        headers: [["label", "precision", "recall"]], members: ["\"microF1\":"], phrases: ["; all labels right in "])
    static let review = OwnOutput(
        headers: [["doubt", "labels", "date", "title"]], members: ["\"uncertainty\":"],
        beginnings: ["doubt labels title where"])
    static let similar = OwnOutput(
        headers: [["phrase", "similarity", "texts"]], members: ["\"similarity\":"],
        beginnings: ["no phrase is near"], phrases: [" is no phrase of the model's texts"])
    static let found = OwnOutput(
        headers: [["date", "title", "link", "industries"]], members: ["\"passage\":"],
        beginnings: ["no date "], beginsWithDay: true)
    /// Articles with what a model says of them.
    static let tagged = OwnOutput(
        headers: [ArticleTable.firstColumns], column: ArticleTable.basis, members: ["\"predicted\":[", "\"tags\":{"])
    static let exported = OwnOutput(
        headers: [ArticleTable.firstColumns], column: ArticleTable.basis, members: ["\"trend:archive\":"])
}
