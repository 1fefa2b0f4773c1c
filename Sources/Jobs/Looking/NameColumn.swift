/// The names of one field of all articles of an archive, by place.
///
/// The names of all articles stand in one array, so that a count over some hundred thousand articles takes milliseconds.
struct NameColumn: Sendable {
    /// Each once; their indices are the numbers of the names.
    let names: [String]
    /// By place, where its names begin in `numbers`; one more at the end.
    private let starts: [Int32]
    private let numbers: [Int32]
    private let indices: [String: Int32]

    /// Names of articles in any order.
    struct Builder {
        private var names: [String] = []
        private var indices: [String: Int32] = [:]
        private var pairs: [(place: Int32, name: Int32)] = []

        mutating func number(of name: String) -> Int32 {
            if let known = indices[name] { return known }
            indices[name] = Int32(names.count)
            names.append(name)
            return Int32(names.count - 1)
        }

        mutating func add(_ number: Int32, to place: Int) { pairs.append((Int32(place), number)) }

        /// - Parameter count: the number of places.
        func column(places count: Int) -> NameColumn {
            var starts = [Int32](repeating: 0, count: count + 1)
            for pair in pairs { starts[Int(pair.place) + 1] += 1 }
            for place in 0..<count { starts[place + 1] += starts[place] }
            var (next, numbers) = (starts, [Int32](repeating: 0, count: pairs.count))
            for pair in pairs {
                numbers[Int(next[Int(pair.place)])] = pair.name
                next[Int(pair.place)] += 1
            }
            return NameColumn(names: names, starts: starts, numbers: numbers, indices: indices)
        }
    }

    /// The numbers of an article's names.
    subscript(place: Int) -> ArraySlice<Int32> { numbers[Int(starts[place])..<Int(starts[place + 1])] }

    func names(at place: Int) -> [String] { self[place].map { names[Int($0)] } }

    /// The number of a name; nil for one that no article has.
    func number(of name: String) -> Int32? { indices[name] }

    /// How many of some articles have each name, the most frequent first, of equal ones in the order of the alphabet.
    ///
    /// - Complexity: linear in the names of these articles, and a sort of the different ones.
    func counts(of places: some Sequence<Int32>) -> [NameCount] {
        var counts = [Int](repeating: 0, count: names.count)
        for place in places { for name in self[Int(place)] { counts[Int(name)] += 1 } }
        return counts.indices.filter { counts[$0] > 0 }.map { NameCount(name: names[$0], articles: counts[$0]) }
            .sorted { ($1.articles, $0.name) < ($0.articles, $1.name) }
    }
}

/// A name and the number of articles that have it.
public struct NameCount: Codable, Equatable, Sendable {
    public let name: String
    public let articles: Int
}
