/// Counts the n-grams of documents, one document after another, before it is known which of them
/// become features.
struct NGramCounter {
    private let shortest: Int
    private let longest: Int
    private(set) var table = NGramTable()

    /// By n-gram number: documents that hold it; 0 for prefixes shorter than `shortest`.
    private(set) var documentFrequency: [UInt32] = [0]
    /// By n-gram number: how often it stands in all documents.
    private(set) var occurrences: [UInt32] = [0]
    /// By n-gram number: the last document that held it, from 1, and where in `numbers` it stands there.
    private var lastDocument: [UInt32] = [0]
    private var lastEntry: [Int] = [0]

    /// The documents' n-grams and how often each stands there, as the rows of a CSR matrix. Counts are
    /// exact up to 2²⁴.
    private(set) var rowOffsets: [Int] = [0]
    private(set) var numbers: [UInt32] = []
    private(set) var counts: [Float] = []

    init(options: TFIDFOptions) {
        shortest = options.shortest
        longest = options.longest
    }

    var documents: Int { rowOffsets.count - 1 }

    /// - Complexity: one look-up in the table for each place of the text and each length of n-gram.
    mutating func add(_ text: [UInt32]) {
        let document = UInt32(documents + 1)
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: longest + 1) { open in
            open[0] = NGramTable.root
            for (place, scalar) in text.enumerated() {
                // From the longest n-gram down, so that open[n − 1] is still that of the place before.
                var length = min(longest, place + 1)
                while length >= 1 {
                    let number = table.insert(NGramTable.key(prefix: open[length - 1], scalar: scalar))
                    open[length] = number
                    count(Int(number), length: length, document: document)
                    length -= 1
                }
            }
        }
        rowOffsets.append(numbers.count)
    }

    @inline(__always)
    private mutating func count(_ number: Int, length: Int, document: UInt32) {
        if number == documentFrequency.count {
            documentFrequency.append(0)
            occurrences.append(0)
            lastDocument.append(0)
            lastEntry.append(0)
        }
        guard length >= shortest else { return }
        occurrences[number] += 1
        if lastDocument[number] == document {
            counts[lastEntry[number]] += 1
        } else {
            lastDocument[number] = document
            lastEntry[number] = numbers.count
            documentFrequency[number] += 1
            numbers.append(UInt32(number))
            counts.append(1)
        }
    }

    /// Chooses the features and puts them into the vocabulary's order.
    ///
    /// - Returns: the vocabulary and, by n-gram number, the column or −1.
    /// - Throws: `FeatureError` where no document was added or no n-gram passes the limits.
    func vocabulary(options: TFIDFOptions) throws -> (Vocabulary, columns: [Int32]) {
        guard documents > 0 else { throw FeatureError.noDocuments }
        let keys = table.keysByNumber()
        var isFeature = chosen(options)
        guard isFeature.contains(true) else {
            throw FeatureError.emptyVocabulary(
                documents: documents, candidates: documentFrequency.count { $0 > 0 })
        }
        if let limit = options.maximumFeatures { keepMostFrequent(limit, keys: keys, &isFeature) }

        // Features and all their prefixes, children of one parent side by side by scalar.
        var isNode = isFeature
        for number in isFeature.indices where isFeature[number] {
            var prefix = Int(keys[number] >> 21)
            while prefix != 0, !isNode[prefix] {
                isNode[prefix] = true
                prefix = Int(keys[prefix] >> 21)
            }
        }
        var children = isNode.indices.filter { isNode[$0] }.map { UInt32($0) }
        children.sort { keys[Int($0)] < keys[Int($1)] }
        var firstChild = [Int32](repeating: -1, count: keys.count)
        for (index, number) in children.enumerated().reversed() {
            firstChild[Int(keys[Int(number)] >> 21)] = Int32(index)
        }

        // Depth first, so that nodes come in lexicographic order.
        var nodes: [Vocabulary.Node] = []
        nodes.reserveCapacity(children.count)
        var columns = [Int32](repeating: -1, count: keys.count)
        var column: Int32 = 0
        var open: [(next: Int, parentNumber: Int, parentNode: UInt32)] = [(Int(firstChild[0]), 0, 0)]
        while let top = open.last {
            guard top.next >= 0, top.next < children.count,
                Int(keys[Int(children[top.next])] >> 21) == top.parentNumber
            else {
                open.removeLast()
                continue
            }
            open[open.count - 1].next += 1
            let number = Int(children[top.next])
            if isFeature[number] {
                columns[number] = column
                column += 1
            }
            nodes.append(
                .init(
                    parent: top.parentNode, scalar: UInt32(keys[number] & 0x1F_FFFF),
                    column: columns[number]))
            if firstChild[number] >= 0 {
                open.append((Int(firstChild[number]), number, UInt32(nodes.count)))
            }
        }
        return (try Vocabulary(nodes: nodes), columns)
    }

    /// By n-gram number: whether it passes the document-frequency limits.
    private func chosen(_ options: TFIDFOptions) -> [Bool] {
        let least = max(1, options.minimumDocumentFrequency.documents(of: documents))
        let most = options.maximumDocumentFrequency.documents(of: documents)
        return documentFrequency.map { Double($0) >= least && Double($0) <= most }
    }

    /// The `limit` features that stand most often in all documents; of equal ones the first by their
    /// scalars.
    private func keepMostFrequent(_ limit: Int, keys: [UInt64], _ isFeature: inout [Bool]) {
        let features = isFeature.indices.filter { isFeature[$0] }
        guard features.count > limit else { return }
        func scalars(_ number: Int) -> [UInt32] {
            var result: [UInt32] = []
            var number = number
            while number != 0 {
                result.append(UInt32(keys[number] & 0x1F_FFFF))
                number = Int(keys[number] >> 21)
            }
            return result.reversed()
        }
        let ordered = features.sorted { a, b in
            occurrences[a] != occurrences[b]
                ? occurrences[a] > occurrences[b] : scalars(a).lexicographicallyPrecedes(scalars(b))
        }
        for number in ordered[limit...] { isFeature[number] = false }
    }
}
