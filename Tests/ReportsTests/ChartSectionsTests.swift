import Testing

@testable import Reports

/// Which charts a report has.
@Suite struct ChartSectionsTests {
    private static let report: Report = {
        var articles = Fixture.articles([[30, 30], [12, 48], [20, 20]])
        for index in articles.indices {
            articles[index].technologies = ["GPT-\(index % 15)", "Sora"]
            articles[index].keywords = ["算力", index % 2 == 0 ? "云" : "工厂"]
        }
        let terms = ["机械臂", "数据中心", "算力", "车间", "减速器", "服务器", "没有的词", "关节"]
        return try! Report(Fixture.source(articles, terms: terms), options: .init(topics: 2))
    }()

    private func chart(_ name: String) throws -> Chart {
        try #require(Self.report.charts.first { $0.name == name })
    }

    @Test func severalTermsAreOnOneChart() throws {
        guard case .panels(let form) = try chart("terms-together").form else { Issue.record("no panels"); return }
        #expect(form.panels.count == 1 && form.panels[0].lines.count == 6)
        #expect(!form.panels[0].lines.contains { $0.name == "没有的词" })
        #expect(form.panels[0].lines.allSatisfy { $0.values.count == 3 && $0.articles.count == 3 })
        // The table leads to the articles of the last month and of the one before, and so do the points.
        #expect(form.panels[0].lines[0].articles.map { $0 != nil } == [false, true, true])
    }

    @Test func titlesNameTheLargestShare() throws {
        // Nine reposts make it first by articles, not by stories.
        var articles = Fixture.articles([[12, 4]])
        articles += (0..<9).map { place in
            var repost = articles.last!
            repost.link = "https://example.com/r\(place)"
            return repost
        }
        let report = try Report(Fixture.source(articles), options: .init(topics: 2))
        #expect(report.table("industries")?.rows[0][0].text == "机器人")
        #expect(report.charts.first { $0.name == "industries-change" }?.title == "占比最高：云计算")
    }

    @Test func whatIsNotDrawnIsSaid() throws {
        let articles = (0..<40).map { number in
            var article = Fixture.article(number, on: "2024-0\(number % 2 + 1)-15")
            article.industries = ["行业\(number / 2)"]
            return article
        }
        let report = try Report(Fixture.source(articles), options: .init(topics: 2))
        #expect(report.charts.first { $0.name == "industries-change" }?.note.hasSuffix("；共 20 个，只绘前 16 个") == true)
    }

    @Test func technologiesAndKeywordsAreBars() throws {
        guard case .bars(let technologies) = try chart("technologies").form else { Issue.record("no bars"); return }
        #expect(technologies.count == 12 && technologies[0].name == "Sora")
        #expect(technologies[0].articles == 40 && technologies[0].before == 60)
        #expect(technologies[0].group != nil && technologies.allSatisfy { $0.articles <= 40 })
        guard case .bars(let keywords) = try chart("keywords").form else { Issue.record("no bars"); return }
        #expect(keywords.map(\.name).first == "算力" && keywords.count == 3)
    }

    @Test func pointsNameGroupsOfTheReport() throws {
        let known = Set(Self.report.groups.map(\.id))
        var points = 0
        for chart in Self.report.charts {
            guard case .panels(let form) = chart.form else { continue }
            for line in form.panels.flatMap(\.lines) {
                let named = line.articles.compactMap { $0 }
                #expect(known.isSuperset(of: named), "\(chart.name)")
                points += named.count
            }
        }
        #expect(points > 10)
    }

    @Test func oneTermHasNoChartOfSeveral() throws {
        let report = try Report(
            Fixture.source(Fixture.articles([[9, 9], [9, 9], [9, 9]]), terms: ["机械臂"]), options: .init(topics: 2))
        #expect(
            report.charts.contains { $0.name == "terms" } && !report.charts.contains { $0.name == "terms-together" })
    }
}
