/// The n-grams that are features, each with its column, and the prefixes that lead to them.
///
/// They form a trie in lexicographic order of the n-grams' scalars, with each prefix before the n-grams that begin
/// with it. scikit-learn orders its columns in the same way.
public struct Vocabulary: Sendable {
    /// A node of the trie. Each node's parent comes before it; node 0 is the root, which is not stored.
    public struct Node: Equatable, Sendable, BitwiseCopyable {
        /// The number of the n-gram without its last scalar; 0 for the empty one. Nodes count from 1.
        public var parent: UInt32
        /// The last scalar.
        public var scalar: UInt32
        /// The feature's column; −1 if the node is only a prefix of features.
        public var column: Int32

        /// Takes the parts of a node.
        public init(parent: UInt32, scalar: UInt32, column: Int32) {
            self.parent = parent
            self.scalar = scalar
            self.column = column
        }
    }

    /// All nodes except the root, in order.
    public let nodes: [Node]
    /// The number of features, which is the number of columns.
    public let count: Int
    let table: NGramTable
    /// By scalar: the number and the column of the n-gram of that scalar alone. They need no hash, and are near.
    private let singles: [Single]
    private let nodeOfColumn: [UInt32]

    private struct Single {
        var number = NGramTable.none
        var column: Int32 = -1
    }
    /// Scalars from here on are rare.
    private static let mostSingles = 0x10000

    /// Builds a vocabulary and checks its nodes, because they may come from a file.
    ///
    /// - Throws: `FeatureError.damagedVocabulary` unless parents come before their children, scalars are Unicode
    ///   scalars, no n-gram occurs twice and the columns are 0, 1, 2, … in node order.
    public init(nodes: [Node]) throws {
        var table = NGramTable(capacity: nodes.count)
        var nodeOfColumn: [UInt32] = []
        var singles: [Single] = []
        for (index, node) in nodes.enumerated() {
            let number = UInt32(index + 1)
            guard node.parent < number, Unicode.Scalar(node.scalar) != nil,
                table.insert(
                    NGramKey(prefix: node.parent, scalar: node.scalar), number: number, column: node.column)
            else { throw FeatureError.damagedVocabulary }
            if node.parent == NGramTable.root, node.scalar < Vocabulary.mostSingles {
                let missing = Int(node.scalar) + 1 - singles.count
                if missing > 0 { singles.append(contentsOf: repeatElement(Single(), count: missing)) }
                singles[Int(node.scalar)] = Single(number: number, column: node.column)
            }
            if node.column >= 0 {
                guard Int(node.column) == nodeOfColumn.count else { throw FeatureError.damagedVocabulary }
                nodeOfColumn.append(number)
            } else if node.column != -1 {
                throw FeatureError.damagedVocabulary
            }
        }
        self.nodes = nodes
        self.table = table
        self.singles = singles
        self.nodeOfColumn = nodeOfColumn
        count = nodeOfColumn.count
    }

    /// The features that keep a column, under new numbers, and the nodes that lead to them.
    ///
    /// - Parameter columns: the new number of each column, in the same order; −1 for features to drop.
    package func renumbered(_ columns: [Int32]) -> Vocabulary {
        var kept = nodes
        var isNeeded = [Bool](repeating: false, count: nodes.count)
        for index in kept.indices.reversed() {
            if kept[index].column >= 0 { kept[index].column = columns[Int(kept[index].column)] }
            if kept[index].column >= 0 { isNeeded[index] = true }
            if isNeeded[index], kept[index].parent > 0 { isNeeded[Int(kept[index].parent) - 1] = true }
        }
        var numbers: [UInt32] = []
        var number: UInt32 = 0
        for isNeeded in isNeeded {
            if isNeeded { number += 1 }
            numbers.append(number)
        }
        var renumbered: [Node] = []
        for (node, isNeeded) in zip(kept, isNeeded) where isNeeded {
            renumbered.append(
                Node(
                    parent: node.parent > 0 ? numbers[Int(node.parent) - 1] : 0, scalar: node.scalar,
                    column: node.column))
        }
        // Its nodes were checked before.
        return try! Vocabulary(nodes: renumbered)
    }

    /// The n-gram of a column, as text.
    public func ngram(_ column: Int) -> String {
        var scalars: [Unicode.Scalar] = []
        var number = nodeOfColumn[column]
        while number != NGramTable.root {
            let node = nodes[Int(number) - 1]
            scalars.append(Unicode.Scalar(node.scalar)!)
            number = node.parent
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars.reversed())
        return String(view)
    }

    /// Calls `body` once per occurrence of a feature in a text, with its column, the position of its last scalar and its
    /// length. Shorter n-grams come first, those of the same length in the order of the text.
    ///
    /// - Complexity: the length of the text times that of the longest n-gram.
    @inline(__always)
    func forEachFeature(in text: UnsafeBufferPointer<UInt32>, longest: Int, _ body: (Int32, Int, Int) -> Void) {
        // The number of look-ups by which prefetching is ahead.
        let ahead = 16
        table.withFinder { table in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: text.count) { numbers in
                // By position: the number of the n-gram of the previous length that begins there.
                singles.withUnsafeBufferPointer { singles in
                    for place in 0..<text.count {
                        let scalar = text[place]
                        var (number, column) = (NGramTable.none, Int32(-1))
                        if scalar < singles.count {
                            (number, column) = (singles[Int(scalar)].number, singles[Int(scalar)].column)
                        } else if scalar >= Vocabulary.mostSingles {
                            let found = table.find(NGramKey(prefix: NGramTable.root, scalar: scalar))
                            (number, column) = (found.number, found.column)
                        }
                        numbers[place] = number
                        if column >= 0 { body(column, place, 1) }
                    }
                }
                var length = 2
                while length <= min(longest, text.count) {
                    let count = text.count &- length &+ 1
                    var asked = 0
                    for place in 0..<count {
                        while asked < min(count, place &+ ahead) {
                            let prefix = numbers[asked]
                            if prefix != NGramTable.none {
                                table.prefetch(NGramKey(prefix: prefix, scalar: text[asked &+ length &- 1]))
                            }
                            asked &+= 1
                        }
                        let prefix = numbers[place]
                        if prefix == NGramTable.none { continue }
                        let end = place &+ length &- 1
                        let found = table.find(NGramKey(prefix: prefix, scalar: text[end]))
                        numbers[place] = found.number
                        if found.column >= 0 { body(found.column, end, length) }
                    }
                    length &+= 1
                }
            }
        }
    }
}

/// An error in the options of features, in stored features, or in the text that they are computed from.
public enum FeatureError: Error, Equatable, CustomStringConvertible {
    /// The range of n-gram lengths is empty or exceeds the limits.
    case badNGramRange(Int, Int)
    /// There are no documents.
    case noDocuments
    /// No n-gram passes the document-frequency limits.
    case emptyVocabulary(documents: Int)
    /// Stored parameters do not match each other.
    case damagedVocabulary
    /// The number of bits is out of range.
    case badHashBits(Int)

    /// A message for people.
    public var description: String {
        switch self {
        case .badNGramRange(let shortest, let longest):
            "n-grams of \(shortest) to \(longest) characters: the shortest must be at least 1, "
                + "the longest at least that and at most \(TFIDFOptions.longestNGram)"
        case .noDocuments: "there are no articles to learn from"
        case .emptyVocabulary(let documents):
            "no n-gram of \(documents) articles passes the document-frequency limits"
        case .damagedVocabulary: "the vocabulary is damaged"
        case .badHashBits(let bits):
            "\(bits) bits for hashed columns: the number must be from \(HashedColumns.bitsAllowed.lowerBound) to "
                + "\(HashedColumns.bitsAllowed.upperBound)"
        }
    }
}
