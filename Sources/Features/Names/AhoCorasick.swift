/// Finds all of many patterns in one pass over a text (Aho and Corasick, "Efficient string matching", CACM 18, 1975).
///
/// Nodes are numbered breadth first, so a node's children stand side by side, and everything that is known of a
/// node is in a few arrays: 24 bytes a node.
public struct AhoCorasick: Sendable {
    /// Node 0 is the root. Children of node n are `firstChild[n]..<firstChild[n + 1]`, by rising scalar.
    private var firstChild: [UInt32] = []
    /// The scalar that leads to a node.
    private var scalar: [UInt32] = [0]
    /// The node of the longest proper suffix that is in the trie.
    private var failure: [UInt32] = [0]
    /// The nearest node on the failure path at which a pattern ends; 0 for none.
    private var output: [UInt32] = [0]
    private var pattern: [Int32] = [-1]
    private var depth: [UInt32] = [0]
    /// One bit for each scalar below 2¹⁶ that a pattern begins with: most of a text stays at the root.
    private var beginnings = [UInt64](repeating: 0, count: 1024)

    /// - Parameter patterns: rising lexicographically by scalar, distinct, none empty.
    /// - Complexity: linear in the patterns' length, times a binary search among a node's children.
    public init(sorted patterns: [[UInt32]]) {
        precondition(patterns.allSatisfy { !$0.isEmpty })
        // The patterns below each node are a range, as they are sorted.
        var ranges = [0..<patterns.count]
        var node = 0
        while node < ranges.count {
            firstChild.append(UInt32(ranges.count))
            let length = Int(depth[node])
            var range = ranges[node]
            if let first = range.first, patterns[first].count == length {
                pattern[node] = Int32(first)
                range = first + 1..<range.upperBound
            }
            while let first = range.first {
                precondition(patterns[first].count > length, "a pattern stands twice")
                let next = patterns[first][length]
                var end = first + 1
                while end < range.upperBound, patterns[end][length] == next { end += 1 }
                precondition(end == range.upperBound || patterns[end][length] > next, "the patterns are not in order")
                ranges.append(first..<end)
                scalar.append(next)
                depth.append(UInt32(length + 1))
                pattern.append(-1)
                range = end..<range.upperBound
            }
            node += 1
        }
        firstChild.append(UInt32(ranges.count))
        for child in 1..<max(firstChild[1], 1) where scalar[Int(child)] < 0x10000 {
            beginnings[Int(scalar[Int(child)] >> 6)] |= 1 << UInt64(scalar[Int(child)] & 63)
        }
        link()
    }

    /// Sets failures and outputs, nearer nodes first.
    private mutating func link() {
        let nodes = pattern.count
        failure = Array(repeating: 0, count: nodes)
        output = Array(repeating: 0, count: nodes)
        for parent in 0..<nodes {
            for child in firstChild[parent]..<firstChild[parent + 1] where parent > 0 {
                let suffix = withCursor { $0.step(failure[parent], scalar[Int(child)]) }
                failure[Int(child)] = suffix
                output[Int(child)] = pattern[Int(suffix)] >= 0 ? suffix : output[Int(suffix)]
            }
        }
    }

    /// Calls `body` with each place of each pattern, by rising end, longer ones first where they end together.
    ///
    /// - Complexity: linear in the text and in what is found.
    @inline(__always)
    public func forEachMatch(in text: [UInt32], _ body: (_ pattern: Int, _ place: Range<Int>) -> Void) {
        withCursor { cursor in
            text.withUnsafeBufferPointer { text in
                var node: UInt32 = 0
                for place in text.indices {
                    node = cursor.step(node, text[place])
                    guard node != 0 else { continue }
                    var match = cursor.pattern[Int(node)] >= 0 ? node : cursor.output[Int(node)]
                    while match != 0 {
                        let end = place + 1
                        body(Int(cursor.pattern[Int(match)]), end - Int(cursor.depth[Int(match)])..<end)
                        match = cursor.output[Int(match)]
                    }
                }
            }
        }
    }

    private func withCursor<Result>(_ body: (Cursor) -> Result) -> Result {
        firstChild.withUnsafeBufferPointer { firstChild in
            scalar.withUnsafeBufferPointer { scalar in
                failure.withUnsafeBufferPointer { failure in
                    output.withUnsafeBufferPointer { output in
                        pattern.withUnsafeBufferPointer { pattern in
                            depth.withUnsafeBufferPointer { depth in
                                beginnings.withUnsafeBufferPointer { beginnings in
                                    body(
                                        Cursor(
                                            firstChild: firstChild, scalar: scalar, failure: failure, output: output,
                                            pattern: pattern, depth: depth, beginnings: beginnings))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private struct Cursor {
        let firstChild, scalar, failure, output: UnsafeBufferPointer<UInt32>
        let pattern: UnsafeBufferPointer<Int32>
        let depth: UnsafeBufferPointer<UInt32>
        let beginnings: UnsafeBufferPointer<UInt64>

        /// Where the automaton goes from a node with a scalar.
        @inline(__always)
        func step(_ start: UInt32, _ next: UInt32) -> UInt32 {
            var node = start
            while node != 0 {
                let found = child(of: node, next)
                if found != 0 { return found }
                node = failure[Int(node)]
            }
            if next < 0x10000, beginnings[Int(next >> 6)] >> UInt64(next & 63) & 1 == 0 { return 0 }
            return child(of: 0, next)
        }

        /// 0 where there is none. Binary search.
        @inline(__always)
        private func child(of node: UInt32, _ next: UInt32) -> UInt32 {
            var low = firstChild[Int(node)]
            var high = firstChild[Int(node) + 1]
            while low < high {
                let middle = (low + high) / 2
                if scalar[Int(middle)] < next { low = middle + 1 } else { high = middle }
            }
            return low < firstChild[Int(node) + 1] && scalar[Int(low)] == next ? low : 0
        }
    }
}
