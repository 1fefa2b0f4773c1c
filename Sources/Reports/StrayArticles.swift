import Timeline

/// Articles dated far behind all others, which are left out where no period is named.
public struct StrayArticles: Equatable, Sendable, CustomStringConvertible {
    let count: Int
    let after: Period

    /// - Parameter after: the last period with articles that are no strays.
    public init(count: Int, after: Period) { (self.count, self.after) = (count, after) }

    public var description: String {
        (count == 1 ? "1 article dated" : "\(count) articles dated")
            + " after \(after), far behind all others, \(count == 1 ? "is" : "are") left out; "
            + "name the period, as with --month, to take \(count == 1 ? "it" : "them")"
    }
}
