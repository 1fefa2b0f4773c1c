import Text
import Corpus

/// The meaning of a line typed under an article.
public enum ReviewAnswer: Equatable, Sendable {
    case accept
    case labels([String])
    case skip
    case back
    case quit
    /// Show the whole article.
    case whole
    case help
    /// A name that is not a label, and labels that it may stand for.
    case unknown(String, similar: [String])
    /// A number that no label has.
    case noSuchNumber(String)

    /// Parses a line.
    ///
    /// - Parameters:
    ///   - line: empty to accept; numbers and names of labels, separated by commas, numbers also by spaces; or `w`,
    ///     `s`, `b`, `q`, `?`. Full-width letters, digits and punctuation are accepted.
    ///   - choices: the numbered labels, from 1.
    ///   - labels: all labels.
    ///   - meant: the labels that names have been found to stand for, by name.
    init(_ line: String, choices: [String], labels: LabelNames, meant: [String: String]) {
        let whole = ReviewAnswer.trimmed(line)
        func label(_ name: String) -> String? { meant[name] ?? labels.label(named: name) }
        switch TextNormalizer().normalize(whole) {
        case "": self = .accept
        case "w": self = .whole
        case "s": self = .skip
        case "b": self = .back
        case "q": self = .quit
        case "?", "h", "help": self = .help
        default:
            // A label may contain commas and spaces.
            if let label = label(whole) {
                self = .labels([label])
                return
            }
            var found: [String] = []
            for part in LabelList.names(in: whole) {
                let name = ReviewAnswer.trimmed(part)
                if name.isEmpty { continue }
                if let label = label(name) {
                    found.append(label)
                    continue
                }
                let words = TextNormalizer().normalize(name).split(separator: " ").map(String.init)
                let isNumber = words.map { $0.utf8.allSatisfy { isDigit($0) } }
                if zip(words, isNumber).allSatisfy({ $1 || label($0) != nil }) {
                    for (word, isNumber) in zip(words, isNumber) {
                        if let label = isNumber ? Int(word).flatMap({ choices[safely: $0 - 1] }) : label(word) {
                            found.append(label)
                        } else {
                            self = .noSuchNumber(word)
                            return
                        }
                    }
                } else {
                    self = .unknown(name, similar: labels.similar(to: name))
                    return
                }
            }
            var seen: Set<String> = []
            found = found.filter { seen.insert($0).inserted }
            self = found.isEmpty ? .help : .labels(found)
        }
    }

    private static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}

extension [String] {
    fileprivate subscript(safely index: Int) -> String? { indices.contains(index) ? self[index] : nil }
}
