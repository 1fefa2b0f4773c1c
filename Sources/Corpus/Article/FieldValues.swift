import Text

/// The fields of one record while it is being read, before it is an article.
struct FieldValues: ~Copyable {
    private var article = Article()
    private var filled: RecordFields = []
    /// A title or a text that is not empty, wanted or not.
    private var hasContent = false
    private let wanted: RecordFields
    private let splitsLabels: Bool
    private let keepsEmpty: Bool
    private let latestDay: CalendarDate?
    private let aliases: LabelAliases
    let normalizer: TextNormalizer

    /// - Parameter splitsLabels: false for labels that are taken whole whatever the options say.
    init(_ options: ReadingOptions, splitsLabels: Bool = true) {
        wanted = options.wanted
        keepsEmpty = options.keepsEmpty
        latestDay = options.latestDay
        self.splitsLabels = splitsLabels && !options.settings.isSingleLabel
        aliases = options.settings.aliases ?? LabelAliases()
        normalizer = options.settings.normalizer
    }

    func has(_ field: RecordField) -> Bool { filled.contains(field.only) }

    mutating func set(_ field: RecordField, to value: String) {
        filled.formUnion(field.only)
        switch field {
        case .title, .text:
            if normalizer.version > .two, Placeholder.isMissing(value) { return }
            let isBlank =
                normalizer.version > .three ? value.unicodeScalars.allSatisfy(isWhitespace) : value.isEmpty
            hasContent = hasContent || !isBlank
        default: break
        }
        guard wanted.contains(field.only) else { return }
        switch field {
        case .title: article.title = value
        case .link: article.link = value
        case .date: article.dateField = value
        case .source: article.source = source(value)
        case .text: article.text = value
        case .events: article.events = value
        case .keywords, .technologies, .industries: set(field, toList: [value])
        }
    }

    /// - Parameters:
    ///   - values: the items of a list, or the lines of a text.
    ///   - areItems: whether a program wrote them as items of a list, so that each is a whole name.
    mutating func set(_ field: RecordField, to values: [String], areItems: Bool = false) {
        switch field {
        case .keywords, .technologies, .industries:
            filled.formUnion(field.only)
            if wanted.contains(field.only) { set(field, toList: values, areItems: areItems) }
        default: set(field, to: values.joined(separator: "\n"))
        }
    }

    private mutating func set(_ field: RecordField, toList values: [String], areItems: Bool = false) {
        let splits = (splitsLabels || field != .industries) && !(areItems && normalizer.version > .four)
        let names = LabelList.names(of: values, splits: splits, normalizer.version)
        switch field {
        case .keywords: article.keywords = names
        case .technologies: article.technologies = names
        default: article.industries = aliases(names)
        }
        if field == .industries, splits, names.count > 1, values.count == 1, let first = values[0].utf8.first {
            article.hasSplitLabels = first != UInt8(ascii: "[") && first != UInt8(ascii: "{")
        }
    }

    /// News services give sources as objects, which a table holds as they are printed: `{'id': None, 'name': '新华社'}`.
    private func source(_ value: String) -> String {
        guard normalizer.version > .four, let first = value.utf8.first,
            first == UInt8(ascii: "{") || first == UInt8(ascii: "["), let names = PrintedObjects.names(in: value)
        else { return value }
        return names.joined(separator: "\n")
    }

    /// Whether the article has labels, which a model may have filled in.
    var hasLabels: Bool { !article.industries.isEmpty }

    /// Notes which labels a model filled in. An article that has others by now was corrected by a person.
    mutating func note(_ filled: FilledLabels) {
        switch filled {
        case .these(let labels):
            article.hasPredictedLabels =
                hasLabels && article.industries == aliases(LabelName.cleaned(labels, normalizer.version))
        case .unreadable: article.hasPredictedLabels = hasLabels
        }
    }

    /// Removes what is not content.
    private mutating func clean() {
        let version = normalizer.version
        let hadMarkup = Markup.clean(&article.title, isOneLine: true, version)
        article.hadMarkup = Markup.clean(&article.text, version) || hadMarkup
        _ = Markup.clean(&article.source, isOneLine: true, version)
        guard version > .three else { return }
        article.source = trimmed(article.source)
        article.link = trimmed(article.link)
    }

    /// Cuts a text off at `Article.longestText`.
    private static func cut(_ text: inout String) -> Bool {
        guard text.utf8.count > Article.longestText else { return false }
        let end = text.utf8.index(text.startIndex, offsetBy: Article.longestText)
        // A string ends between scalars: an index within one is rounded down.
        text = String(text[..<end])
        return true
    }

    /// More of them are no labels, and a corpus of such records would make a model of any size.
    private static let mostLabels = 1000

    /// - Parameter lastLine: of the record; nil where it has only one.
    consuming func entry(origin: Origin, through lastLine: Int? = nil, row: SourceRow) -> CorpusEntry {
        article.normalizer = normalizer
        if normalizer.version > .one { clean() }
        let isTitleCut = FieldValues.cut(&article.title)
        article.isCut = FieldValues.cut(&article.text) || isTitleCut
        // A text may be nothing but markup.
        let isEmptied = article.hadMarkup && article.title.isEmpty && article.text.isEmpty
        guard keepsEmpty || hasContent && !isEmptied else {
            return .reject(Reject(origin: origin, through: lastLine, reason: "neither a title nor a text"))
        }
        guard article.industries.count <= FieldValues.mostLabels else {
            return .reject(
                Reject(
                    origin: origin, through: lastLine,
                    reason: "\(article.industries.count) labels; the maximum is \(FieldValues.mostLabels)"))
        }
        if wanted.contains(.date) {
            article.published = .infer(
                field: article.dateField, link: article.link, text: article.text, through: latestDay)
        }
        article.origin = origin
        article.row = row
        // Moved out: a copy would count references to each of its strings and lists.
        var finished = Article()
        swap(&finished, &article)
        return .article(finished)
    }
}

/// The items of a list as people write them: separated by , ， 、 ; ； | ｜ and tabs or on lines of their own,
/// perhaps with bullets. Each item once, in order. A backslash before a separator makes it part of the item
/// (`listText`).
///
/// - Parameter version: before 3, bars and tabs are parts of items.
func listItems(_ values: [String], _ version: TextNormalizer.Version = .newest) -> [String] {
    var items: [String] = []
    // A list of any length, where going through the items would be quadratic.
    var many: Set<String> = []
    func isNew(_ item: String) -> Bool {
        if items.count < 32 { return !items.contains(item) }
        if many.isEmpty { many = Set(items) }
        return many.insert(item).inserted
    }
    for value in values {
        // By scalars: a separator that combines with what stands before it is still one.
        for part in parts(of: value, version) {
            var item = trimmed(part)
            // All of them, so that a list that is written out and read again stays as it is.
            while let bullet = item.unicodeScalars.first, "-*•·".unicodeScalars.contains(bullet),
                item.unicodeScalars.dropFirst().first == " "
            {
                item = trimmed(String(item.unicodeScalars.dropFirst()))
            }
            if !item.isEmpty, isNew(item) { items.append(item) }
        }
    }
    return items
}

/// Items as one text that `listItems` cuts into the same items, as far as these have no white space or bullets at
/// their ends.
///
/// A separator within an item gets a backslash. Backslashes before a separator are doubled; all others stay as
/// they are.
func listText(_ items: [String]) -> String {
    items.enumerated().map { index, item in escapedItem(item, isLast: index == items.count - 1) }.joined(
        separator: ", ")
}

/// - Parameter isLast: no separator follows it.
func escapedItem(_ item: String, isLast: Bool = true) -> String {
    guard item.unicodeScalars.contains(where: { isListSeparator($0) || $0 == "\\" }) else { return item }
    var text = String.UnicodeScalarView()
    var backslashes = 0
    for scalar in item.unicodeScalars {
        if isListSeparator(scalar) { text.append(contentsOf: repeatElement("\\", count: backslashes + 1)) }
        backslashes = scalar == "\\" ? backslashes + 1 : 0
        text.append(scalar)
    }
    if !isLast { text.append(contentsOf: repeatElement("\\", count: backslashes)) }
    return String(text)
}

/// Items that are taken whole, separators and all, one per line, each once.
func wholeItems(_ values: [String], _ version: TextNormalizer.Version) -> [String] {
    var (items, seen) = ([String](), Set<String>())
    for line in values.lazy.flatMap({ $0.unicodeScalars.split { 0x0A...0x0D ~= $0.value } }) {
        let item = trimmed(String(line))
        guard !item.isEmpty, seen.insert(item).inserted else { continue }
        items.append(item.utf8.contains(UInt8(ascii: "\\")) ? parts(of: item, version, cuts: false)[0] : item)
    }
    return items
}

/// - Parameter cuts: false to leave separators where they are.
private func parts(of value: String, _ version: TextNormalizer.Version, cuts: Bool = true) -> [String] {
    // Scanned for by bytes, since hardly any list has one.
    guard value.utf8.contains(UInt8(ascii: "\\")) else {
        return value.unicodeScalars.split { isListSeparator($0, version) }.map { String($0) }
    }
    var parts: [String] = []
    var part = String.UnicodeScalarView()
    var backslashes = 0
    for scalar in value.unicodeScalars {
        if scalar == "\\" {
            backslashes += 1
            continue
        }
        // Lists are written with a backslash before all that parts items now.
        let isEscaped = isListSeparator(scalar)
        part.append(contentsOf: repeatElement("\\", count: isEscaped ? backslashes / 2 : backslashes))
        let isItem = !isListSeparator(scalar, version) || !cuts || !backslashes.isMultiple(of: 2)
        backslashes = 0
        if isItem {
            part.append(scalar)
        } else {
            parts.append(String(part))
            part = String.UnicodeScalarView()
        }
    }
    part.append(contentsOf: repeatElement("\\", count: backslashes))
    return parts + [String(part)]
}

func isListSeparator(_ scalar: Unicode.Scalar, _ version: TextNormalizer.Version = .newest) -> Bool {
    switch scalar {
    case ",", "，", "、", ";", "；", "\u{0A}"..."\u{0D}", "\u{85}", "\u{2028}", "\u{2029}": true
    case "|", "｜", "\t": version > .two
    default: false
    }
}

/// Without white space at both ends (ideographic spaces too).
func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isWhitespace($0) }),
        let last = scalars.lastIndex(where: { !isWhitespace($0) })
    else { return "" }
    if first == scalars.startIndex, scalars.index(after: last) == scalars.endIndex { return text }
    return String(scalars[first...last])
}

/// As the property of the same name, without a look into the tables for most characters.
private func isWhitespace(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 { return scalar.value == 0x20 || 0x09...0x0D ~= scalar.value }
    // The last one is the ideographic space.
    return scalar.value <= 0x3000 && scalar.properties.isWhitespace
}
