import Text

/// What a record says of labels that a model filled in.
enum FilledLabels: Equatable {
    case these([String])
    /// There are some, in a form that nobody can read.
    case unreadable
}

extension FilledLabels {
    /// The mark `filled` as another program printed it into a text: JSON, or the way Python or R show values.
    ///
    /// - Returns: nil for a text that is somebody else's.
    init?(printed text: String) {
        let text = trimmed(text)
        // What JavaScript makes of it, too.
        let signs = ["'label'", "\"label\"", "[object", RecordField.industries.rawValue]
        guard text.hasPrefix("{") && text != "{}" || signs.contains(where: text.contains) else { return nil }
        var labels: [String] = []
        var strings = FilledLabels.quoted(text)[...]
        while let name = strings.popFirst() {
            if name == "label", let label = strings.popFirst() { labels.append(label) }
        }
        self = labels.isEmpty ? .unreadable : .these(labels)
    }

    /// The texts in quotation marks of either kind, with their escapes resolved; those before one that is not closed.
    private static func quoted(_ text: String) -> [String] {
        var found: [String] = []
        var rest = text.unicodeScalars[...]
        while let start = rest.firstIndex(where: { $0 == "\"" || $0 == "'" }) {
            let mark = rest[start]
            rest = rest[rest.index(after: start)...]
            var string = String.UnicodeScalarView()
            while let sign = rest.popFirst(), sign != mark {
                string.append(sign == "\\" ? escaped(&rest) : sign)
                if rest.isEmpty { return found }
            }
            found.append(String(string))
        }
        return found
    }

    /// What an escape stands for, which begins behind its `\`.
    private static func escaped(_ rest: inout Substring.UnicodeScalarView) -> Unicode.Scalar {
        guard let sign = rest.popFirst() else { return "\\" }
        guard let digits = ["x": 2, "u": 4, "U": 8][sign] else { return ["n": "\n", "t": "\t"][sign] ?? sign }
        let code = UInt32(String(rest.prefix(digits)), radix: 16)
        rest = rest.dropFirst(digits)
        return code.flatMap(Unicode.Scalar.init) ?? "\u{FFFD}"
    }
}

/// Where a table says which labels a model filled in, after another program wrote what `tag` or `export` had written.
struct FilledColumn {
    let index: Int
    private let isBasis: Bool

    /// - Returns: nil where the columns have no such name.
    init?(_ names: [String]) {
        if let mark = names.firstIndex(where: TagMarks.filledNames.contains) {
            (index, isBasis) = (mark, false)
        } else if let basis = names.firstIndex(of: NativeRecord.basisName), !names.contains(TagMarks.predictedColumn) {
            (index, isBasis) = (basis, true)
        } else {
            return nil
        }
    }

    func labels(in cells: [String]) -> FilledLabels? {
        guard cells.indices.contains(index), !cells[index].isEmpty else { return nil }
        return isBasis ? .these(TagMarks.filledLabels(basis: cells[index])) : FilledLabels(printed: cells[index])
    }
}
