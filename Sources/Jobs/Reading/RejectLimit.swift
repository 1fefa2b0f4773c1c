/// How many records of a corpus may be unreadable before a job fails: a share or a count.
public enum RejectLimit: Equatable, Sendable, CustomStringConvertible {
    /// From 0 to 1.
    case share(Double)
    case count(Int)

    /// Reads `1%` or `25`; nil for anything else.
    public init?(_ text: String) {
        if text.hasSuffix("%"), let percent = Double(text.dropLast()), (0...100).contains(percent) {
            self = .share(percent / 100)
        } else if let count = Int(text), count >= 0 {
            self = .count(count)
        } else {
            return nil
        }
    }

    func allows(_ rejects: Int, of records: Int) -> Bool {
        switch self {
        case .share(let share): Double(rejects) <= share * Double(records)
        case .count(let count): rejects <= count
        }
    }

    public var description: String {
        switch self {
        case .share(let share): "\(share * 100)%"
        case .count(let count): "\(count)"
        }
    }
}
