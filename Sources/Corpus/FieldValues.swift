/// The fields of one record while it is being read, before it is an article.
struct FieldValues {
    /// Values by field; lists hold one element an item, all else has one element.
    private var values: [RecordField: [String]] = [:]

    subscript(field: RecordField) -> [String] {
        get { values[field] ?? [] }
        set { values[field] = newValue }
    }

    var isEmpty: Bool { values.isEmpty }

    func has(_ field: RecordField) -> Bool { values[field] != nil }

    private func text(_ field: RecordField) -> String { self[field].joined(separator: "\n") }

    /// - Parameter splitsLabels: false for corpora with one label an article, which is then taken whole.
    func entry(origin: Origin, row: SourceRow, splitsLabels: Bool) -> CorpusEntry {
        let title = text(.title)
        let body = text(.text)
        guard !title.isEmpty || !body.isEmpty else {
            return .reject(Reject(origin: origin, reason: "neither a title nor a text"))
        }
        let dateField = text(.date)
        return .article(
            Article(
                title: title, link: text(.link), source: text(.source), text: body,
                keywords: listItems(self[.keywords]), technologies: listItems(self[.technologies]),
                industries: splitsLabels
                    ? listItems(self[.industries])
                    : self[.industries].map(trimmed).filter { !$0.isEmpty },
                events: text(.events), dateField: dateField,
                published: .infer(field: dateField, link: text(.link), text: body),
                origin: origin, row: row))
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
