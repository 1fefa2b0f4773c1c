import Corpus
import GRDB

/// How a topic is to be shown, by its name as it was found: what a person said of it.
public struct TopicEdit: Codable, Equatable, Sendable {
    /// As it was found.
    public let topic: String
    /// Empty for that.
    public var name: String
    /// The topic that it is counted with; empty for none.
    public var mergeInto: String
    public var isHidden: Bool

    public init(topic: String, name: String = "", mergeInto: String = "", isHidden: Bool = false) {
        self.topic = topic
        self.name = name
        self.mergeInto = mergeInto
        self.isHidden = isHidden
    }

    /// Whether it is shown as it was found.
    public var saysNothing: Bool { name.isEmpty && mergeInto.isEmpty && !isHidden }
}

/// How an archive's topics are to be shown. The archive knows no topics: they lie in a file of their own, and what is said
/// of them is told apart by their names.
enum ArchiveTopics {
    static let mostEdits = 10_000

    /// - Returns: nil where nothing was ever kept.
    static func edits(_ db: Database) throws -> [TopicEdit]? {
        try ArchiveSettings.value([TopicEdit].self, named: "topics", "how topics are shown", db)
    }

    static func keep(_ edits: [TopicEdit], replaces: Bool = true, _ db: Database) throws {
        try ArchiveSettings.keep(edits, named: "topics", replaces: replaces, db)
    }
}

extension Archive {
    /// What people said of topics; nil where nothing was ever kept.
    ///
    /// - Throws: `CorpusError`.
    public func topicEdits() throws -> [TopicEdit]? { try read(ArchiveTopics.edits) }

    /// Keeps what people say of topics, in one transaction. An export carries it.
    ///
    /// - Parameter change: gets what was kept, which another program may have changed since it was last looked at.
    /// - Throws: `CorpusError`; `.unwritable` if the archive is read-only; and the errors of `change`.
    public func updateTopicEdits(_ change: ([TopicEdit]?) throws -> [TopicEdit]) throws {
        try write { db in try ArchiveTopics.keep(change(ArchiveTopics.edits(db)), db) }
    }
}
