/// Which styles of a workbook show a number as a date.
struct CellStyles {
    /// By the style's number, which cells refer to.
    private var isDate: [Bool] = []

    init() {}

    init(_ entry: ZipEntry) throws(WorkbookDamage) {
        let handler = Handler()
        try XMLStream.parse(entry, with: handler)
        isDate = handler.formats.map { CellStyles.isDate(format: $0, code: handler.codes[$0]) }
    }

    func isDate(_ style: Int) -> Bool { isDate.indices.contains(style) && isDate[style] }

    /// - Parameter code: of a format that the workbook defines itself.
    static func isDate(format: Int, code: String?) -> Bool {
        if let code { return isDate(code: code) }
        switch format {
        case 14...22, 27...36, 45...47, 50...58: return true
        default: return false
        }
    }

    /// Whether a format such as `yyyy"年"m"月"d"日"` shows a date or a time; what is quoted, escaped or in brackets
    /// is passed over, as are all but its first section.
    static func isDate(code: String) -> Bool {
        var scalars = code.lowercased().unicodeScalars.makeIterator()
        var hasUnit = false
        var last: Unicode.Scalar = " "
        while let scalar = scalars.next() {
            defer { last = scalar }
            switch scalar {
            case "\"": while let quoted = scalars.next(), quoted != "\"" {}
            case "\\", "_", "*": _ = scalars.next()
            case "[":
                // `[h]` counts hours beyond a day; `[red]`, `[$-804]` and conditions say nothing.
                var inside = String.UnicodeScalarView()
                while let scalar = scalars.next(), scalar != "]" { inside.append(scalar) }
                if !inside.isEmpty, inside.allSatisfy({ "hms".unicodeScalars.contains($0) }) { hasUnit = true }
            case ";": return hasUnit
            case "y", "m", "d", "h", "s": hasUnit = true
            case "0": if last != ".", last != "0" || !hasUnit { return false }
            case "#", "?": return false
            default: break
            }
        }
        return hasUnit
    }

    private final class Handler: XMLHandler {
        /// The number format of each style.
        var formats: [Int] = []
        var codes: [Int: String] = [:]
        private var isInCells = false

        private static let maximum = 1 << 16

        override func start(_ name: XMLName, _ attributes: XMLAttributes) {
            switch name {
            case "cellXfs": isInCells = true
            case "xf" where isInCells && formats.count < Handler.maximum:
                formats.append(attributes.string("numFmtId").flatMap { Int($0) } ?? 0)
            case "numFmt" where codes.count < Handler.maximum:
                guard let id = attributes.string("numFmtId").flatMap({ Int($0) }) else { return }
                codes[id] = attributes.string("formatCode")
            default: break
            }
        }

        override func end(_ name: XMLName) { if name == "cellXfs" { isInCells = false } }
    }
}
