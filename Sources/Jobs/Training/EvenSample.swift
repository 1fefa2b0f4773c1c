/// What comes in, up to so many characters: all of it, or every second, fourth and so on.
struct EvenSample<Item: Sendable>: Sendable {
    private(set) var items: [Item] = []
    /// How many came in.
    private(set) var seen = 0
    private var sizes: [Int] = []
    private var size = 0
    private var step = 1
    private var mostScalars: Int

    init(mostScalars: Int) { self.mostScalars = mostScalars }

    /// - Parameter scalars: the item's length in characters.
    mutating func add(_ item: Item, scalars: Int) {
        if seen.isMultiple(of: step) {
            items.append(item)
            sizes.append(scalars)
            size += scalars
        }
        seen += 1
        while size > mostScalars, items.count > 1 { halve() }
    }

    /// Takes no more characters than so many from now on.
    mutating func limit(to mostScalars: Int) {
        self.mostScalars = min(self.mostScalars, mostScalars)
        while size > self.mostScalars, items.count > 1 { halve() }
    }

    private mutating func halve() {
        step *= 2
        items = stride(from: 0, to: items.count, by: 2).map { items[$0] }
        sizes = stride(from: 0, to: sizes.count, by: 2).map { sizes[$0] }
        size = sizes.reduce(0, +)
    }
}
