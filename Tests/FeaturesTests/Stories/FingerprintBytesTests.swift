import Testing
import Text

@testable import Features

@Suite struct FingerprintBytesTests {
    private func bytes(_ text: Fingerprint) -> [UInt8] {
        var bytes: [UInt8] = []
        text.append(to: &bytes)
        return bytes
    }

    private func read(_ bytes: [UInt8]) -> Fingerprint? { bytes.withUnsafeBytes { Fingerprint(bytes: $0) } }

    @Test(arguments: [0, 1, 2, 30, 255, 400, 3000])
    func comesBackAsItWas(length: Int) {
        var random = Letters(seed: UInt64(length))
        for title in ["", "央行今日发布报告第3期"] {
            let print = Fingerprint(ArticleText(title: title, body: random.text(length) + "，增长12.5%，共340亿元"))
            #expect(read(bytes(print)) == print)
        }
        let bare = Fingerprint(ArticleText(title: "", body: random.text(length)))
        #expect(read(bytes(bare)) == bare)
    }

    @Test func bytesThatNoFingerprintWroteAreRefused() {
        var random = Letters(seed: 3)
        let good = bytes(Fingerprint(ArticleText(title: random.text(12), body: random.text(300) + "12.5%，340亿")))
        #expect(read(good) != nil && read([]) == nil)
        for count in stride(from: 0, to: good.count, by: 7) { #expect(read(Array(good[..<count])) == nil) }
        #expect(read(good + [0]) == nil)
        // The version, and each of the counts.
        for place in 0..<8 {
            var damaged = good
            damaged[place] &+= 1
            #expect(read(damaged) == nil)
        }
        // Hashes out of order.
        var damaged = good
        for place in 0..<4 { damaged.swapAt(40 + place, 44 + place) }
        #expect(read(damaged) == nil)
    }
}
