import Foundation
import Yams

/// The other names of labels: labels are free text, so one industry goes by many names.
///
/// A table is YAML, the name to use and the list of what else it is called:
///
///     人工智能: [AI, 人工智慧]
///     自动驾驶:
///       - 智能驾驶
///
/// A name to use may itself be another name of a third; the last one counts.
public struct LabelAliases: Equatable, Sendable, Codable {
    /// By other name, the name to use; no name to use is among the other names.
    private var canonicalNames: [String: String] = [:]
    /// The same by the forms of names without width and case (`LabelName.looseKey`), the names to use among them, but for
    /// forms that stand for several names. Empty of tables of earlier versions, which took names as they are written.
    private var looseNames: [String: String] = [:]

    public init() {}

    /// How many other names there are.
    public var count: Int { canonicalNames.count }
    public var isEmpty: Bool { canonicalNames.isEmpty }
    /// The names to use, sorted.
    public var canonical: [String] { Set(canonicalNames.values).sorted() }

    /// The name to use; a label that is in no list keeps its own.
    public subscript(label: String) -> String {
        if let name = canonicalNames[label] { return name }
        return looseNames.isEmpty ? label : looseNames[LabelName.looseKey(label)] ?? label
    }

    /// The labels of an article by the names to use, each once, in their order.
    public func callAsFunction(_ labels: [String]) -> [String] {
        guard !isEmpty, labels.contains(where: { self[$0] != $0 }) else { return labels }
        var result: [String] = []
        for label in labels {
            let name = self[label]
            if !result.contains(name) { result.append(name) }
        }
        return result
    }
}

extension LabelAliases {
    /// Reads a table.
    ///
    /// - Throws: `CorpusError` with the line where the file is no such table, lists a name twice, or where
    ///   names lead round in a circle.
    public init(path: String) throws {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch CocoaError.fileReadNoSuchFile {
            throw CorpusError.notFound(path: path)
        } catch {
            throw CorpusError.unreadable(path: path, reason: "the alias table is not UTF-8 text")
        }
        try self.init(yaml: text, path: path)
    }

    /// - Parameter path: what errors call the file.
    init(yaml: String, path: String) throws {
        func wrong(_ line: Int?, _ reason: String) -> CorpusError {
            .wrongFormat(path: line.map { "\(path):\($0)" } ?? path, reason: reason)
        }
        let root: Node?
        do {
            root = try Yams.compose(yaml: yaml.hasPrefix("\u{FEFF}") ? String(yaml.dropFirst()) : yaml)
        } catch let error as YamlError {
            throw wrong(error.line, error.reason)
        }
        // A table of which all is commented out.
        guard let root, root.scalar?.string != "" else { return }
        let shape = "write the name to use, a colon and a list: 人工智能: [AI, 人工智慧]"
        guard let table = root.mapping else { throw wrong(root.mark?.line, shape) }
        var lines: [String: Int] = [:]
        for (key, value) in table {
            guard let canonical = key.scalar.map({ LabelName.clean(trimmed($0.string)) }), !canonical.isEmpty else {
                throw wrong(key.mark?.line, shape)
            }
            // Nothing behind the colon: all of the list is commented out.
            if let scalar = value.scalar, scalar.string.isEmpty { continue }
            guard let nodes = value.sequence else { throw wrong(value.mark?.line ?? key.mark?.line, shape) }
            for (node, name) in nodes.flatMap({ node in LabelAliases.names(node).map { (node, $0) } }) {
                guard !name.isEmpty else { throw wrong(node.mark?.line ?? key.mark?.line, shape) }
                if let other = canonicalNames[name], other != canonical {
                    throw wrong(
                        node.mark?.line,
                        "'\(name)' is listed under '\(canonical)' and, in line \(lines[name]!), under '\(other)'")
                }
                canonicalNames[name] = canonical
                lines[name] = node.mark?.line ?? 0
            }
        }
        for name in canonicalNames.keys.sorted(by: { (lines[$0]!, $0) < (lines[$1]!, $1) }) {
            var path = [name]
            while let next = canonicalNames[path.last!] {
                guard !path.contains(next) else {
                    throw wrong(
                        lines[name], "these names form a circle: " + (path + [next]).joined(separator: " → "))
                }
                path.append(next)
            }
            canonicalNames[name] = path.last!
        }
        setLooseNames()
    }

    /// The names of an item of a list; an empty one for what is none. `[足球，篮球]` is one item of YAML, and two names.
    private static func names(_ node: Node) -> [String] {
        guard let scalar = node.scalar else { return [""] }
        let parts = scalar.style == .plain ? scalar.string.split { $0 == "，" || $0 == "；" } : [scalar.string[...]]
        let names = parts.map { LabelName.clean(trimmed(String($0))) }
        return names.isEmpty ? [""] : names
    }

    private mutating func setLooseNames() {
        var names: [String: Set<String>] = [:]
        for (name, canonical) in canonicalNames {
            names[LabelName.looseKey(name), default: []].insert(canonical)
            names[LabelName.looseKey(canonical), default: []].insert(canonical)
        }
        looseNames = names.compactMapValues { $0.count == 1 ? $0.first : nil }
    }
}

extension LabelAliases {
    private enum CodingKeys: CodingKey { case canonicalNames, isLoose }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(canonicalNames, forKey: .canonicalNames)
        if !looseNames.isEmpty { try container.encode(true, forKey: .isLoose) }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        canonicalNames = try container.decode([String: String].self, forKey: .canonicalNames)
        if try container.decodeIfPresent(Bool.self, forKey: .isLoose) == true { setLooseNames() }
    }
}

extension YamlError {
    fileprivate var line: Int? {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        case .reader(_, let offset?, _, let yaml): yaml.prefix(offset).count { $0.isNewline } + 1
        default: nil
        }
    }

    fileprivate var reason: String {
        switch self {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _),
            .reader(let problem, _, _, _):
            "invalid YAML: \(problem)"
        case .duplicatedKeysInMapping(let names, _):
            "'\(names.joined(separator: "', '"))' has two lists: join them"
        default: "invalid YAML"
        }
    }
}
