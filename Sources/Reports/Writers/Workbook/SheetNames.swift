import Text

/// Names of sheets as Excel allows them: at most 31 characters, none of `[]:*?/\`, no apostrophe at the ends, and each
/// only once, whatever its case.
struct SheetNames {
    private var taken: Set<String> = ["history"]

    /// Of a name, since a sheet that goes on gets a number behind it.
    private static let maximum = 25

    /// - Returns: the name as it is where it is allowed and free.
    mutating func name(_ wanted: String) -> String {
        var characters = String.UnicodeScalarView()
        var length = 0
        for scalar in oneLine(wanted).unicodeScalars {
            length += scalar.value > 0xFFFF ? 2 : 1
            guard length <= SheetNames.maximum else { break }
            characters.append("[]:*?/\\".unicodeScalars.contains(scalar) ? " " : scalar)
        }
        var base = String(characters)
        while let last = base.last, last == "'" || last == " " { base.removeLast() }
        while let first = base.first, first == "'" || first == " " { base.removeFirst() }
        if base.isEmpty { base = "Sheet" }
        var (name, number) = (base, 1)
        while !taken.insert(name.lowercased()).inserted {
            number += 1
            name = "\(base.prefix(20)) (\(number))"
        }
        return name
    }

    /// A place in the workbook as links and charts name it.
    static func quoted(_ name: String) -> String { "'" + name.replacing("'", with: "''") + "'" }
}
