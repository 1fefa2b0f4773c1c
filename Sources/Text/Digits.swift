/// Whether a scalar is one of 0 to 9.
@inlinable
package func isDigit(_ scalar: UInt32) -> Bool { scalar &- 0x30 < 10 }

/// Whether a byte is one of 0 to 9.
@inlinable
package func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

/// A number in hexadecimal digits, zeros before it up to a width.
package func hexadecimal(_ number: some BinaryInteger, digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}
