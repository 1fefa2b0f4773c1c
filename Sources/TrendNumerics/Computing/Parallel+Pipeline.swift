extension Parallel {
    /// Makes the next item while the current one is being used, on two threads; with one thread, makes and uses items
    /// in turn.
    ///
    /// Items are used in the order in which they are made, so the result is the same with any number of threads. At
    /// most two items exist at a time.
    ///
    /// - Parameters:
    ///   - next: makes an item; nil ends the work. It must not touch anything that `use` changes.
    ///   - use: consumes an item.
    /// - Throws: the errors of `next` and `use`.
    public static func pipeline<Item>(
        threads: Int, next: () throws -> Item?, use: (Item) throws -> Void
    ) throws {
        var current = try next()
        while let item = current {
            if threads <= 1 {
                try use(item)
                current = try next()
                continue
            }
            var following: Item?
            try withoutActuallyEscaping(next) { next in
                try withoutActuallyEscaping(use) { use in
                    nonisolated(unsafe) let (next, use, item) = (next, use, item)
                    try withUnsafeMutablePointer(to: &following) { slot in
                        nonisolated(unsafe) let slot = slot
                        _ = try map(2, threads: 2) { side in
                            if side == 0 { slot.pointee = try next() } else { try use(item) }
                        }
                    }
                }
            }
            current = following
        }
    }
}
