import Testing
import Timeline

@testable import Reports

@Suite struct PhrasebookTests {
    private let chinese = Chinese()
    private let english = English()
    private let june = Fixture.months("2024-06")

    @Test func monthsAndSpans() {
        let names = [june, Fixture.months("2024-01", "2024-06"), Fixture.months("2023-11", "2024-02")]
        #expect(names.map(chinese.name) == ["2024年6月", "2024年1月至6月", "2023年11月至2024年2月"])
        #expect(names.map(english.name) == ["June 2024", "January to June 2024", "November 2023 to February 2024"])
    }

    @Test(arguments: [
        (18, 18, nil, "2024年6月共有 18 篇文章。", "18 articles in June 2024."),
        (1, 1, 1, "2024年6月共有 1 篇文章，与上月持平。", "1 article in June 2024, as many as in the previous month."),
        (
            18, 15, 68, "2024年6月共有 18 篇文章，较上月减少 50 篇；剔除转载后 15 篇。",
            "18 articles in June 2024, 50 fewer than in the previous month; 15 after removing reposts."
        ),
        (
            20, 20, 8, "2024年6月共有 20 篇文章，较上月增加 12 篇。",
            "20 articles in June 2024, 12 more than in the previous month."
        ),
    ])
    func amounts(_ articles: Int, _ stories: Int, _ before: Int?, _ chinese: String, _ english: String) {
        let count = Count(number: articles, group: "all-now")
        let texts = [Language.chinese, .english].map {
            $0.phrasebook.amount(count, stories: stories, months: june, comparison: before)
        }
        #expect(texts.map(\.text) == [chinese, english])
        #expect(texts.allSatisfy { $0.runs.contains { $0.articles == "all-now" && $0.text == "\(articles)" } })
    }

    @Test func risesAloneAndFallsAlone() {
        let changes = Largest(3, of: [NamedChange(name: "金融", difference: 0.1), .init(name: "汽车", difference: 0.05)])
        let none = Largest<NamedChange>(3, of: [])
        #expect(
            chinese.changes(.topics, rose: changes, fell: none, months: 1).text
                == "与上月相比，占比显著上升的主题有金融（+10.0 个百分点）、汽车（+5.0 个百分点）。")
        #expect(
            chinese.changes(
                .industries, rose: none, fell: Largest(3, of: [.init(name: "金融", difference: -0.1)]), months: 6
            ).text
                == "与前 6 个月相比，占比显著下降的行业有金融（-10.0 个百分点）。")
        #expect(
            english.changes(
                .industries, rose: changes, fell: Largest(3, of: [.init(name: "x", difference: -0.1)]), months: 1
            ).text
                == "Compared with the previous month, industry share rose significantly for 金融 (+10.0 points) and 汽车 (+5.0 points) and fell significantly for x (-10.0 points)."
        )
    }

    @Test func moreThanAreNamedAreCounted() {
        let names = Largest(2, of: ["甲", "乙", "丙", "丁"])
        let none = Largest<String>(2, of: [])
        #expect(chinese.changeChart(.industries, rose: names, fell: none) == "甲、乙等 4 个占比上升")
        #expect(english.changeChart(.industries, rose: none, fell: names) == "Share down: 甲, 乙 and 2 more")
        let phrases = Largest(1, of: ["甲", "乙"]).map { (name: $0, day: "2024-06-01") }
        #expect(chinese.newPhrases(phrases) == "此前从未出现的短语有“甲”（首见于 2024-06-01）等 2 个。")
        #expect(english.newPhrases(phrases) == "Never seen before: “甲” (first on 2024-06-01) and 1 more.")
    }

    @Test func aBurstIsOverOrNot() {
        let year = Fixture.months("2024-01", "2024-12")
        func burst(isOpen: Bool) -> [NamedBurst] {
            [.init(name: "甲", periods: Fixture.months("2024-02", "2024-03"), isOpen: isOpen, strength: 17)]
        }
        #expect(
            chinese.bursts(burst(isOpen: false), in: year, isLastJudged: true) == "“甲”在2024年2月至3月处于爆发期（强度 17）。")
        #expect(
            chinese.bursts(burst(isOpen: true), in: year, isLastJudged: true) == "“甲”自2024年2月起进入爆发期（强度 17）。")
        #expect(
            english.bursts(burst(isOpen: false), in: year, isLastJudged: true)
                == "“甲” was in a burst in February to March 2024 (strength 17).")
        #expect(chinese.bursts([], in: june, isLastJudged: true) == "2024年6月没有关注词处于爆发期。")
        // A month of which the end is missing is not judged.
        #expect(chinese.bursts([], in: june, isLastJudged: false) == "2024年6月的数据不完整，是否处于爆发期未作判断。")
        #expect(
            english.bursts([], in: june, isLastJudged: false)
                == "Data for June 2024 are incomplete, so bursts were not sought in it.")
    }

    @Test func onlyAllAreAHundredPercent() {
        #expect(
            chinese.coverage(.industries, articles: 598, listed: 598, of: 600) == "本期 600 篇文章中有 598 篇（99.7%）归入行业。")
        #expect(chinese.part(1, of: 1000) == "0.1%" && chinese.part(99_999, of: 100_000) == "99.9%")
        #expect(chinese.part(0, of: 9) == "0%" && chinese.part(9, of: 9) == "100%" && chinese.part(1, of: 3) == "33%")
    }

    /// A missing label would be an empty heading.
    @Test(arguments: Language.allCases)
    func everyLabelHasWords(_ language: Language) {
        let words = language.phrasebook
        let columns = Mirror(reflecting: words.columns).children.compactMap { $0.value as? String }
        let kinds: [SeriesFamily.Kind] = [.industries, .topics, .terms, .technologies, .keywords]
        let labels = columns + kinds.map(words.column) + [words.noData, words.incomplete, words.groupsHeading]
        #expect(columns.count > 20 && labels.allSatisfy { !$0.isEmpty })
        #expect(!words.languageTag.isEmpty)
    }
}
