/// One limit for all.
enum WaterLevel {
    /// The largest number to which all counts can be cut so that their sum is at most the maximum; at least 1.
    static func level(_ counts: [Int], maximum: Int) -> Int {
        func fits(_ level: Int) -> Bool { counts.reduce(0) { $0 + min($1, level) } <= maximum }
        var (low, high) = (1, max(1, counts.max() ?? 1))
        while low < high {
            let middle = (low + high + 1) / 2
            if fits(middle) { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
