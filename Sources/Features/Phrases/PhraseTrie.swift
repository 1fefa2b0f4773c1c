/// Finds phrases in sequences of units.
struct PhraseTrie: Sendable {
    private var table: NGramTable
    let longest: Int

    /// Builds a trie.
    ///
    /// - Parameter phrases: distinct and not empty.
    init(_ phrases: [[UInt32]]) {
        table = NGramTable(capacity: phrases.reduce(0) { $0 + $1.count })
        longest = phrases.reduce(0) { max($0, $1.count) }
        var nodes: UInt32 = 0
        // Shorter ones come first, so that no phrase is already present as the beginning of another one.
        for phrase in phrases.indices.sorted(by: { (phrases[$0].count, $0) < (phrases[$1].count, $1) }) {
            var node = NGramTable.root
            for (index, unit) in phrases[phrase].enumerated() {
                let key = NGramKey(prefix: node, scalar: unit)
                let isLast = index == phrases[phrase].count - 1
                if table.insert(key, number: nodes + 1, column: isLast ? Int32(phrase) : -1) {
                    nodes += 1
                    node = nodes
                } else {
                    node = table.withFinder { $0.find(key).number }
                }
            }
        }
    }

    /// Calls `body` with each phrase that begins at a position, shorter ones first, and its end.
    @inline(__always)
    func forEachMatch(
        in units: UnsafeBufferPointer<UInt32>, from start: Int, _ finder: NGramTable.Finder,
        _ body: (_ phrase: Int, _ end: Int) -> Void
    ) {
        var node = NGramTable.root
        for place in start..<min(start + longest, units.count) {
            let slot = finder.find(NGramKey(prefix: node, scalar: units[place]))
            if slot.number == NGramTable.none { break }
            node = slot.number
            if slot.column >= 0 { body(Int(slot.column), place + 1) }
        }
    }

    @inline(__always)
    func withFinder<Result>(_ body: (NGramTable.Finder) -> Result) -> Result { table.withFinder(body) }
}
