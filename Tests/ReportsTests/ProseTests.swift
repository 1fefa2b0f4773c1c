import Testing

@testable import Reports

@Suite struct ProseTests {
    @Test func figuresKnowTheirArticles() {
        let names: [Prose] = ["\("甲")（\(Count(number: 3, group: "a"))）", "乙"]
        let prose: Prose = "有\(names.joined(separator: "、"))，共 \(4) 篇"
        #expect(prose.text == "有甲（3）、乙，共 4 篇")
        #expect(prose.runs.filter { $0.articles != nil } == [.init(text: "3", articles: "a")])
    }
}
