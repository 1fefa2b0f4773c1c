import Text

/// What the lines of a text file look like that holds a record on each line and no names of fields, which is read as one
/// article all the same.
public enum LineForm: Codable, Equatable, Sendable {
    /// Cells between separators, `体育⇥甲队夺冠了`, and whether the first of two is the label.
    case cells(separator: String, columns: Int, labelFirst: Bool)
    /// `__label__体育 甲队 夺冠 了`
    case fastText
    case headlines

    private static let fewestLines = 20
    private static let linesLookedAt = 200
    private static let fewestAlike = 0.95

    /// - Returns: nil for lines of a text.
    init?(of lines: [String]) {
        let lines = lines.lazy.map(trimmed).filter { !$0.isEmpty }.prefix(LineForm.linesLookedAt).map { $0 }
        guard lines.count >= LineForm.fewestLines else { return nil }
        func areMost(_ isAlike: (String) -> Bool) -> Bool {
            Double(lines.count(where: isAlike)) >= LineForm.fewestAlike * Double(lines.count)
        }
        if areMost({ $0.hasPrefix("__label__") }) {
            self = .fastText
            return
        }
        for separator in ["\t", "_!_"] {
            let columns = lines[0].components(of: separator)
            guard columns.count > 1, areMost({ $0.components(of: separator).count == columns.count }) else { continue }
            let cells = lines.map { $0.components(of: separator) }
            let ends = [cells.map { $0[0] }, cells.map { $0[$0.count - 1] }]
            self = .cells(
                separator: separator, columns: columns.count, labelFirst: Set(ends[0]).count <= Set(ends[1]).count)
            return
        }
        guard areMost({ LineForm.isHeadline($0) }), Set(lines).count > 2 else { return nil }
        self = .headlines
    }

    /// A text ends most of its lines with a mark, a list of words has shorter ones.
    private static func isHeadline(_ line: String) -> Bool {
        (5...60).contains(line.count) && !"。；;，,、：:…".contains(line.last!)
    }

    /// How to read the lines as records.
    public var advice: String {
        switch self {
        case .cells(let separator, 2, let labelFirst):
            "--columns \(labelFirst ? "label,text" : "text,label")\(separator == "\t" ? " --format tsv" : "") reads them"
        case .cells(_, let columns, _):
            "--columns with the names of the \(columns) columns, such as id,label,title, reads them"
        case .fastText:
            "with a tab behind each label, --columns label,text --format tsv reads them"
        case .headlines: "--columns title --format tsv reads them"
        }
    }
}

extension String {
    fileprivate func components(of separator: String) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: false)
    }
}
