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

    public init() {}

    /// How many other names there are.
    public var count: Int { canonicalNames.count }
    public var isEmpty: Bool { canonicalNames.isEmpty }
    /// The names to use, sorted.
    public var canonical: [String] { Set(canonicalNames.values).sorted() }

    /// The name to use; a label that is in no list keeps its own.
    public subscript(label: String) -> String { canonicalNames[label] ?? label }

    /// The labels of an article by the names to use, each once, in their order.
    public func callAsFunction(_ labels: [String]) -> [String] {
        guard !isEmpty, labels.contains(where: { canonicalNames[$0] != nil }) else { return labels }
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
            guard let names = value.sequence else { throw wrong(value.mark?.line ?? key.mark?.line, shape) }
            for node in names {
                guard let name = node.scalar.map({ LabelName.clean(trimmed($0.string)) }), !name.isEmpty else {
                    throw wrong(node.mark?.line ?? key.mark?.line, shape)
                }
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
