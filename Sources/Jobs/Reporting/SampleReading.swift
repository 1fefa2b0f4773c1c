/// Reads what was drawn at random until it has enough bytes.
///
/// Some are read at a time. The first of them tell whether all of them have fewer bytes for sure: the rest is read together
/// then, since articles that lie beside each other in a file share its pages.
struct SampleReading {
    /// No more are read after so many bytes.
    let most: Int
    var atOnce = 1 << 10

    /// - Parameters:
    ///   - drawn: places in the order in which they were drawn.
    ///   - read: reads the items of places in ascending order.
    /// - Returns: the items with their places, in the order in which they were read.
    func read<Item>(
        _ drawn: [Int], _ read: ([Int]) throws -> [Item], bytes: (Item) -> Int
    ) rethrows -> (places: [Int], items: [Item]) {
        var found: (places: [Int], items: [Item]) = ([], [])
        var (next, size) = (0, 0)
        while next < drawn.count, size < most {
            let areShort = next > 0 && size / next * drawn.count < most / 2
            let places = drawn[next..<(areShort ? drawn.count : min(drawn.count, next + atOnce))].sorted()
            let items = try read(places)
            found.places += places
            found.items += items
            size += items.reduce(0) { $0 + bytes($1) }
            next += places.count
        }
        return found
    }
}
