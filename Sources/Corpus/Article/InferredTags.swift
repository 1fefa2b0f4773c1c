import Foundation

/// What a model inferred about an article, as it is written beside the article's own fields and kept in an
/// archive.
public struct InferredTags: Equatable, Sendable {
    /// An industry, a technology, a keyword or an event.
    public struct Tag: Codable, Equatable, Sendable {
        /// Of an event, what it is about in a few words.
        public var label: String
        /// From 0 to 1; nil where there is none.
        public var probability: Double?
        /// What it rests on.
        public var reason: String?
        /// Of a technology: no labeled record lists the name.
        public var new: Bool?
        /// Of an event: its line in the field.
        public var line: String?

        public init(
            label: String, probability: Double? = nil, reason: String? = nil, new: Bool? = nil, line: String? = nil
        ) {
            self.label = label
            self.probability = probability
            self.reason = reason
            self.new = new
            self.line = line
        }
    }

    /// The fields that models fill in.
    public static let fields: [RecordField] = [.industries, .technologies, .keywords, .events]

    /// The best ones first. A field that is missing was not looked at; one without tags was.
    public var tags: [RecordField: [Tag]]

    public init(_ tags: [RecordField: [Tag]] = [:]) { self.tags = tags }

    public func labels(_ field: RecordField) -> [String] { tags[field, default: []].map(\.label) }

    /// As the fields of a record.
    public var values: [RecordField: String] {
        [
            .industries: listText(labels(.industries)), .technologies: listText(labels(.technologies)),
            .keywords: listText(labels(.keywords)), .events: events,
        ]
    }

    private var events: String { tags[.events, default: []].compactMap(\.line).joined(separator: "\n") }

    /// What all tags rest on, a line a tag with its probability and reason.
    public var reasons: String { basis(for: Article()) }

    /// What the tags rest on, a line a tag; of fields alone that the article has empty.
    public func basis(for article: Article) -> String {
        var lines: [String] = []
        func tell(_ field: RecordField, isEmpty: Bool) {
            guard isEmpty else { return }
            for (index, tag) in tags[field, default: []].enumerated() {
                let head =
                    field == .events
                    ? "重大事件 \(index + 1)"
                    : field.nativeNames[0] + " " + tag.label
                        + (tag.probability.map { String(format: " %.2f", $0) } ?? "")
                lines.append(head + (tag.reason.map { ": " + $0 } ?? ""))
            }
        }
        tell(.industries, isEmpty: article.industries.isEmpty)
        tell(.technologies, isEmpty: article.technologies.isEmpty)
        tell(.keywords, isEmpty: article.keywords.isEmpty)
        tell(.events, isEmpty: article.events.isEmpty)
        return lines.joined(separator: "\n")
    }

    /// What is added to the article's own members: the fields it has empty, the labels, and all tags with their
    /// probabilities and reasons; the labels alone where nothing else was looked for.
    public func members(for article: Article, fields mapping: FieldMapping) -> [(name: String, json: [UInt8])] {
        var members: [(name: String, json: [UInt8])] = []
        func add(_ name: String, _ value: some WrittenAsJSON) { members.append((name, value.json)) }
        let predicted = tags[.industries, default: []].map { Tag(label: $0.label, probability: $0.probability) }
        if tags.keys.elementsEqual([.industries]) {
            add(TagMarks.predicted, predicted)
            return members
        }
        func fill(_ field: RecordField, isEmpty: Bool) {
            let labels = labels(field)
            if isEmpty, !labels.isEmpty { add(mapping.name(of: field), labels) }
        }
        fill(.technologies, isEmpty: article.technologies.isEmpty)
        fill(.keywords, isEmpty: article.keywords.isEmpty)
        fill(.industries, isEmpty: article.industries.isEmpty)
        if article.events.isEmpty, !events.isEmpty { add(mapping.name(of: .events), events) }
        if article.industries.isEmpty, let labels = tags[.industries], !labels.isEmpty {
            add(TagMarks.filled, [RecordField.industries: labels.map { Tag(label: $0.label) }])
        }
        add(TagMarks.predicted, predicted)
        let all = InferredTags.fields.map { field in
            (
                field,
                tags[field, default: []].map { tag in
                    var tag = tag
                    tag.line = nil
                    return tag
                }
            )
        }
        add(TagMarks.tags, Dictionary(uniqueKeysWithValues: all))
        return members
    }
}
