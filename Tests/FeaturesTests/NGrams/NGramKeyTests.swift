import Testing

@testable import Features

@Suite struct NGramKeyTests {
    @Test(arguments: [0, 1, 1 << 31, UInt32.max - 1], [0, 0x61, 0x4E00, 0x10FFFF] as [UInt32])
    func givesBackItsParts(prefix: UInt32, scalar: UInt32) {
        let key = NGramKey(prefix: prefix, scalar: scalar)
        #expect(key.prefix == prefix && key.scalar == scalar)
        #expect(key != .vacant)
    }
}
