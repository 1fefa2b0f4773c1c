import Foundation
import Testing

@testable import Corpus

@Suite struct WrittenProbabilityTests {
    private func written(_ probability: Double) -> String {
        var bytes: [UInt8] = []
        WrittenProbability.append(probability, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func isRoundedToFourDigitsAndHasNoZerosAtItsEnd() {
        #expect(
            [0.971, 0.97104, 0.97096, 1, 0, 0.5, 0.00004, 0.00005, 0.99996].map(written) == [
                "0.971", "0.971", "0.971", "1", "0", "0.5", "0", "0.0001", "1",
            ])
        #expect(WrittenProbability.rounded(0.12345) == 0.1235 && WrittenProbability.rounded(.nan) == nil)
    }

    @Test func isWhatACoderWrites() throws {
        let all = (0...10_000).map { Double($0) / 10_000 }
        let coded = try JSONEncoder().encode(all.map { WrittenProbability.rounded($0) })
        #expect(String(decoding: coded, as: UTF8.self) == "[" + all.map(written).joined(separator: ",") + "]")
    }
}
