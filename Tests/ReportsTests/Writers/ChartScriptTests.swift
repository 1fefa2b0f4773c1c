import Text
import Testing
import Timeline

@testable import Reports

@Suite struct ChartScriptTests {
    static func panels(
        _ name: String, panel: String = "百模大战", isLastPartial: Bool = false, isFirstPartial: Bool = false
    ) -> Chart {
        let periods = Period.span(Period(month: "2024-01")!, Period(month: "2024-03")!)
        return Chart(
            name: name, title: "占比", note: "说明",
            form: .panels(
                .init(
                    periods: periods, reported: 2...2, isLastPartial: isLastPartial,
                    isFirstPartial: isFirstPartial,
                    panels: [
                        .init(
                            name: panel, lines: [.init(name: "", values: [0.1, nil, 0.3])],
                            bursts: [.init(first: 2, last: 2)]),
                        .init(name: "智能体", lines: [.init(name: "", values: [0.2, 0.2, 0])], bursts: []),
                    ])), isShare: true)
    }

    static func dots(_ name: String, first: String = "云计算") -> Chart {
        Chart(
            name: name, title: "行业上升", note: "",
            form: .dots([
                .init(
                    name: first, value: 0.3, interval: Interval(lower: 0.2, upper: 0.4), before: 0.1,
                    isSignificant: true),
                .init(
                    name: "机器人", value: 0.1, interval: Interval(lower: 0, upper: 0.2), before: nil, isSignificant: false
                ),
            ]), isShare: true)
    }

    @Test func theScriptHoldsFiguresGapsAndBursts() {
        let script = ChartScript(chart: Self.panels("a"), size: .wide).svg
        #expect(script.contains("0\t10.0\n1\tNaN\n2\t30.0\nEOD") && script.contains("百模大战"))
        #expect(
            script.components(separatedBy: "\nset object").count == 2
                && script.contains("from 1.5, graph 0 to 2.5, graph 1"))
        // The last value is at the line's end, and the axis ends at the maximum.
        #expect(script.contains("set label '30%'") && script.contains("'30%%' 30.0"))
    }

    @Test func aPartialLastPeriodIsNotJoined() {
        let whole = ChartScript(chart: Self.panels("a"), size: .wide).svg
        let partial = ChartScript(chart: Self.panels("a", isLastPartial: true), size: .wide).svg
        #expect(whole.contains("every ::0::2 using 1:2 with linespoints") && !whole.contains("pt 6"))
        #expect(
            partial.contains("every ::0::1 using 1:2 with linespoints")
                && partial.contains("every ::2::2 using 1:2 with points pt 6"))
    }

    @Test func aPartialFirstPeriodIsNotJoined() {
        let first = ChartScript(chart: Self.panels("a", isFirstPartial: true), size: .wide).svg
        #expect(
            first.contains("every ::1::2 using 1:2 with linespoints")
                && first.contains("every ::0::0 using 1:2 with points pt 6"))
        let both = ChartScript(chart: Self.panels("a", isLastPartial: true, isFirstPartial: true), size: .wide).svg
        #expect(
            both.contains("every ::1::1 using 1:2 with linespoints")
                && both.contains("every ::0::0 using 1:2 with points pt 6"))
        #expect(both.contains("every ::2::2 using 1:2 with points pt 6"))
    }

    @Test func significantChangesHaveFilledDots() {
        let script = ChartScript(chart: Self.dots("a"), size: .narrow).svg
        #expect(script.contains("30.0\t20.0\t40.0\t10.0\t1\t1\n10.0\t0.0\t20.0\tNaN\t2\t0\nEOD"))
        #expect(script.contains("set label '+20.0'"))
    }

    @Test func textCannotLeaveItsQuotationMarks() {
        let hostile = "x'; system 'touch /tmp/y'\nEOD\n`id`"
        for chart in [Self.panels("a", panel: hostile), Self.dots("b", first: hostile)] {
            let script = ChartScript(chart: chart, size: .wide).svg
            #expect(!script.contains("; system '") && !script.contains("`"))
        }
    }

    @Test func longTitlesAreBrokenIntoLinesThatFit() {
        var chart = Self.dots("a")
        chart.title = String(repeating: "很长的标题", count: 20)
        let narrow = ChartScript(chart: chart, size: .narrow)
        let labels = narrow.svg.split(separator: "\n").filter { $0.contains("标题") }
        #expect(labels.count >= 4 && labels.allSatisfy { displayWidth($0.split(separator: "'")[1].description) <= 48 })
        #expect(narrow.height > ChartScript(chart: Self.dots("a"), size: .narrow).height)
    }
}
