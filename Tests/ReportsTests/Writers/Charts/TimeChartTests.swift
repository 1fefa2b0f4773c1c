import Testing
import Timeline

@testable import Reports

@Suite struct TimeChartTests {
    @Test(arguments: ChartSize.allCases)
    func everyPanelHasMonthsAndYears(_ size: ChartSize) {
        let texts = ChartFixture.picture(ChartFixture.panels("a"), size).texts.map(\.text)
        #expect(texts.count { $0 == "1月" } == 2 && texts.count { $0 == "3月" } == 2)
        #expect(texts.count { $0 == "2024" } == 2)
        #expect(texts.contains("百模大战") && texts.contains("30%"))
    }

    @Test func valuesShowUnderThePointerAndLeadToArticles() {
        let picture = ChartFixture.picture(ChartFixture.panels("a"))
        #expect(picture.titles.contains(["百模大战，2024年3月：30.0%"]))
        // A gap has no value.
        #expect(picture.titles.count == 5 && picture.links == ["terms-1-now"])
    }

    @Test func aGapEndsALine() {
        let whole = ChartFixture.picture(ChartFixture.lines([("甲", [0.1, 0.2, nil, 0.3, 0.4])]))
        #expect(whole.lines(.subject).map(\.count) == [2, 2])
    }

    @Test func partialMonthsAreHollowAndNotJoined() {
        func second(_ isFirst: Bool, _ isLast: Bool) -> ([Int], Int) {
            let picture = ChartFixture.picture(
                ChartFixture.panels("a", isLastPartial: isLast, isFirstPartial: isFirst))
            return (picture.lines(.subject).map(\.count), picture.dots(.hollow).count)
        }
        // The first panel has a gap in the middle; the second one has three points.
        #expect(second(false, false) == ([1, 1, 3], 0))
        #expect(second(false, true) == ([1, 2], 2))
        #expect(second(true, false) == ([1, 2], 2))
        #expect(second(true, true) == ([1], 4))
    }

    @Test func aBurstIsABandBehindItsMonths() throws {
        let picture = ChartFixture.picture(ChartFixture.panels("a"))
        let bands = picture.all.compactMap { if case .box(let box, .burst) = $0 { box } else { nil } }
        let band = try #require(bands.first)
        let last = try #require(picture.lines(.subject).map { $0[0] }.max { $0.x < $1.x })
        #expect(bands.count == 1 && band.left < band.right && band.right < last.x)
        #expect(picture.dots(.filled).contains { (band.left...band.right).contains($0.x) })
    }

    @Test func burstsOfSeveralLinesAreBarsInTheirColors() throws {
        var chart = ChartFixture.lines([
            ("甲", [0.1, 0.2, 0.2, 0.1]), ("乙", [0.3, 0.1, 0.1, 0.1]), ("丙", [0, 0, 0, 0.1]),
        ])
        guard case .panels(var form) = chart.form else { return }
        form.panels[0].lines[0].bursts = [.init(first: 1, last: 2)]
        form.panels[0].lines[2].bursts = [.init(first: 3, last: 3), .init(first: 0, last: 0)]
        chart.form = .panels(form)
        let picture = ChartFixture.picture(chart)
        func bars(_ line: Int) -> [Box] {
            picture.all.compactMap { mark in
                guard case .box(let box, let color) = mark, color == ChartColor.line(line, of: 3), box.height < 5 else {
                    return nil
                }
                return box
            }
        }
        let (first, third) = (bars(0), bars(2))
        #expect(first.count == 1 && bars(1).isEmpty && third.count == 2)
        // Over its periods, and in a row of its own.
        #expect(first[0].left >= third[1].right && first[0].right <= third[0].left)
        #expect(third.allSatisfy { $0.top >= first[0].bottom })
        #expect(picture.all.allSatisfy { if case .box(_, .burst) = $0 { false } else { true } })
    }

    /// Six lines that end at the same value.
    @Test(arguments: ChartSize.allCases)
    func severalLinesHaveNamesApartAndDashesOfTheirOwn(_ size: ChartSize) {
        let names = ["百模大战", "Scaling Law", "智能体", "AIGC", "具身智能", String(repeating: "很长的词", count: 20)]
        let picture = ChartFixture.picture(
            ChartFixture.lines(names.map { ($0, [Double?](repeating: 0.1, count: 18)) }), size)
        let labels = picture.texts.filter { label in names.contains { label.text.hasPrefix($0.prefix(3)) } }
        #expect(labels.count == 6)
        for (index, one) in labels.enumerated() {
            for other in labels.dropFirst(index + 1) {
                #expect(abs(one.box.top - other.box.top) >= 14, "\(one.text), \(other.text)")
            }
        }
        let styles = picture.all.compactMap { mark -> String? in
            guard case .line(let points, let color, let width, let dashes) = mark, points.count == 18 else {
                return nil
            }
            return "\(color) \(width > 0) \(dashes)"
        }
        #expect(Set(styles).count == 6)
        #expect(picture.titles.contains { $0.first == "2024年1月" && $0.count == 7 })
    }

    /// No text leaves the picture, and none lies on another.
    @Test(arguments: ChartSize.allCases, Language.allCases)
    func textsAreApartAndWithinThePicture(_ size: ChartSize, _ language: Language) {
        let periods = ChartFixture.periods("2023-01", "2024-06")
        for count in [1, 2, 5, 12] {
            let panels = (0..<count).map { index in
                Chart.Panel(
                    name: index % 2 == 0 ? String(repeating: "很长的名称 and Latin", count: 4) : "云计算",
                    lines: [.init(name: "", values: periods.indices.map { Double($0 * (index + 1)) / 300 })],
                    bursts: [])
            }
            let form = Chart.TimePanels(
                periods: periods, reported: 17...17, isLastPartial: false, panels: panels)
            let chart = Chart(name: "a", title: "标题", note: "说明", form: .panels(form), isShare: true)
            let picture = ChartPicture(chart, size: size, hasHeader: true, words: language.phrasebook)
            expectTidy(picture, "\(size), \(language), \(count)")
        }
    }

    @Test func noPanelsAreAnEmptyPicture() {
        let form = Chart.TimePanels(periods: [], reported: 0...0, isLastPartial: false, panels: [])
        let chart = Chart(name: "a", title: "", note: "", form: .panels(form), isShare: true)
        #expect(ChartFixture.picture(chart).marks.isEmpty)
    }
}

/// Expects that no text leaves a picture or lies on another.
func expectTidy(_ picture: ChartPicture, _ name: String) {
    let texts = picture.texts
    for (index, one) in texts.enumerated() {
        let box = one.box
        #expect(
            box.left >= 0 && box.right <= picture.width && box.top >= 0 && box.bottom <= picture.height,
            "\(name): \(one.text) at \(box) of \(picture.width) × \(picture.height)")
        for other in texts.dropFirst(index + 1) {
            let isApart =
                box.right <= other.box.left || other.box.right <= box.left || box.bottom <= other.box.top
                || other.box.bottom <= box.top
            #expect(isApart, "\(name): \(one.text) \(box) on \(other.text) \(other.box)")
        }
    }
}
