/// The values at some places of an array's ascending order, found without sorting all of it.
public enum OrderStatistics {
    /// Below so many values sorting is faster than going on.
    private static let few = 24

    /// Reorders values so that at each of some places stands what would stand there if all were sorted.
    ///
    /// Hoare, "Algorithm 65: Find", CACM 4 (1961), for several places at once and with equal values apart, so that many
    /// of them take no longer; where pivots keep splitting badly it sorts, as Musser's introselect does.
    ///
    /// - Parameters:
    ///   - places: ascending indices of `values`.
    ///   - values: none of them NaN.
    /// - Complexity: O(n log places), and O(n log n) at worst.
    public static func select(_ places: [Int], of values: inout [Double]) {
        precondition(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 })
        precondition(places.allSatisfy(values.indices.contains))
        let depth = 2 * (Int.bitWidth - values.count.leadingZeroBitCount)
        values.withUnsafeMutableBufferPointer { select(places[...], $0[...], depth: depth) }
    }

    private static func select(
        _ places: ArraySlice<Int>, _ part: Slice<UnsafeMutableBufferPointer<Double>>, depth: Int
    ) {
        guard !places.isEmpty else { return }
        var part = part
        guard part.count > few, depth > 0 else {
            part.sort()
            return
        }
        let (equal, greater) = partition(&part, around: pivot(of: part))
        select(places.prefix { $0 < equal }, part[part.startIndex..<equal], depth: depth - 1)
        select(places.drop { $0 < greater }, part[greater...], depth: depth - 1)
    }

    /// The median of three values far from each other.
    private static func pivot(of part: Slice<UnsafeMutableBufferPointer<Double>>) -> Double {
        let (first, last) = (part[part.startIndex], part[part.endIndex - 1])
        let middle = part[part.startIndex + part.count / 2]
        return max(min(first, middle), min(max(first, middle), last))
    }

    /// Moves smaller values before, and greater ones behind those that equal the pivot.
    ///
    /// - Returns: where the equal ones begin and where they end.
    private static func partition(
        _ part: inout Slice<UnsafeMutableBufferPointer<Double>>, around pivot: Double
    ) -> (equal: Int, greater: Int) {
        var (equal, place, greater) = (part.startIndex, part.startIndex, part.endIndex)
        while place < greater {
            let value = part[place]
            if value < pivot {
                part.swapAt(place, equal)
                equal += 1
                place += 1
            } else if value > pivot {
                greater -= 1
                part.swapAt(place, greater)
            } else {
                place += 1
            }
        }
        return (equal, greater)
    }
}
