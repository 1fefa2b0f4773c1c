import Testing

@testable import Reports

@Suite struct VegaLiteTests {
    private func member(_ value: JSONValue?, _ path: String...) -> JSONValue? {
        path.reduce(value) { value, name in
            if case .object(let members) = value { members[name] } else { nil }
        }
    }

    @Test func panelsAreFacetsWithTheirOwnScales() throws {
        let specification = VegaLite.specification(ChartFixture.panels("a"))
        #expect(member(specification, "$schema") == "https://vega.github.io/schema/vega-lite/v5.json")
        #expect(member(specification, "resolve", "scale", "y") == "independent")
        guard case .array(let rows) = member(specification, "data", "values") else { Issue.record("no rows"); return }
        #expect(rows.count == 6)
        #expect(rows[1] == ["panel": "百模大战", "line": "", "period": "2024-02", "value": .null, "burst": false])
        #expect(member(rows[2], "burst") == true && member(rows[2], "value") == 0.3)
    }

    @Test func dotsHaveTheirIntervals() {
        let specification = VegaLite.specification(ChartFixture.dots("a"))
        guard case .array(let rows) = member(specification, "data", "values") else { Issue.record("no rows"); return }
        #expect(
            rows[1] == ["name": "机器人", "value": 0.1, "lower": 0.0, "upper": 0.2, "before": .null, "significant": false])
    }

    @Test func barsHaveTheirEarlierCounts() {
        let specification = VegaLite.specification(ChartFixture.bars("a"))
        guard case .array(let rows) = member(specification, "data", "values") else { Issue.record("no rows"); return }
        #expect(rows[0] == ["name": "GPT-4o", "articles": 12, "before": 3])
    }

    @Test func linesOfTheSameRankHaveColors() {
        func color(_ names: [String]) -> JSONValue? {
            let specification = VegaLite.specification(ChartFixture.lines(names.map { ($0, [0.1, 0.2]) }))
            guard case .array(let layers) = member(specification, "layer") else { return nil }
            return member(layers[0], "encoding", "color", "field")
        }
        #expect(color(["甲", "乙", "丙"]) == "line" && color(["甲", "乙"]) == nil)
    }
}
