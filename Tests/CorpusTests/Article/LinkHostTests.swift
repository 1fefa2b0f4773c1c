import Testing
import Text

@testable import Corpus

@Suite struct LinkHostTests {
    @Test(arguments: [
        ("https://36kr.com/p/1", "36kr.com"), ("//36kr.com/p/1", "36kr.com"), ("36kr.com/p/1", "36kr.com"),
        ("www.Example.com:8080/a", "www.example.com"), ("https://user@36kr.com/p", "36kr.com"),
        ("https://user:word@36kr.com:80/p@q", "36kr.com"), ("https://News.Example?a=b/c", "news.example"),
        ("https://36kr.com#top", "36kr.com"), ("https://36kr.com./p", "36kr.com"), ("例子.中国/p", "例子.中国"),
        ("https://xn--fsqu00a.xn--fiqs8s/p", "例子.中国"),
        ("http://[2001:db8::1]:80/p", "[2001:db8::1]"), ("https://1.2.3.4/p", "1.2.3.4"),
    ]) func aLinkHasTheHostOfItsPage(link: String, host: String) {
        #expect(LinkHost.of(link) == host)
        #expect(
            ArticleReference.sourceName("", link: link) == host && ArticleReference.sourceName("甲", link: link) == "甲")
    }

    /// Archives keep such names.
    @Test func earlierReadingsTakeWhatIsBehindTheScheme() {
        for version in [TextNormalizer.Version.two, .three] {
            for (link, host) in [
                ("//36kr.com/p/1", ""), ("https://user@36kr.com/p", "user@36kr.com"),
                ("https://xn--fsqu00a.xn--fiqs8s:80/p", "xn--fsqu00a.xn--fiqs8s"),
            ] {
                var article = Article(title: "", link: link, text: "x")
                article.normalizer = TextNormalizer(version: version)
                #expect(article.sourceName == host)
                #expect(ArticleReference.sourceName("", link: link, version: version) == host)
            }
        }
    }

    @Test(arguments: [
        "", "无", "36kr.com", "a.html", "news/2024/a.html", "2024.06/a.html", "/p/1.html", "mailto:a@b.cn", "./a.b/c",
    ])
    func whatNamesNoHostHasNone(link: String) {
        #expect(LinkHost.of(link) == "")
    }
}
