import Testing

@testable import Reports

@Suite struct RowChartTests {
    @Test func significantChangesHaveFilledDots() {
        let picture = ChartFixture.picture(ChartFixture.dots("a"))
        #expect(picture.dots(.filled).count == 1 && picture.dots(.hollow).count == 1)
        let texts = picture.texts.map(\.text)
        #expect(texts.contains("+20.0") && texts.contains("–") && texts.contains("变化"))
        #expect(picture.titles.first == ["云计算：30.0%（95% 置信区间 20.0–40.0%）；此前 10.0%"])
        #expect(picture.links == ["industries-1-now"])
    }

    @Test func barsHaveTheLengthOfTheirCounts() throws {
        let picture = ChartFixture.picture(ChartFixture.bars("a"))
        let bars = picture.all.compactMap { if case .box(let box, .subject) = $0 { box } else { nil } }
        #expect(bars.count == 2 && abs(bars[0].width - 3 * bars[1].width) < 0.01)
        // The earlier counts are ticks at their places.
        let ticks = picture.lines(.ink).map { $0[0].x }
        #expect(ticks.count == 2 && abs(ticks[0] - bars[0].left - bars[0].width / 4) < 0.01)
        #expect(ticks[1] == bars[1].left)
        #expect(picture.titles.first == ["GPT-4o：12 篇；此前 3 篇"] && picture.links == ["technologies-1-now"])
    }

    @Test func withoutEarlierArticlesThereAreNoTicks() {
        let picture = ChartFixture.picture(ChartFixture.bars("a", before: nil))
        #expect(picture.lines(.ink).isEmpty && picture.titles.first == ["GPT-4o：12 篇"])
    }

    @Test(arguments: ChartSize.allCases, Language.allCases)
    func textsAreApartAndWithinThePicture(_ size: ChartSize, _ language: Language) {
        let long = String(repeating: "很长的名称 and Latin", count: 9)
        for chart in [
            ChartFixture.dots("a"), ChartFixture.dots("a", first: long), ChartFixture.bars("a"),
            ChartFixture.bars("a", first: long),
        ] {
            let picture = ChartPicture(chart, size: size, hasHeader: true, words: language.phrasebook)
            expectTidy(picture, "\(size), \(language), \(chart.title)")
        }
    }
}
