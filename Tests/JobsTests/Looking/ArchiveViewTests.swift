import Archive
import Corpus
import Foundation
import Models
import TestSupport
import Testing
import Timeline

@testable import Jobs

/// What a view of an archive answers is what jobs find that read every article.
@Suite struct ArchiveViewTests {
    private let view: ArchiveView

    init() throws { view = try ArchiveView(Sample.shared.archive) }

    @Test(arguments: [PeriodLength.week, .month, .quarter]) func seriesAreThoseOfWatch(length: PeriodLength) throws {
        let terms = ["大模型", "OpenAI|谷歌", "机器人"]
        let found = try SeriesQuery(terms, by: length, part: ArticleFilter()).run(in: view)
        let expected = try WatchJob(ArticleSource([Sample.shared.archive]), terms: terms, by: length).run()
        #expect(try json(found.terms) == json(expected.terms))
        #expect(found.periodTable == expected.periodTable && found.trendTable == expected.trendTable)
    }

    /// 16 December 2023 is a Saturday.
    @Test(arguments: ["2023-12-16", "2023-12-10", "2023-12-31"]) func seriesOfDaysAreThoseOfWatch(to: String) throws {
        let days = try DayRange(from: nil, to: Period(to))
        let found = try SeriesQuery(["大模型"], by: .week, part: ArticleFilter(days: days)).run(in: view)
        var source = ArticleSource([Sample.shared.archive])
        source.days = days
        let expected = try WatchJob(source, terms: ["大模型"], by: .week).run()
        #expect(try json(found.terms) == json(expected.terms))
        #expect(found.periodTable == expected.periodTable)
    }

    @Test func aPartIsCoveredAsAllArticlesAre() throws {
        let whole = try SeriesQuery(["大模型"], part: ArticleFilter()).run(in: view)
        for source in view.sourceNames.prefix(8) {
            let part = try SeriesQuery(["大模型"], part: ArticleFilter(sources: [source])).run(in: view)
            for period in part.terms[0].periods {
                let same = whole.terms[0].periods.first { $0.period == period.period }
                #expect(period.isPartial == same?.isPartial, "\(source)")
            }
        }
    }

    @Test func filtersPassWhatHasAllThatIsAsked() throws {
        let all = try ArticleSearch(ArticleFilter(), limit: 100).run(in: view)
        #expect(all.count == view.count && all.articles.count == min(100, view.count))
        #expect(all.articles.map { $0.article.date ?? "" } == all.articles.map { $0.article.date ?? "" }.sorted(by: >))
        for industry in all.facets.industries.prefix(5) {
            let part = try ArticleSearch(ArticleFilter(industries: [industry.name]), limit: 100).run(in: view)
            #expect(part.count == industry.articles)
            #expect(part.articles.allSatisfy { $0.industries.contains(industry.name) })
            let narrower = try ArticleFilter(terms: ["大模型"], industries: [industry.name])
            let both = try ArticleSearch(narrower, limit: 100).run(in: view)
            let expected = try part.articles.filter { try article($0.number).content.contains("大模型") }.count
            if part.count <= 100 { #expect(both.count == expected) }
        }
        let days = try DayRange(from: Period("2023-11"), to: Period("2023-11"))
        let november = try ArticleSearch(ArticleFilter(days: days), limit: 100).run(in: view)
        #expect(november.count > 0 && november.articles.allSatisfy { $0.article.date?.hasPrefix("2023-11") == true })
        let certainties = all.facets.certainty.map(\.articles).reduce(0, +)
        #expect(certainties == view.count)
    }

    private func article(_ number: Int) throws -> Article {
        let detail = try #require(try ArticleLook(number).run(in: view, by: nil))
        return Article(title: detail.title, text: detail.text)
    }

    @Test func pagesFollowEachOther() throws {
        var seen: [Int] = []
        while seen.count < view.count {
            let page = try ArticleSearch(ArticleFilter(), offset: seen.count, limit: 30).run(in: view)
            guard !page.articles.isEmpty else { break }
            seen += page.articles.map(\.number)
        }
        #expect(seen.count == view.count && Set(seen).count == seen.count)
    }

    @Test func anOldViewStaysAsItIsAndSaysThatItIsOld() throws {
        let folder = try TemporaryFolder()
        let archive = folder.path + "/a.db"
        try FileManager.default.copyItem(atPath: Sample.shared.archive, toPath: archive)
        let view = try ArchiveView(archive)
        #expect(!view.isOutdated)
        let correction = try #require(try view.correction(ofArticle: 1, industries: ["甲"]))
        try Archive(path: archive).correct([correction])
        #expect(view.isOutdated)
        let filter = try ArticleFilter(certainties: [.corrected])
        #expect(try ArticleSearch(filter).run(in: view).count == 0)
        let fresh = try ArchiveView(archive)
        let found = try ArticleSearch(filter).run(in: fresh)
        #expect(found.articles.map(\.number) == [1] && found.articles.first?.industries == ["甲"])
        // Taken back, all is as before.
        #expect(try Archive(path: archive).withdraw(correctionOf: correction.key))
        #expect(try ArticleSearch(filter).run(in: ArchiveView(archive)).count == 0)
        #expect(try !Archive(path: archive).withdraw(correctionOf: correction.key))
    }

    @Test func aLaterViewKnowsWhatChangedInArticlesWithATerm() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/a.db"
        func add(_ titles: String...) throws {
            let lines = titles.map { "{\"title\": \"\($0)\", \"url\": \"https://a.example/\($0)\"}" }
            let file = try folder.write(lines.joined(separator: "\n"), to: "in.jsonl")
            _ = try ImportJob(ArticleSource([file]), into: path).run()
        }
        func titles(_ view: ArchiveView, _ term: String) throws -> Set<String> {
            Set(try ArticleSearch(ArticleFilter(terms: [term])).run(in: view).articles.map(\.article.title))
        }
        try add("人工智能上路", "智能人工", "人工智能落地")
        let first = try ArchiveView(path)
        #expect(try titles(first, "人工智能") == ["人工智能上路", "人工智能落地"])
        try add("人工智能出海", "人工与工智与智能", "人工智能上路")
        let link = "https://a.example/人工智能落地"
        #expect(try Archive(path: path).delete(Archive.Deletion(links: [link])) == 1)
        let second = try ArchiveView(path, after: first)
        #expect(try titles(second, "人工智能") == ["人工智能上路", "人工智能出海"])
        #expect(try titles(ArchiveView(path, after: second), "人工智能") == titles(ArchiveView(path), "人工智能"))
        #expect(try titles(first, "人工智能") == ["人工智能上路", "人工智能落地"])
        // Another file under the same name.
        try FileManager.default.removeItem(atPath: path)
        try add("甲", "乙", "新的人工智能", "丙", "丁", "戊")
        #expect(try titles(ArchiveView(path, after: second), "人工智能") == ["新的人工智能"])
    }

    /// What SQLite has in the log beside an archive would go into another one in its place.
    @Test func anotherArchiveInItsPlaceStaysWhole() throws {
        let folder = try TemporaryFolder()
        let (path, other) = (folder.path + "/a.db", folder.path + "/b.db")
        _ = try ImportJob(ArticleSource([Sample.datasets + "/2024-02.txt"]), into: path).run()
        _ = try ImportJob(ArticleSource([Sample.datasets + "/2024-03.txt"]), into: other).run()
        let count = try Archive(path: other).articleCount()
        let view = try ArchiveView(path)
        _ = try ImportJob(ArticleSource([Sample.datasets + "/2024-04.txt"]), into: path).run()
        #expect(!view.isReplaced && view.isOutdated)
        #expect(try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int ?? 0 > 0)
        try FileManager.default.moveItem(atPath: path, toPath: folder.path + "/old.db")
        try FileManager.default.moveItem(atPath: other, toPath: path)
        #expect(view.isReplaced)
        view.letGo()
        #expect(try Archive(path: path).articleCount() == count)
        #expect(try Archive(path: path).check().isWhole)
        // Nor is anything lost of the one that was moved.
        #expect(try Archive(path: folder.path + "/old.db").check().isWhole)
        #expect(try Archive(path: folder.path + "/old.db").articleCount() > view.count)
    }

    @Test func theNearestArticlesAreTheMostSimilarOfAll() throws {
        let tagger = try Jobs.reading(model: Sample.shared.model) { try Tagger.read(from: Sample.shared.model).0 }
        let detail = try #require(try ArticleLook(3).run(in: view, by: tagger))
        #expect(!detail.nearest.isEmpty && detail.explained != nil)
        let similarities = detail.nearest.map(\.similarity)
        #expect(similarities == similarities.sorted(by: >) && similarities.allSatisfy { (0...1).contains($0) })
        #expect(!detail.nearest.contains { $0.article.number == 3 })
    }

    @Test func mistakesAreNamed() throws {
        #expect(throws: InvalidOption.self) { try ArticleFilter(terms: [" "]) }
        #expect(throws: InvalidOption.self) { try ArticleSearch(ArticleFilter(), limit: 101) }
        #expect(throws: InvalidOption.self) { try SeriesQuery((1...7).map { "词\($0)" }, part: ArticleFilter()) }
        #expect(throws: InvalidOption.self) { try ArticleLook(0) }
        #expect(try ArticleLook(99_999).run(in: view, by: nil)?.title == nil)
    }
}
