extension RandomAccessCollection {
    /// The first index from which on a condition holds that stays true once it is; the end where it never does.
    ///
    /// - Complexity: logarithmic.
    @inlinable
    public func partitioningIndex(_ holds: (Element) -> Bool) -> Index {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = index(low, offsetBy: distance(from: low, to: high) / 2)
            if holds(self[middle]) { high = middle } else { low = index(after: middle) }
        }
        return low
    }
}
