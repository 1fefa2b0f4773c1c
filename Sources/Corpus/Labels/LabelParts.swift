/// Labels that always stand together, as the parts of one name do that was cut at its separators: 农、林、牧、渔业.
public struct LabelParts: Sendable {
    /// Labels of which each article that has one has all, one behind the other.
    public struct Group: Codable, Equatable, Sendable {
        public let parts: [String]
        public let articles: Int
    }

    /// What stands beside a label: nil at an end of the list, and where it was not cut out of a text.
    private struct Neighbor: Sendable {
        var label: String?
        var varies = false

        mutating func add(_ other: Neighbor) { varies = varies || other.varies || label != other.label }
    }

    private struct Entry: Sendable {
        var articles: Int
        var before: Neighbor
        var after: Neighbor
    }

    private var entries: [String: Entry] = [:]
    private var isFull = false

    /// Of so many labels nobody wants to know, and they must not fill the memory.
    private static let mostLabels = 1 << 16
    private static let fewestArticles = 2

    public init() {}

    /// - Complexity: linear in the articles' labels.
    public init(_ articles: [Article]) {
        for index in articles.indices where !articles[index].industries.isEmpty {
            add(articles[index].industries, areParts: articles[index].hasSplitLabels)
        }
    }

    private mutating func add(_ labels: [String], areParts: Bool) {
        for (index, label) in labels.enumerated() {
            let before = areParts && index > 0 ? labels[index - 1] : nil
            let after = areParts && index + 1 < labels.count ? labels[index + 1] : nil
            add(label, Entry(articles: 1, before: Neighbor(label: before), after: Neighbor(label: after)))
        }
    }

    private mutating func add(_ label: String, _ entry: Entry) {
        guard !isFull else { return }
        guard let index = entries.index(forKey: label) else {
            entries[label] = entry
            if entries.count > LabelParts.mostLabels { (entries, isFull) = ([:], true) }
            return
        }
        entries.values[index].articles += entry.articles
        entries.values[index].before.add(entry.before)
        entries.values[index].after.add(entry.after)
    }

    /// Adds what was found in other articles.
    public mutating func add(_ other: LabelParts) {
        if other.isFull { (entries, isFull) = ([:], true) }
        for (label, entry) in other.entries { add(label, entry) }
    }

    /// Labels of at least two articles that always stand together, the most frequent first.
    public var groups: [Group] {
        /// The label that always follows and never stands elsewhere.
        func next(_ label: String) -> String? {
            guard let entry = entries[label], !entry.after.varies, let next = entry.after.label,
                let other = entries[next], !other.before.varies, other.articles == entry.articles
            else { return nil }
            return next
        }
        var groups: [Group] = []
        for (label, entry) in entries where entry.articles >= LabelParts.fewestArticles {
            if !entry.before.varies, let before = entry.before.label, next(before) != nil { continue }
            var parts = [label]
            while let part = next(parts[parts.count - 1]) { parts.append(part) }
            if parts.count > 1 { groups.append(Group(parts: parts, articles: entry.articles)) }
        }
        return groups.sorted { ($1.articles, $0.parts[0]) < ($0.articles, $1.parts[0]) }
    }
}
