import Corpus
import Foundation
import Hummingbird
import Jobs
import Text
import Timeline

/// The parameters of a request, from its address or from a form: names and values in their order.
struct Query: Sendable {
    private(set) var items: [(name: String, value: String)]

    init(_ items: [(name: String, value: String)] = []) { self.items = items }

    /// - Parameter text: as in an address or the body of a form: `term=AI&by=week`.
    init(encoded text: String) {
        items = text.split(separator: "&").compactMap { part in
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Query.decoded(sides[0]), !name.isEmpty else { return nil }
            return (name, sides.count == 2 ? Query.decoded(sides[1]) ?? "" : "")
        }
    }

    /// How many parameters an address has at most.
    private static let most = 64

    /// - Parameter refusesBlank: whether a value must say something. A form of the page sends what was left empty.
    /// - Throws: `InvalidOption` where an address has too many parameters, or one that is no text.
    static func check(_ encoded: String, refusesBlank: Bool = false) throws {
        let parts = encoded.split(separator: "&")
        guard parts.count <= most else {
            throw InvalidOption("parameters", "\(parts.count)", "an address has at most \(most)")
        }
        if let part = parts.first(where: { decoded($0) == nil }) {
            throw InvalidOption("parameter", "'\(part.prefix(40))'", "it is not UTF-8, percent-encoded")
        }
        guard refusesBlank, let blank = Query(encoded: encoded).items.first(where: { $0.value.isBlank }) else { return }
        throw InvalidOption(String(blank.name.prefix(40)), "''", "give it a value or leave it out")
    }

    /// Whether names and values are UTF-8, percent-encoded.
    static func isText(_ encoded: String) -> Bool { encoded.split(separator: "&").allSatisfy { decoded($0) != nil } }

    private static func decoded(_ text: Substring) -> String? {
        text.replacingOccurrences(of: "+", with: " ").removingPercentEncoding
    }

    /// The values of a name that are not blank.
    func all(_ name: String) -> [String] {
        items.filter { $0.name == name }.map { $0.value.trimmingCharacters(in: .whitespacesAndNewlines) }
            .filter { !$0.isEmpty }
    }

    func first(_ name: String) -> String? { all(name).first }

    /// The same with other values of a name; none removes it.
    func setting(_ name: String, _ values: String...) -> Query { setting(name, values) }

    func setting(_ name: String, _ values: [String]) -> Query {
        Query(items.filter { $0.name != name } + values.map { (name, $0) })
    }

    func adding(_ name: String, _ value: String) -> Query { Query(items + [(name, value)]) }

    func removing(_ name: String, _ value: String) -> Query {
        Query(items.filter { $0.name != name || $0.value != value })
    }

    /// As it stands behind the question mark of an address.
    var encoded: String {
        items.filter { !$0.value.isEmpty }.map { "\(Query.encoded($0.name))=\(Query.encoded($0.value))" }
            .joined(separator: "&")
    }

    /// A name as a part of an address.
    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
    }

    private static let allowed = CharacterSet(charactersIn: "A"..."Z").union(CharacterSet(charactersIn: "a"..."z"))
        .union(CharacterSet(charactersIn: "0"..."9")).union(CharacterSet(charactersIn: "-._~"))

    /// An address on this server.
    func address(_ path: String) -> String {
        let encoded = encoded
        return encoded.isEmpty ? path : "\(path)?\(encoded)"
    }
}

extension Query {
    /// - Throws: `InvalidOption` where the value is no number, or above `most`.
    func number(_ name: String, default usual: Int, most: Int = .max) throws -> Int {
        guard let text = first(name) else { return usual }
        guard let number = Int(text) else { throw InvalidOption(name, "'\(text.prefix(40))'", "it is a whole number") }
        guard number <= most else { throw InvalidOption(name, "\(number)", "it is at most \(most)") }
        return number
    }

    /// - Throws: `InvalidOption` where the value is no period.
    func period(_ name: String) throws -> Period? {
        guard let text = first(name) else { return nil }
        guard let period = Period(named: text) else {
            let isOfForm = text.wholeMatch(of: /(?:199\d|20\d\d)-(?:\d\d(?:-\d\d)?|W\d\d|Q[1-4])/) != nil
            guard !isOfForm else { throw Fault.noSuchDay(name: name, value: String(text.prefix(40))) }
            throw InvalidOption(name, "'\(text.prefix(40))'", "write 2024-05, 2024-W23, 2024-Q2 or 2024-05-31")
        }
        return period
    }

    /// - Throws: `InvalidOption` where the value is no month.
    func month() throws -> Period? {
        let month = try period("month")
        if let month, month.length != .month { throw InvalidOption("month", "\(month)", "write 2024-05") }
        return month
    }

    /// - Throws: `InvalidOption` where the value is no length of periods.
    func length() throws -> PeriodLength? {
        guard let text = first("by") else { return nil }
        guard let length = PeriodLength(rawValue: text) else {
            throw InvalidOption("by", "'\(text.prefix(40))'", "it is day, week, month or quarter")
        }
        return length
    }

    /// Terms that texts are searched for.
    ///
    /// - Throws: `Fault` where one holds no word.
    func terms(_ name: String) throws -> [String] {
        let terms = all(name)
        if let term = terms.first(where: { Term($0) == nil }) { throw Fault.emptyTerm(String(term.prefix(60))) }
        return terms
    }

    /// - Throws: `InvalidOption`, `Fault` where the last day comes before the first one.
    private func days() throws -> DayRange? {
        let (from, to) = (try period("from"), try period("to"))
        if let from, let to, to.lastDay < from.firstDay { throw Fault.backwards(from: "\(from)", to: "\(to)") }
        return try DayRange(from: from, to: to)
    }

    /// Which articles are asked for.
    ///
    /// - Parameter terms: the name of the parameter whose terms must stand in them.
    /// - Throws: `InvalidOption`, `Fault`.
    func filter(terms: String) throws -> ArticleFilter {
        let certainties = try all("certainty").map { text in
            guard let certainty = ArchiveView.Certainty(rawValue: text) else {
                throw InvalidOption(
                    "certainty", "'\(text.prefix(40))'",
                    "it is " + ArchiveView.Certainty.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return certainty
        }
        return try ArticleFilter(
            terms: self.terms(terms), days: days(), industries: all("industry"),
            sources: all("source"), technologies: all("technology"), certainties: certainties)
    }
}

extension StringProtocol {
    /// Whether it says nothing: blanks and separators alone, as the documents of APIs count them (`\\s`).
    var isBlank: Bool {
        unicodeScalars.allSatisfy { $0.properties.isWhitespace || (0x1C...0x1F).contains($0.value) }
    }
}
