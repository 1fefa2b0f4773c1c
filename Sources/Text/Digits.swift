/// Whether a scalar is an ASCII digit, 0 to 9.
@inlinable
package func isDigit(_ scalar: UInt32) -> Bool { scalar &- 0x30 < 10 }

/// Whether a byte is an ASCII digit, 0 to 9.
@inlinable
package func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

/// A number in hexadecimal, padded with leading zeros to a number of digits.
package func hexadecimal(_ number: some BinaryInteger, digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}
