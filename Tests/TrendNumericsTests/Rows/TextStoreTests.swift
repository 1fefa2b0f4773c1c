import Foundation
import Testing

@testable import TrendNumerics

@Suite struct TextStoreTests {
    @Test func textsComeBackInTheirOrder() throws {
        let texts = (0..<200).map { number in
            (0..<number % 7).map { [0x20, 0x4E2D, 0x10FFFF, UInt32(number)][($0 + number) % 4] }
        }
        let store = try TextStore(beside: NSTemporaryDirectory() + "texts-test", blockSize: 64)
        for text in texts { try store.append(text) }
        #expect(store.texts == 200 && store.scalars == texts.reduce(0) { $0 + $1.count })
        // As often as they are asked for.
        for _ in 0..<2 {
            var (read, blocks): ([[UInt32]], Int) = ([], 0)
            try store.forEachBlock {
                read += $0
                blocks += 1
            }
            #expect(read == texts && blocks > 10)
        }
    }

    @Test func aStoreWithoutTextsHasNone() throws {
        let store = try TextStore(beside: NSTemporaryDirectory() + "texts-test")
        var blocks = 0
        try store.forEachBlock { _ in blocks += 1 }
        #expect(blocks == 0 && store.texts == 0)
    }
}
