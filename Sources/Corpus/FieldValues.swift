/// The fields of one record while it is being read, before it is an article.
struct FieldValues: ~Copyable {
    private var article = Article()
    private var filled: RecordFields = []
    private let wanted: RecordFields
    private let splitsLabels: Bool
    private let aliases: LabelAliases

    /// - Parameter splitsLabels: false for labels that are taken whole whatever the options say.
    init(_ options: ReadingOptions, splitsLabels: Bool = true) {
        wanted = options.wanted
        self.splitsLabels = splitsLabels && options.splitsLabels
        aliases = options.aliases
    }

    func has(_ field: RecordField) -> Bool { filled.contains(field.only) }

    mutating func set(_ field: RecordField, to value: String) {
        filled.formUnion(field.only)
        guard wanted.contains(field.only) else { return }
        switch field {
        case .title: article.title = value
        case .link: article.link = value
        case .date: article.dateField = value
        case .source: article.source = value
        case .text: article.text = value
        case .events: article.events = value
        case .keywords, .technologies, .industries: set(field, toList: [value])
        }
    }

    /// - Parameter values: the items of a list, or the lines of a text.
    mutating func set(_ field: RecordField, to values: [String]) {
        switch field {
        case .keywords, .technologies, .industries:
            filled.formUnion(field.only)
            if wanted.contains(field.only) { set(field, toList: values) }
        default: set(field, to: values.joined(separator: "\n"))
        }
    }

    private mutating func set(_ field: RecordField, toList values: [String]) {
        switch field {
        case .keywords: article.keywords = listItems(values)
        case .technologies: article.technologies = listItems(values)
        default:
            article.industries = aliases(splitsLabels ? listItems(values) : values.map(trimmed).filter { !$0.isEmpty })
        }
    }

    consuming func entry(origin: Origin, row: SourceRow) -> CorpusEntry {
        guard !article.title.isEmpty || !article.text.isEmpty else {
            return .reject(Reject(origin: origin, reason: "neither a title nor a text"))
        }
        if wanted.contains(.date) {
            article.published = .infer(field: article.dateField, link: article.link, text: article.text)
        }
        article.origin = origin
        article.row = row
        // Moved out: a copy would count references to each of its strings and lists.
        var finished = Article()
        swap(&finished, &article)
        return .article(finished)
    }
}

/// The items of a list as people write them: separated by , ， 、 ; ； or on lines of their own,
/// perhaps with bullets. Each item once, in order.
func listItems(_ values: [String]) -> [String] {
    var items: [String] = []
    for value in values {
        for part in value.split(whereSeparator: { ",，、;；".contains($0) || $0.isNewline }) {
            var item = trimmed(String(part))
            if let bullet = item.first, "-*•·".contains(bullet), item.dropFirst().first == " " {
                item = trimmed(String(item.dropFirst()))
            }
            if !item.isEmpty, !items.contains(item) { items.append(item) }
        }
    }
    return items
}

/// Without white space at both ends (ideographic spaces too).
func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
        let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
}
