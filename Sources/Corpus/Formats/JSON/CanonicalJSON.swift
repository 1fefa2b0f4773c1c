import Foundation

/// JSON with its members sorted by name, so that the same value is always the same bytes.
package enum CanonicalJSON {
    package static func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    /// - Throws: `EncodingError`, for numbers that are not finite above all.
    package static func data(_ value: some Encodable) throws -> Data {
        try encoder().encode(value)
    }

    package static func string(_ value: some Encodable) throws -> String {
        String(decoding: try data(value), as: UTF8.self)
    }
}
