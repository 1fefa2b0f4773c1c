import Foundation
import Reports

/// A piece of a page. Whatever text is put into a literal is escaped, so that escaping cannot be forgotten:
/// `"<h1>\(title)</h1>" as HTML` shows the title, whatever it is. Attributes stand in double quotes.
struct HTML: Sendable, ExpressibleByStringInterpolation {
    private(set) var text: String

    init(stringLiteral text: String) { self.text = text }

    init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// What trend itself wrote as HTML or SVG.
    init(written text: String) { self.text = text }

    static let empty: HTML = ""

    static func += (page: inout HTML, more: HTML) { page.text += more.text }

    static func + (first: HTML, second: HTML) -> HTML { HTML(written: first.text + second.text) }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text: String

        init(literalCapacity: Int, interpolationCount: Int) {
            text = ""
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        mutating func appendLiteral(_ literal: String) { text += literal }
        mutating func appendInterpolation(_ text: String) { self.text += Escape.html(text) }
        mutating func appendInterpolation(_ number: Int) { text += "\(number)" }
        mutating func appendInterpolation(_ page: HTML) { text += page.text }
        mutating func appendInterpolation(_ page: HTML?) { text += page?.text ?? "" }
        mutating func appendInterpolation(_ parts: [HTML]) { for part in parts { text += part.text } }
    }
}

extension Sequence<HTML> {
    func joined(separator: HTML = "") -> HTML { HTML(written: map(\.text).joined(separator: separator.text)) }
}

extension HTML {
    /// A link to a web address; the text alone where the address is none. The other page does not learn where it was.
    static func webLink(_ address: String, _ text: String) -> HTML {
        guard let address = Escape.webLink(address) else { return "\(text)" }
        return "<a href=\"\(address)\" rel=\"noopener noreferrer\" target=\"_blank\">\(text)</a>"
    }

    /// A text with some words marked, whichever of them comes first; of those at one place the longest.
    ///
    /// - Complexity: linear in the text for each word.
    static func marking(_ words: [String], in text: String) -> HTML {
        var places: [Range<String.Index>] = []
        for word in words where !word.isEmpty {
            var start = text.startIndex
            while let found = text.range(
                of: word, options: [.caseInsensitive, .widthInsensitive], range: start..<text.endIndex),
                !found.isEmpty
            {
                places.append(found)
                start = found.upperBound
            }
        }
        places.sort { ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound) }
        var page = HTML.empty
        var end = text.startIndex
        for place in places where place.lowerBound >= end {
            page += "\(String(text[end..<place.lowerBound]))<mark>\(String(text[place]))</mark>"
            end = place.upperBound
        }
        return page + "\(String(text[end...]))"
    }

    /// A text with its lines as they are, for a field of several lines.
    static func lines(_ text: String) -> HTML {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { "\(String($0))" as HTML }.joined(
            separator: "\n")
    }

    /// Paragraphs of a text, one for each line.
    static func paragraphs(_ text: String, _ line: (String) -> HTML = { "\($0)" }) -> HTML {
        text.split(whereSeparator: \.isNewline).map { "<p>\(line(String($0)))</p>\n" as HTML }.joined()
    }
}
