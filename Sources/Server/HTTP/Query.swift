import Corpus
import Foundation
import Hummingbird
import Jobs
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

    /// - Throws: `InvalidOption` where an address has too many parameters, or one that is no text.
    static func check(_ encoded: String) throws {
        let parts = encoded.split(separator: "&")
        guard parts.count <= most else {
            throw InvalidOption("parameters", "\(parts.count)", "an address has at most \(most)")
        }
        if let part = parts.first(where: { $0.replacingOccurrences(of: "+", with: " ").removingPercentEncoding == nil })
        {
            throw InvalidOption("parameter", "'\(part.prefix(40))'", "it is not UTF-8, percent-encoded")
        }
    }

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

    private static func encoded(_ text: String) -> String {
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
    /// - Throws: `InvalidOption` where the value is no number.
    func number(_ name: String, default usual: Int) throws -> Int {
        guard let text = first(name) else { return usual }
        guard let number = Int(text) else { throw InvalidOption(name, "'\(text.prefix(40))'", "it is a whole number") }
        return number
    }

    /// - Throws: `InvalidOption` where the value is no period.
    func period(_ name: String) throws -> Period? {
        guard let text = first(name) else { return nil }
        guard let period = Period(named: text) else {
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

    /// Which articles are asked for.
    ///
    /// - Parameter terms: the name of the parameter whose terms must stand in them.
    /// - Throws: `InvalidOption`.
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
            terms: all(terms), days: DayRange(from: period("from"), to: period("to")), industries: all("industry"),
            sources: all("source"), technologies: all("technology"), certainties: certainties)
    }
}
