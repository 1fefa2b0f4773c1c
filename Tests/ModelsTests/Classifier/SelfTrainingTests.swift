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
}
