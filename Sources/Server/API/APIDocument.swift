import Corpus
import Foundation
import HTTPTypes

/// What the API's document says of addresses and bodies: a name that it does not know is an error of whoever asks, who
/// would otherwise get an answer to another question.
struct APIDocument: Sendable {
    static let shared = try! APIDocument(Assets.openAPI)

    private let document: Document

    /// - Throws: `DecodingError`.
    init(_ json: [UInt8]) throws { document = try JSONDecoder().decode(Document.self, from: Data(json)) }

    /// Parameters that every address takes.
    private static let everywhere = ["lang"]

    /// - Throws: `Fault` where an address has a parameter that it does not know.
    func check(_ query: Query, of method: HTTPRequest.Method, _ path: String) throws {
        guard let operation = operation(method, path) else { return }
        let known = (operation.parameters ?? []).filter { $0.place == "query" }.map(\.name)
        for item in query.items where !known.contains(item.name) && !APIDocument.everywhere.contains(item.name) {
            throw Fault.unknownName(String(item.name.prefix(40)), known: known)
        }
    }

    /// - Parameter body: of a request.
    /// - Throws: `Fault` where it is no JSON, or has a member that the address does not know.
    func check(_ body: [UInt8], of method: HTTPRequest.Method, _ path: String) throws {
        if let fault = JSONFault(in: body) { throw Fault.badBody("the body is no JSON: \(fault.description)") }
        guard let schema = operation(method, path)?.requestBody?.content["application/json"]?.schema,
            let value = try? JSONSerialization.jsonObject(with: Data(body))
        else { return }
        try check(value, schema)
    }

    private func check(_ value: Any, _ schema: Schema) throws {
        if let name = schema.reference?.split(separator: "/").last,
            let named = document.components.schemas[String(name)]
        {
            return try check(value, named)
        }
        if let members = value as? [String: Any], let known = schema.properties {
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                guard let schema = known[name] else {
                    throw Fault.unknownName(String(name.prefix(40)), known: known.keys.sorted())
                }
                try check(member, schema)
            }
        } else if let items = value as? [Any], let schema = schema.items {
            for item in items { try check(item, schema) }
        }
    }

    /// What stands at an address: as it is written, else with parts that may be anything.
    private func operation(_ method: HTTPRequest.Method, _ path: String) -> Operation? {
        let parts = path.split(separator: "/")
        let fitting = document.paths.filter { name, _ in
            let own = name.split(separator: "/")
            return own.count == parts.count && zip(own, parts).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
        }
        let method = method == .head ? "get" : method.rawValue.lowercased()
        return fitting.min { $0.key.count { $0 == "{" } < $1.key.count { $0 == "{" } }?.value[method]
    }
}

/// The parts of the document that names are in.
private struct Document: Decodable, Sendable {
    let paths: [String: [String: Operation]]
    let components: Components

    struct Components: Decodable, Sendable { let schemas: [String: Schema] }
}

private struct Operation: Decodable, Sendable {
    let parameters: [Parameter]?
    let requestBody: Body?

    struct Parameter: Decodable, Sendable {
        let name: String
        let place: String

        private enum CodingKeys: String, CodingKey {
            case name
            case place = "in"
        }
    }

    struct Body: Decodable, Sendable { let content: [String: Content] }
    struct Content: Decodable, Sendable { let schema: Schema? }
}

private final class Schema: Decodable, Sendable {
    let reference: String?
    let properties: [String: Schema]?
    let items: Schema?

    private enum CodingKeys: String, CodingKey {
        case reference = "$ref"
        case properties, items
    }
}
