extension Sequence {
    /// The first elements in an order, in that order.
    ///
    /// - Parameter isBefore: a strict order in which no two elements are equal.
    /// - Complexity: memory for twice `count` elements, whatever the length of the sequence.
    @inlinable
    public func first(_ count: Int, by isBefore: (Element, Element) -> Bool) -> [Element] {
        var first: [Element] = []
        var last: Element?
        for element in self {
            if let last, !isBefore(element, last) { continue }
            first.append(element)
            if first.count / 2 >= Swift.max(1, count) {
                first.sort(by: isBefore)
                first.removeLast(first.count - count)
                last = first.last
            }
        }
        first.sort(by: isBefore)
        return Array(first.prefix(count))
    }
}
