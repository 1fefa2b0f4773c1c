import Testing

@testable import Text

@Suite struct UTF8BytesTests {
    @Test(
        arguments: [
            [], [0x61], [0xC3, 0xA9], [0xE4, 0xB8, 0xAD], [0xF0, 0x9F, 0x98, 0x80], [0xED, 0x9F, 0xBF],
            [0xF4, 0x8F, 0xBF, 0xBF], [0x00],
        ] as [[UInt8]])
    func textIsTaken(bytes: [UInt8]) {
        #expect(bytes.withUnsafeBufferPointer(isValidUTF8))
        #expect(String(utf8: bytes[...]) == String(decoding: bytes, as: UTF8.self))
    }

    @Test(
        arguments: [
            [0x80], [0xC3], [0xC0, 0xAF], [0xE4, 0xB8], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xFF], [0xE4, 0xB8, 0x22],
        ] as [[UInt8]])
    func otherBytesAreRefused(bytes: [UInt8]) {
        for (before, after) in [(0, 0), (9, 0), (0, 9)] {
            let text = [UInt8](repeating: 0x61, count: before) + bytes + [UInt8](repeating: 0x61, count: after)
            #expect(!text.withUnsafeBufferPointer(isValidUTF8))
        }
    }

    @Test func bytesAreFoundInTheirSlice() {
        let bytes: [UInt8] = [10, 1, 2, 10, 3]
        #expect(bytes[1...].firstIndex(ofByte: 10) == 3)
        #expect(bytes[4...].firstIndex(ofByte: 10) == nil && bytes[5...].firstIndex(ofByte: 10) == nil)
    }
}
