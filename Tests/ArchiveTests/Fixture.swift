import Corpus
import Foundation
import GRDB

@testable import Archive

/// A temporary folder for archives and files.
final class Folder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("archive-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        chmod(path, 0o755)
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String) -> String { path + "/" + name }

    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }

    func archive(_ name: String = "a.db", wait: Double = 5) throws -> Archive {
        try Archive(path: file(name), creating: true, wait: wait)
    }

    /// Imports files as the command does.
    @discardableResult
    func add(
        _ files: [String], to archive: Archive, fields: FieldMapping = .init(), batch: Int = 100,
        restores: Bool = false, replacesCorrections: Bool = false
    ) throws -> ArchiveImport.Summary {
        var importing = ArchiveImport(into: archive, replacesCorrections: replacesCorrections)
        let all = try incoming(files, fields: fields, restores: restores)
        for start in stride(from: 0, to: all.count, by: batch) {
            try importing.add(Array(all[start..<min(start + batch, all.count)]))
        }
        return importing.summary
    }

    func incoming(
        _ files: [String], fields: FieldMapping = .init(), restores: Bool = false
    ) throws -> [IncomingArticle] {
        IncomingArticle.read(try articles(files, fields: fields), fields: fields, restores: restores).articles
    }

    /// As an import reads them.
    func articles(_ files: [String], fields: FieldMapping = .init()) throws -> [Article] {
        var options = ReadingOptions(settings: ReadingSettings(fields: fields), keepsRows: true)
        options.keepsEmpty = true
        return try CorpusReader.read(paths: files, options: options).articles
    }
}

extension Archive {
    /// The whole content of the archive as text, without row ids.
    func contents() throws -> [String] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT t.industries, t.technologies, t.keywords, t.events, a.id, f.name, a.line, d.fields, a.link, a.day, a.dateRule, a.hasLabels, a.first, a.likeness,
                        a.textHash, a.appearanceHash, a.recordHash, r.json,
                        (SELECT group_concat(f.name || ':' || s.line) FROM sighting s JOIN file f ON f.id = s.file WHERE s.article = a.id),
                        m.fingerprint
                    FROM article a JOIN file f ON f.id = a.file JOIN reading d ON d.id = a.reading JOIN record r ON r.article = a.id
                    LEFT JOIN inferred t ON t.article = a.id LEFT JOIN model m ON m.id = t.model
                    ORDER BY a.id
                    """
            ).map { (row: Row) throws -> String in
                // Decoded, because the same number may be written with more digits.
                let tags: [[InferredTags.Tag]?] = try InferredTags.fields.indices.map { (index: Int) in
                    let json: String? = row[index]
                    return try json.map { try JSONDecoder().decode([InferredTags.Tag].self, from: Data($0.utf8)) }
                }
                return "\(Array(row.databaseValues.dropFirst(4)))\(tags)"
            }
                + Row.fetchAll(db, sql: "SELECT key, title, industries FROM correction ORDER BY key").map(\.description)
                + Row.fetchAll(db, sql: "SELECT * FROM fact ORDER BY chunk").map(\.description)
                + Row.fetchAll(db, sql: "SELECT * FROM band ORDER BY chunk").map(\.description)
        }
    }

    /// The inferred tags, article by article.
    func tags() throws -> [InferredTags] {
        var reader = try ArchiveReader(self, tags: Set(InferredTags.fields))
        var tags: [InferredTags] = []
        while let page = try reader.nextPage() { tags += page.map(\.tags) }
        return tags
    }

    /// The articles for which a model was not asked for all of some fields.
    func untagged(_ model: String, _ fields: Set<RecordField> = [.industries]) throws -> [Int64] {
        var reader = try ArchiveReader(self, .untagged(by: model, fields))
        var ids: [Int64] = []
        while let page = try reader.nextPage() { ids += page.map(\.id) }
        return ids
    }

    /// What the columns have of a kind, by article.
    func named(_ kind: NameKind) throws -> [Int: [String?]] {
        let names = try names()
        var named: [Int: [String?]] = [:]
        try forEachNames(kind) { article, own, _ in named[Int(article)] = own.map { names[Int($0)] } }
        return named
    }

    func likeness() throws -> [String?] {
        try read { db in try Optional<String>.fetchAll(db, sql: "SELECT likeness FROM article ORDER BY id") }
    }

    func firsts() throws -> [Int?] {
        try read { db in try Optional<Int>.fetchAll(db, sql: "SELECT first FROM article ORDER BY id") }
    }

    func articles(_ options: ReadingOptions = ReadingOptions()) throws -> [Article] {
        var reader = try CorpusReader(paths: [path], options: options) { try ArchiveReader(Archive(path: $0)) }
        var articles: [Article] = []
        while let batch = try reader.next() { articles += batch.articles }
        return articles
    }

    func isWhole() throws -> Bool {
        try read { db in
            let check = try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"]
            let foreign = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty
            let records =
                try Int.fetchOne(db, sql: "SELECT count(*) FROM article WHERE id NOT IN (SELECT article FROM record)")
                == 0
            return check && foreign && records
        }
    }
}

/// A table of label aliases.
func aliases(_ yaml: String) throws -> LabelAliases {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).yaml").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(yaml.utf8).write(to: URL(fileURLWithPath: path))
    return try LabelAliases(path: path)
}

/// Some texts as JSON lines, with a day and a link each.
func lines(_ texts: [String], link: (Int) -> String = { "https://e.cn/\($0)" }) -> String {
    texts.enumerated().map { index, text in
        "{\"链接\":\"\(link(index))\",\"总结\":\"\(text)\",\"日期\":\"2024-05-\(10 + index % 20)\"}\n"
    }.joined()
}

/// A text of Chinese characters that depends on the seed.
func text(_ seed: Int, length: Int = 120) -> String {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    return String(
        String.UnicodeScalarView(
            (0..<length).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Unicode.Scalar(UInt32(0x4E00 + (state >> 33) % 3000))!
            }))
}
