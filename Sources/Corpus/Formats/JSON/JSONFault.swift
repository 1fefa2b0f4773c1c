/// What is wrong with a text that should be a JSON object, and where.
package struct JSONFault: CustomStringConvertible {
    package let reason: String
    /// From 1.
    package let byte: Int

    package var description: String { "\(reason) at byte \(byte)" }

    /// - Returns: nil where it is one.
    package init?(in bytes: [UInt8]) {
        let found = bytes.withUnsafeBufferPointer { bytes -> JSONObject.SyntaxError? in
            do throws(JSONObject.SyntaxError) { _ = try JSONObject(parsing: bytes) } catch { return error }
            return nil
        }
        guard let found else { return nil }
        (reason, byte) = (found.reason, found.column)
    }
}
