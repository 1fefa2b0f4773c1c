import Text

/// One news article, labeled or bare.
public struct Article: Equatable, Sendable {
    public var title: String
    public var link: String
    public var source: String
    /// The body, often thousands of characters.
    public var text: String
    public var keywords: [String]
    /// Technologies and products that the article names.
    public var technologies: [String]
    /// The labels. Empty for an article that nobody has labeled.
    public var industries: [String]
    /// Major events, as a Markdown list.
    public var events: String
    /// What the date field says, whether or not it is a date.
    public var dateField: String
    public var published: PublicationDate?
    public var origin: Origin
    /// The record as it came in; `.none` unless the reader was asked to keep it.
    public var row: SourceRow
    /// What its text is normalized by, wherever it is: the reading settings say it.
    public var normalizer = TextNormalizer()
    /// Whether markup was removed from its title or its text.
    public var hadMarkup = false
    /// Whether its text was longer than `longestText` and ends there.
    public var isCut = false
    /// Whether its labels are the parts of one text, which was cut where it has separators.
    public var hasSplitLabels = false
    /// Whether a person said what its labels are. Training weighs it more.
    public var isCorrected = false
    /// Whether a model filled in its labels, as `tag` writes it (`TagMarks`). They teach nothing, and judge no model.
    public var hasPredictedLabels = false

    /// The maximum length of a text that is read, in bytes: three times that of a long annual report. What an article
    /// beyond it has counts for nothing, and its record stays whole. Articles so long would otherwise cost as much as
    /// thousands of others.
    public static let longestText = 1 << 20

    public init(
        title: String = "", link: String = "", source: String = "", text: String = "",
        keywords: [String] = [], technologies: [String] = [], industries: [String] = [],
        events: String = "", dateField: String = "", published: PublicationDate? = nil,
        origin: Origin = Origin(file: "", line: 0), row: SourceRow = .none
    ) {
        self.title = title
        self.link = link
        self.source = source
        self.text = text
        self.keywords = keywords
        self.technologies = technologies
        self.industries = industries
        self.events = events
        self.dateField = dateField
        self.published = published
        self.origin = origin
        self.row = row
    }

    /// The same without labels that a model filled in.
    public var withoutPredictedLabels: Article {
        guard hasPredictedLabels else { return self }
        var article = self
        article.industries = []
        return article
    }

    /// What models read: title and text, on a line each.
    public var content: String {
        title.isEmpty ? text : text.isEmpty ? title : title + "\n" + text
    }

    /// What models read, normalized: for whoever looks at the text in more than one way.
    ///
    /// - Complexity: linear in the text.
    public func normalized() -> ArticleText { ArticleText(title: title, body: text, by: normalizer) }

    /// The title, or the beginning of the text where there is none: what a list shows of the article.
    public var headline: String {
        if !title.isEmpty { return title }
        if hasShortLine { return text }
        let line = text.prefix { !$0.isNewline }
        return line.count > Article.headlineLength ? line.prefix(Article.headlineLength) + "…" : String(line)
    }

    private static let headlineLength = 60

    /// Whether the text is one line of few characters for sure, which bytes tell faster than characters: no byte begins a
    /// line separator, and a character has a first byte at least.
    private var hasShortLine: Bool {
        var characters = 0
        for byte in text.utf8.prefix(4 * Article.headlineLength + 1) {
            switch byte {
            case 0x0A...0x0D, 0xC2, 0xE2: return false
            case 0x80..<0xC0: break
            default: characters += 1
            }
        }
        return characters <= Article.headlineLength && text.utf8.count <= 4 * Article.headlineLength
    }

    /// Who published it: the source, else the host of the link; empty where neither is known.
    public var sourceName: String {
        ArticleReference.sourceName(source, link: link, version: normalizer.version)
    }

    /// The date field holds something, but no date.
    public var hasUnreadableDate: Bool { !dateField.isEmpty && published?.rule != .field }
}

/// Where a record stands: the file as it was named, and the line (from 1) it begins at. Of a data frame line 1 is row 0,
/// as its own program counts.
public struct Origin: Equatable, Sendable, CustomStringConvertible {
    public var file: String
    public var line: Int

    public init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    public var description: String {
        PathName.isFrame(file) ? "\(file), row \(line - 1)" : "\(file):\(line)"
    }
}

/// A record as it came in, for writing it out again with nothing lost.
public enum SourceRow: Equatable, Sendable {
    case none
    /// A JSON object, exactly as it stood on its line, in UTF-8. The slice shares the memory of the
    /// lines around it.
    case json(ArraySlice<UInt8>)
    /// Names and values, in the order of the record or of the header.
    case fields([Field])

    public struct Field: Equatable, Sendable {
        public var name: String
        public var value: String
        /// The lines of a field of a native record as they stand there, head and all, without the last line
        /// end; empty for a field of any other format.
        public var lines: String

        public init(name: String, value: String, lines: String = "") {
            self.name = name
            self.value = value
            self.lines = lines
        }
    }
}

/// A record that could not be read, and why.
public struct Reject: Equatable, Sendable, CustomStringConvertible {
    /// Where the record begins.
    public var origin: Origin
    /// Its last line, as far as it was looked at: with the first one what it takes to cut it out of the file.
    public var lastLine: Int
    public var reason: String

    /// - Parameter lastLine: nil for a record of one line.
    public init(origin: Origin, through lastLine: Int? = nil, reason: String) {
        self.origin = origin
        self.lastLine = max(origin.line, lastLine ?? origin.line)
        self.reason = reason
    }

    /// `a.txt:12: reason`, or `a.txt:12-18: reason` for a record of several lines. One line, whatever the record
    /// brought into the reason.
    public var description: String {
        var line = "\(origin)\(lastLine > origin.line ? "-\(lastLine)" : ""): "
        for scalar in reason.unicodeScalars.prefix(300) {
            line.unicodeScalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        return line
    }
}

/// What reading a record gives.
enum CorpusEntry: Equatable, Sendable {
    case article(Article)
    case reject(Reject)
}

/// What stops reading a file altogether.
public enum CorpusError: Error, Equatable, CustomStringConvertible {
    case notFound(path: String)
    case unreadable(path: String, reason: String)
    case wrongFormat(path: String, reason: String)
    /// Neither its name nor its first line tells what a file is.
    case unknownFormat(path: String, firstLine: String)
    /// None of a table's columns is known to hold a text or a title.
    case noTextColumn(path: String, columns: [String])
    /// A field that the caller named is in none of the records.
    case noSuchField(path: String, name: String, fields: [String])
    case unwritable(path: String, reason: String)
    /// Another program works on it and has not finished in time.
    case busy(path: String)

    public var description: String {
        switch self {
        case .notFound(let path):
            return "\(path): no such file or folder"
        case .unreadable(let path, let reason), .wrongFormat(let path, let reason):
            return "\(path): \(reason)"
        case .unknownFormat(let path, let firstLine):
            return "\(path): unknown format: neither records (标题: …), JSON lines nor a table with a header; "
                + "it begins with: \(firstLine.prefix(40))"
        case .noTextColumn(let path, let columns):
            return "\(path): no column holds a text or a title; "
                + (columns.allSatisfy(\.isEmpty)
                    ? "the header has no names" : "the columns are \(CorpusError.list(columns))")
        case .noSuchField(let path, let name, let fields):
            return "\(path): no field is called '\(name.prefix(60))'; "
                + (fields.isEmpty ? "the records have no fields" : "its fields are \(CorpusError.list(fields))")
        case .unwritable(let path, let reason):
            return "\(path): cannot be written: \(reason)"
        case .busy(let path):
            return "\(path): another program is writing to it; try again when it has finished"
        }
    }

    /// Names of a file, which may be of any number and length.
    private static func list(_ names: [String]) -> String {
        names.prefix(20).map { $0.count > 40 ? $0.prefix(40) + "…" : $0 }.joined(separator: ", ")
            + (names.count > 20 ? ", … (\(names.count - 20) more)" : "")
    }
}
