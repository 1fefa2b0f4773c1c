import Foundation
import Testing

@testable import Corpus

@Suite struct InferredTagsJSONTests {
    private let texts = [
        "芯片", "", "a\"b\\c/d", "line\nend\r\t\u{1}\u{7F}", "\u{2028}\u{2029}é👍🏽", "<&>'", "１２％",
    ]

    @Test func bytesAreThoseOfTheEncoder() throws {
        let probabilities: [Double?] = [nil, 0, 1, 0.5, 0.0001, 0.9999, 0.1234, 0.3, 1.0 / 3, 1e-9, 2, -0.5, -0.0]
        var tags: [InferredTags.Tag] = []
        for (index, label) in texts.enumerated() {
            for (place, probability) in probabilities.enumerated() {
                tags.append(
                    .init(
                        label: label, probability: probability, reason: place % 3 == 0 ? nil : texts[(index + 1) % 7],
                        new: [nil, true, false][place % 3], line: place % 2 == 0 ? nil : texts[(index + 2) % 7]))
            }
        }
        for tag in tags { #expect(try tag.json == Array(CanonicalJSON.data(tag))) }
        #expect(try tags.json == Array(CanonicalJSON.data(tags)))
        #expect(try texts.json == Array(CanonicalJSON.data(texts)))
        #expect(try texts[2].json == Array(CanonicalJSON.data(texts[2])))
        let fields: [RecordField: [InferredTags.Tag]] = [
            .technologies: Array(tags.prefix(7)), .events: [], .keywords: [tags[1]], .industries: tags,
        ]
        #expect(try fields.json == Array(CanonicalJSON.data(fields)))
        #expect([RecordField: [InferredTags.Tag]]().json == Array("{}".utf8))
    }

    /// JSON has no number for it.
    @Test func whatIsNoNumberIsNull() {
        #expect([InferredTags.Tag(label: "a", probability: .nan)].json == Array("null".utf8))
    }
}
