import Corpus

/// A JSON value that has no Swift type of its own.
enum JSONValue: Equatable, Sendable, Encodable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let values): try container.encode(values)
        case .object(let values): try container.encode(values)
        }
    }
}

extension JSONValue: WrittenAsJSON {
    package func append(to output: inout [UInt8]) -> Bool {
        switch self {
        case .null: output.append(contentsOf: "null".utf8)
        case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): output.append(contentsOf: String(value).utf8)
        case .number(let value): return value.append(to: &output)
        case .string(let value): return value.append(to: &output)
        case .array(let values): return values.append(to: &output)
        case .object(let values):
            output.append(UInt8(ascii: "{"))
            // By bytes, as the encoder sorts them: `String` takes composed and decomposed letters for the same.
            let names = values.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            for (index, name) in names.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                guard name.append(to: &output) else { return false }
                output.append(UInt8(ascii: ":"))
                guard values[name]!.append(to: &output) else { return false }
            }
            output.append(UInt8(ascii: "}"))
        }
        return true
    }
}

extension Double {
    /// Appends a number as `ReportJSON` encodes it: whole ones without a point.
    ///
    /// - Returns: false for one that is not finite.
    func append(to output: inout [UInt8]) -> Bool {
        guard isFinite else { return false }
        let digits = description
        output.append(contentsOf: digits.hasSuffix(".0") ? digits.dropLast(2).utf8 : digits[...].utf8)
        return true
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .integer(value) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
    init(floatLiteral value: Double) { self = .number(value) }
    init(arrayLiteral values: JSONValue...) { self = .array(values) }
    init(dictionaryLiteral members: (String, JSONValue)...) {
        self = .object(Dictionary(uniqueKeysWithValues: members))
    }
}
