import Testing

@testable import Models

@Suite struct LabelNamesTests {
    private let names = LabelNames(["AI", "人工智能", "芯片半导体", "自动驾驶", "能源电力"])

    @Test func caseAndWidthDoNotMatter() {
        #expect(names.label(named: " ａi ") == "AI")
        #expect(names.label(named: "ai芯片") == nil)
    }

    @Test func closeNamesAreSuggested() {
        #expect(names.similar(to: "半导体") == ["芯片半导体"])
        #expect(names.similar(to: "人工只能") == ["人工智能"])
        #expect(names.similar(to: "自动驾驶汽车") == ["自动驾驶"])
        #expect(names.similar(to: "教育") == [])
        #expect(names.similar(to: "a") == [] && names.similar(to: String(repeating: "长", count: 100_000)) == [])
    }

    @Test func distanceIsTheLevenshteinDistance() {
        #expect(LabelNames.distance(Array("kitten"), Array("sitting")) == 3)
        #expect(LabelNames.distance([], Array("甲乙")) == 2 && LabelNames.distance(Array("甲"), []) == 1)
    }
}
