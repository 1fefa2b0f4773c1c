import Foundation

/// Whether bytes are valid UTF-8.
package func isValidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    (try? UTF8Span(validating: Span(_unsafeElements: bytes))) != nil
}

extension String {
    /// Copies bytes that are known to be UTF-8, without checking them again.
    package init(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        self = String(copying: unsafe UTF8Span(unchecked: Span(_unsafeElements: bytes)))
    }

    /// Copies bytes that are known to be UTF-8, without checking them again.
    package init(utf8 bytes: ArraySlice<UInt8>) { self = bytes.withUnsafeBufferPointer { String(utf8: $0) } }
}

extension ArraySlice<UInt8> {
    /// Same as `firstIndex(of:)`, at the speed of memory.
    package func firstIndex(ofByte byte: UInt8) -> Int? {
        withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress, let found = memchr(base, Int32(byte), bytes.count) else { return nil }
            return startIndex + (UnsafeRawPointer(found) - UnsafeRawPointer(base))
        }
    }
}
