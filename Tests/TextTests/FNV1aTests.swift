import Testing

@testable import Text

@Suite struct FNV1aTests {
    /// Values of RFC 9923, appendix C.
    @Test(arguments: [("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C), ("foobar", 0x8594_4171_F739_67E8)])
    func isThatOfTheSpecification(text: String, expected: UInt64) {
        var hash = FNV1a()
        hash.add(text.utf8)
        #expect(hash.value == expected)
    }

    @Test func scalarsAreTheirBytesOrWhole() {
        var bytes = FNV1a()
        bytes.add([0x34, 0x12, 0, 0])
        var scalar = FNV1a()
        scalar.add(bytesOf: 0x1234)
        #expect(scalar.value == bytes.value)
        var whole = FNV1a(from: 7)
        whole.add(whole: 0x1234)
        #expect(whole.value == (7 ^ 0x1234) &* 0x100_0000_01B3)
    }

    @Test func digitsAreThoseOfASCII() {
        #expect((0..<0x200).filter { isDigit(UInt32($0)) } == Array(0x30...0x39))
        #expect((0...255).filter { isDigit(UInt8($0)) } == Array(0x30...0x39))
        #expect(hexadecimal(0xAB, digits: 4) == "00ab" && hexadecimal(0x12345, digits: 4) == "12345")
    }
}
