import Features
import TrendNumerics
import Testing

@testable import Models

@Suite struct SelfTrainingTests {
    @Test func takesTheSurerHalfOfEachLabel() {
        let scores: [Float] = [
            2, 1,  // 1 ahead
            5, 1,  // 4 ahead
            3, 1,  // 2 ahead
            0, 9,
        ]
        let sure = SelfTraining.sure(scores, labels: 2, isSingleLabel: true)
        #expect(sure.map(\.text) == [1, 2, 3])
        #expect(sure.map(\.labels) == [[0], [0], [1]])
    }

    @Test func ofEquallySureTextsTheFirstIsTaken() {
        let sure = SelfTraining.sure([1, 0, 1, 0, 1, 0], labels: 2, isSingleLabel: true)
        #expect(sure.map(\.text) == [0, 1])
    }

    @Test func withSeveralLabelsTheLeastSureOneDecides() {
        let scores: [Float] = [
            3, 2, -4,  // labels 0 and 1, sure by 2
            5, -1, -3,  // label 0, sure by 1
            -1, -2, -3,  // none
            -5, -5, 1,
        ]
        let sure = SelfTraining.sure(scores, labels: 3, isSingleLabel: false)
        #expect(sure.map(\.text) == [0, 3])
        #expect(sure.map(\.labels) == [[0, 1], [2]])
    }

    @Test func sureTextsWeighAsTheLabelsOfArticlesDo() {
        // Label 1 has as many sure texts as label 0, but a third of the articles.
        var sure = (0..<40).map { SelfTraining.SureText(text: $0, labels: [$0 % 2]) }
        SelfTraining.balance(&sure, labeled: (0..<58).map { [$0 % 3 == 2 ? 1 : 0] }, labels: 2)
        // 58 articles and one more of each label: 40 and 20 of 60.
        #expect(abs(sure[0].weight - SelfTraining.weight * 4 / 3) < 1e-5)
        #expect(abs(sure[1].weight - SelfTraining.weight * 2 / 3) < 1e-5)
        // At most three times as much, or as little.
        var many = (0..<100).map { SelfTraining.SureText(text: $0, labels: [$0 == 0 ? 1 : 0]) }
        SelfTraining.balance(&many, labeled: [[1], [1], [1]], labels: 2)
        #expect(abs(many[0].weight - SelfTraining.weight * 3) < 1e-5)
        #expect(abs(many[1].weight - SelfTraining.weight / 3) < 1e-5)
    }

    @Test func asksForTextsSpreadOverAllAndForFewerLongOnes() throws {
        var generator = SeededGenerator(seed: 1)
        func texts(_ count: Int, length: Int) -> [[UInt32]] {
            (0..<count).map { _ in (0..<length).map { _ in UInt32.random(in: 0x4E00..<0x4E80, using: &generator) } }
        }
        let short = texts(30_000, length: 8)
        let vectors = try #require(try SemanticVectors.learn(from: Array(short.prefix(2000)), rank: 8))
        func sample(_ texts: [[UInt32]], labels: Int) -> [[UInt32]] {
            SelfTraining.sample(
                texts, like: Array(texts.prefix(200)), vectors: vectors, labels: labels, threads: 2)
        }
        let sampled = sample(short, labels: 10)
        #expect((6000...12_000).contains(sampled.count))
        #expect(sampled.contains { text in short.suffix(3000).contains(text) })
        let many = sample(short, labels: 200)
        #expect((1000...4200).contains(many.count))
        let long = texts(600, length: 5000)
        #expect(sample(long, labels: 40).count <= 300)
        #expect(sample([], labels: 2).isEmpty)
    }
}
