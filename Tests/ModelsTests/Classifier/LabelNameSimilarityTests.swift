import Testing

@testable import Models

@Suite struct LabelNameSimilarityTests {
    private let labels = ["芯片半导体", "半导体", "智能制造", "智能汽车", "人工智能", "AI", "ai 芯片", "!?"]

    private func similarity(_ first: String, _ second: String) -> Double {
        LabelNameSimilarity(labels).similarity(labels.firstIndex(of: first)!, labels.firstIndex(of: second)!)
    }

    @Test func containedNamesAreSimilar() {
        #expect(abs(similarity("半导体", "芯片半导体") - 1) < 1e-12)
        #expect(abs(similarity("AI", "ai 芯片") - 1) < 1e-12)
        #expect(similarity("AI", "人工智能") == 0)
    }

    @Test func commonUnitsWeighLittle() {
        let common = similarity("智能制造", "智能汽车")
        #expect(common > 0 && common < 0.25)
        #expect(similarity("ai 芯片", "芯片半导体") > common)
        #expect(similarity("芯片半导体", "ai 芯片") == similarity("ai 芯片", "芯片半导体"))
    }

    @Test func namesWithoutLettersAreSimilarToNone() {
        #expect(similarity("!?", "AI") == 0)
    }
}
