import TestSupport
import Testing

@testable import Corpus

@Suite struct WebPageTests {
    static let lead = "新华社北京5月3日电 国产芯片企业今天宣布，新一代人工智能训练芯片已经完成流片，预计四季度量产。"
    static let more = "公司负责人表示，目前已有多家互联网企业完成适配，订单超过预期，产能仍在爬坡。"
    private static let links = String(
        repeating: "<li><a href='/n.html'>相关新闻标题：某公司发布新品引发市场关注</a></li>", count: 20)
    private static let beside = "<p>版权所有 示例网，违法和不良信息举报电话，地址：北京市朝阳区某某路某某号，欢迎来电。</p>"

    /// What one page gives, and the name of the field that each value was read from.
    private func read(_ page: String) throws -> (article: Article, uses: [RecordField: String]) {
        let folder = try TemporaryFolder()
        var reader = try CorpusReader(paths: [folder.write(Array(page.utf8), to: "a.html")])
        let batch = try #require(try reader.next())
        #expect(batch.rejects == [])
        let uses = batch.usage!.names.map { ($0.field!, $0.name) }
        return (try #require(batch.articles.first), Dictionary(uniqueKeysWithValues: uses))
    }

    private func reasons(_ page: String, as name: String = "a.html") throws -> [String] {
        try CorpusTests.read(page, as: name).rejects.map(\.reason)
    }

    @Test func aPageThatSaysWhatItIs() throws {
        let (article, uses) = try read(
            """
            <!DOCTYPE html><html><head><meta charset="utf-8"><title>芯片流片_财经_示例网</title>
            <meta property="og:title" content="芯片流片，四季度量产"><meta property="og:site_name" content="示例网">
            <meta property="article:published_time" content="2024-05-03T08:30:00+08:00">
            <link rel="canonical" href="https://a.com/1.html"><script>var a = "<p>\(Self.more)</p>"</script></head>
            <body><nav><ul>\(Self.links)</ul></nav><main><article><h1>芯片流片，四季度量产</h1>
            <time datetime="2024-05-03">5月3日</time><p>\(Self.lead)</p><p>\(Self.more)</p>
            <h3>相关阅读</h3><ul>\(Self.links)</ul></article></main><aside>\(Self.beside)</aside><footer>\(Self.beside)</footer>
            """)
        #expect(article.title == "芯片流片，四季度量产")
        #expect(article.text == Self.lead + "\n" + Self.more)
        #expect(article.published?.day.description == "2024-05-03")
        #expect(article.source == "示例网" && article.link == "https://a.com/1.html")
        #expect(
            uses == [
                .title: "og:title", .text: "article", .date: "article:published_time", .source: "og:site_name",
                .link: "canonical",
            ])
    }

    @Test func aPageThatSaysNothing() throws {
        let (article, uses) = try read(
            """
            <html><head><title>芯片流片 - 示例财经网</title></head><body><div><a href=/>首页</a> &gt; <a href=/c>财经</a> &gt; 正文</div>
            <h1>芯片流片</h1><div><span>2024年05月03日 08:30</span> 来源：<a href=#>新华社</a> 责任编辑：李四</div>
            <div id="artibody"><p>　　\(Self.lead)</p><p>\(Self.more)<br>\(Self.more)</div>
            <div><ul>\(Self.links)</ul></div><div class="comment-list">\(Self.beside)\(Self.beside)</div>
            """)
        #expect(article.title == "芯片流片")
        #expect(article.text == [Self.lead, Self.more, Self.more].joined(separator: "\n"))
        #expect(article.published?.day.description == "2024-05-03")
        #expect(article.published?.rule == .field)
        #expect(article.source == "新华社")
        #expect(uses == [.title: "h1", .text: "densest part", .date: "line with a date", .source: "来源"])
    }

    @Test(arguments: [
        (
            "<script type='application/ld+json'>{\"a\":1,\"datePublished\": \"2024-05-03T00:30:00Z\"}</script>",
            "datePublished"
        ),
        ("<time datetime='2024-05-03'>昨天</time>", "time"), ("<meta name='pubdate' content='2024-05-03'>", "pubdate"),
        ("<meta name='date' content='soon'><meta name='publishdate' content='2024-05-03 10:00'>", "publishdate"),
    ])
    func datesStandInManyPlaces(mark: String, name: String) throws {
        let (article, uses) = try read("<html>\(mark)<body><p>\(Self.lead)<p>\(Self.more)")
        #expect(article.published?.day.description == "2024-05-03")
        #expect(uses[.date] == name)
    }

    @Test(arguments: [
        ("芯片流片_财经_示例网", "芯片流片"), ("国产芯片完成流片|示例", "国产芯片完成流片"), ("GPT-4o发布-科技频道-新华网", "GPT-4o发布"),
        ("GPT-4o发布", "GPT-4o发布"), ("国产芯片完成流片 - 36氪", "国产芯片完成流片"), ("国产芯片完成流片--人民网", "国产芯片完成流片"),
    ])
    func theTitleIsWithoutItsSite(title: String, expected: String) throws {
        #expect(PageTitle.withoutSite(title, "") == expected)
        let (article, uses) = try read("<title>\(title)</title><p>\(Self.lead)<p>\(Self.more)")
        #expect(article.title == expected && uses[.title] == "title")
    }

    @Test func tablesLayOutOldPages() throws {
        let (article, _) = try read(
            "<TABLE><TR><TD><A HREF=1>导航一</A><TD><A HREF=2>导航二</A></TABLE><TABLE><TR><TD>\(Self.lead)<BR><BR>\(Self.more)</TABLE>"
        )
        #expect(article.text == Self.lead + "\n" + Self.more)
    }

    @Test func whatHasNoMainTextIsAReject() throws {
        #expect(
            try reasons("<!doctype html><ul>\(Self.links)</ul>") == [
                "no main text: the page has only links and short lines"
            ])
        let app = "<!doctype html><html><body><div id=app></div><script src=a.js></script></body></html>"
        #expect(try reasons(app)[0].hasPrefix("no main text: the page has no text"))
        // What was saved in place of a table.
        #expect(
            try reasons("<html><body><h1>404 Not Found</h1></body></html>", as: "a.csv")[0].hasPrefix("no main text"))
        #expect(try reasons(String(repeating: "<div>", count: 5000) + Self.lead)[0].contains("nested"))
        #expect(try reasons("<p>\(Self.lead)\0")[0].contains("NUL"))
    }

    @Test func theEncodingIsWhatThePageIsIn() throws {
        // 标题 in GB18030, in a page that says so, says nothing, or says something else; one character is cut.
        let text: [UInt8] = (0..<40).flatMap { _ in [0xB1, 0xEA, 0xCC, 0xE2] }
        for head in [
            "<meta charset=gb2312>", "", "<meta charset=utf-8>", "<meta http-equiv=a content='text/html; charset=GBK'>",
        ] {
            for cut in [[], [0xB1]] as [[UInt8]] {
                let page = Array("<html>\(head)<meta name=a content=\"".utf8) + cut + Array("\"><p>".utf8) + text
                let (articles, rejects) = try CorpusTests.read(page + Array("</p>".utf8), as: "a.html")
                #expect(rejects == [])
                #expect(articles.map(\.text) == [String(repeating: "标题", count: 40)], "\(head)")
            }
        }
        let utf8 = "<html><meta charset=gb2312><p>\(Self.lead)<p>\(Self.more)"
        #expect(try read(utf8).article.text == Self.lead + "\n" + Self.more)
    }

    @Test func foldersOfPagesAreArticles() throws {
        let folder = try TemporaryFolder()
        for name in ["科技/1.html", "2024/2.htm", "页_files/广告.html", "页.html"] {
            _ = try folder.write(Array("<html><p>\(name)：\(Self.lead)<p>\(Self.more)".utf8), to: name)
        }
        let (articles, rejects) = try CorpusReader.read(paths: [folder.path])
        #expect(rejects == [])
        #expect(articles.map { $0.text.prefix { $0 != "：" } } == ["2024/2.htm", "科技/1.html", "页.html"])
        #expect(articles.map(\.industries) == [[], ["科技"], []])
    }

    @Test func hostilePagesTakeLittleTime() throws {
        for piece in [
            "<b>", "</b>", "<b></i>", "<a b='", "<!--", "<p class='a b c'>x", "&#x1f600;", "<td>", "<script>",
        ] {
            let page = "<html><p>\(Self.lead)" + String(repeating: piece, count: (1 << 20) / piece.utf8.count)
            let time = try ContinuousClock().measure { _ = try CorpusTests.read(page, as: "a.html") }
            #expect(time < .seconds(10), "\(piece)")
        }
    }

    private static let body = (1...5).map { "<p>第\($0)段讲述工厂与产线的故事，机器运转，工人忙碌，订单很多，各司其职。</p>" }.joined()
    private static let others = (1...20).map { "<p>推荐\($0)：无关的推荐内容写了很长很长，是别的文章的摘要，不属于这一篇。</p>" }.joined()

    @Test(arguments: [
        "<article>BODY</article><article class=related>OTHERS</article>",
        "<div class=content>BODY</div><div class=sidebar>OTHERS</div>",
        "<article>BODY</article><div class='recommend-list'>OTHERS</div>",
    ])
    func recommendedArticlesAreNotTheText(page: String) throws {
        let html = page.replacing("BODY", with: Self.body).replacing("OTHERS", with: Self.others)
        let text = try read("<html><body><h1>甲</h1>\(html)</body></html>").article.text
        #expect(text.hasPrefix("第1段") && text.contains("第5段") && !text.contains("推荐"))
    }

    @Test func aFirstParagraphAboveTheTextBelongsToIt() throws {
        let page = "<html><body><h1>甲</h1><p class=lead>\(Self.lead)</p><div class=content>\(Self.body)</div>"
        #expect(try read(page).article.text.hasPrefix(Self.lead + "\n第1段"))
    }

    @Test func joinedPagesAreArticles() throws {
        func page(_ title: String) -> String {
            "<!DOCTYPE html><html><head><title>\(title)</title></head>\n<body><h1>\(title)</h1>\(Self.body)</body></html>"
        }
        for gap in ["", "\n", "\u{FEFF}"] {
            let (articles, rejects) = try CorpusTests.read(page("甲公司") + gap + page("乙公司"), as: "a.html")
            #expect(rejects == [] && articles.map(\.title) == ["甲公司", "乙公司"])
            #expect(articles.map(\.origin.line) == [1, gap == "\n" ? 3 : 2])
        }
    }

    @Test func furtherArticlesOfAPageAreTold() throws {
        let folder = try TemporaryFolder()
        let page = (1...2).map { "<article><h2>\($0)</h2>\(Self.body)</article>" }.joined()
        var reader = try CorpusReader(paths: [folder.write("<html><body>\(page)</body></html>", to: "a.html")])
        #expect(try reader.next()?.usage?.remarks.articlesNotRead == 1)
    }

    @Test(arguments: [
        "<p><a href=/1>联赛公司</a>、<a href=/2>机器人公司</a>今日涨停。</p>", "<p><a name=_GoBack>联赛昨日召开，机器人参会。</a></p>",
        "<h2><a href=/3>联赛机器人</a></h2>", "<a href=/3><h3>联赛机器人</h3></a>",
    ])
    func linksWithinTheTextAreText(part: String) throws {
        let lines = "<p>\(Self.lead)</p><p>\(Self.more)</p>"
        let (article, _) = try read(
            "<html><body><h1>甲标题在此</h1><div class=article-content>\(lines)\(part)\(lines)</div><ul>\(Self.links)</ul>")
        #expect(article.text.contains("联赛") && article.text.contains("机器人") && !article.text.contains("相关新闻标题"))
    }

    @Test(arguments: [
        "<body><h1>甲标题在此</h1>2024年5月1日<br><br>LEAD<br><br>MORE</body>",
        "<body><div><h1>甲标题在此</h1><div>发布时间：2024-05-01</div><p>LEAD</p><p>MORE</p></div></body>",
        "<body><div class=article><h1>甲标题在此</h1><p>2024-05-01 08:00 来源：新华网</p><p>LEAD</p><p>MORE</p></div></body>",
    ])
    func theDateMayStandAmongTheParagraphs(page: String) throws {
        let (article, _) = try read(
            "<html>"
                + page.replacing("LEAD", with: Self.lead.replacing("5月3日电", with: "")).replacing(
                    "MORE", with: Self.more))
        #expect(article.published?.day.description == "2024-05-01" && article.published?.rule == .field)
        #expect(article.text.hasPrefix("新华社"))
    }
}
