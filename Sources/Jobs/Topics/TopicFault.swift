import Text

/// Why topics cannot be shown as somebody wants them.
public enum TopicFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// A row is of none of the topics.
    case noSuchTopic(String)
    /// Each of so many topics needs one row.
    case missingRows(of: Int)
    /// What a topic is to be merged into is neither a topic nor the name of one.
    case unknownTarget(topic: String, target: String)
    case intoItself(topic: String, target: String)
    case hiddenAndMerged(topic: String)
    /// Two topics of one name could not be told apart.
    case sameName(String, other: String)

    public var description: String {
        switch self {
        case .noSuchTopic(let topic): "there is no topic '\(shown(topic))'"
        case .missingRows(let count): "each of the \(counted(count, "topic")) needs one row"
        case .unknownTarget(let topic, let target):
            "'\(topic)' is merged into '\(shown(target))', which is neither a topic nor a name in the table"
        case .intoItself(let topic, let target): "'\(topic)' is merged into '\(shown(target))' and so into itself"
        case .hiddenAndMerged(let topic): "'\(shown(topic))' is hidden and merged; do one of the two"
        case .sameName(let name, let other):
            "'\(shown(name))' is also the name of '\(other)'; to count both together, write it under merge into"
        }
    }

    private func shown(_ name: String) -> Substring { name.prefix(60) }
}
