/// The n-grams that are features, each with its column, and the prefixes that lead to them.
///
/// Kept as a trie in lexicographic order of the n-grams' scalars, a prefix before what it begins, which
/// is the order scikit-learn gives its columns too.
public struct Vocabulary: Sendable {
    /// The trie's nodes without the root: each node's parent stands before it; node 0 is the root.
    public struct Node: Equatable, Sendable, BitwiseCopyable {
        /// The number of the n-gram without its last scalar; 0 for the empty one. Nodes count from 1.
        public var parent: UInt32
        /// The last scalar.
        public var scalar: UInt32
        /// The feature's column; −1 for a node that is only a prefix of features.
        public var column: Int32

        public init(parent: UInt32, scalar: UInt32, column: Int32) {
            self.parent = parent
            self.scalar = scalar
            self.column = column
        }
    }

    public let nodes: [Node]
    /// How many features there are: the number of columns.
    public let count: Int
    let table: NGramTable
    private let nodeOfColumn: [UInt32]

    /// Checks what it is given, since it may come from a file.
    ///
    /// - Throws: `FeatureError.damagedVocabulary` unless parents stand before their children, scalars
    ///   are Unicode scalars, no n-gram stands twice and the columns are 0, 1, 2, … in node order.
    public init(nodes: [Node]) throws {
        var table = NGramTable(capacity: nodes.count)
        var nodeOfColumn: [UInt32] = []
        for (index, node) in nodes.enumerated() {
            let number = UInt32(index + 1)
            guard node.parent < number, Unicode.Scalar(node.scalar) != nil,
                table.insert(
                    NGramKey(prefix: node.parent, scalar: node.scalar), number: number, column: node.column)
            else { throw FeatureError.damagedVocabulary }
            if node.column >= 0 {
                guard Int(node.column) == nodeOfColumn.count else { throw FeatureError.damagedVocabulary }
                nodeOfColumn.append(number)
            } else if node.column != -1 {
                throw FeatureError.damagedVocabulary
            }
        }
        self.nodes = nodes
        self.table = table
        self.nodeOfColumn = nodeOfColumn
        count = nodeOfColumn.count
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

    /// Calls `body` with the column of every feature in a text, as often as it stands there, and the
    /// place of its last scalar: the shortest first, those of one length in order. Linear in the text's
    /// length times the longest n-gram.
    @inline(__always)
    func forEachFeature(in text: UnsafeBufferPointer<UInt32>, longest: Int, _ body: (Int32, Int) -> Void) {
        // How many look-ups a slot is asked for before it is needed.
        let ahead = 16
        table.withFinder { table in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: text.count) { numbers in
                // By place: the number of the n-gram of the length before that begins there.
                numbers.initialize(repeating: NGramTable.root)
                var length = 1
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
                        if found.column >= 0 { body(found.column, end) }
                    }
                    length &+= 1
                }
            }
        }
    }
}

/// What is wrong with features or with the text they are made from.
public enum FeatureError: Error, Equatable, CustomStringConvertible {
    case badNGramRange(Int, Int)
    case noDocuments
    /// No n-gram passes the document-frequency limits.
    case emptyVocabulary(documents: Int)
    case damagedVocabulary
    case badHashBits(Int)

    public var description: String {
        switch self {
        case .badNGramRange(let shortest, let longest):
            "n-grams of \(shortest) to \(longest) characters: the shortest must be at least 1, "
                + "the longest at least that and at most \(TFIDFOptions.longestNGram)"
        case .noDocuments: "there is no article to learn from"
        case .emptyVocabulary(let documents):
            "no n-gram of \(documents) articles passes the document-frequency limits"
        case .damagedVocabulary: "the vocabulary is damaged"
        case .badHashBits(let bits):
            "\(bits) bits for hashed columns: there must be \(HashedColumns.bitsAllowed.lowerBound) to "
                + "\(HashedColumns.bitsAllowed.upperBound)"
        }
    }
}
