import Testing

@testable import Corpus

@Suite struct JSONFieldsTests {
    private func articles(_ lines: String..., names: [RecordField: String] = [:]) throws -> [Article] {
        let options = ReadingOptions(settings: ReadingSettings(fields: FieldMapping(names: names)))
        let (articles, rejects) = try read(lines.joined(separator: "\n"), as: "a.jsonl", options)
        #expect(rejects == [])
        return articles
    }

    @Test func namesOfOtherFormsAreFieldsWhateverTheOrder() throws {
        let articles = try articles(
            #"{"headline":"甲","content":"一","pub_date":"2024-05-01","url":"https://e.cn/"}"#,
            #"{"pubDate":"2024-06-01","Headline":"乙","正文":"二","tags":["x"],"category":"y"}"#,
            #"{"headline":"丙","con\u0074ent":"三","tags":["x","z"]}"#, #"{"headline":"甲","content":"一"}"#)
        #expect(articles.map(\.title) == ["甲", "乙", "丙", "甲"] && articles.map(\.text) == ["一", "二", "三", "一"])
        #expect(articles.map(\.published?.day.month) == [5, 6, nil, nil])
        #expect(articles.map(\.industries) == [[], ["y"], ["x", "z"], []])
    }

    @Test func theFullestTextWinsRecordByRecord() throws {
        let articles = try articles(
            #"{"摘要":"短","正文":"长的正文"}"#, #"{"摘要":"长的摘要","正文":"短"}"#, #"{"摘要":"长的摘要","正文":""}"#,
            #"{"text":"","content":null,"body":"三"}"#, #"{"comment":"很长的评论","body":"四"}"#, #"{"comment":"五"}"#)
        #expect(articles.map(\.text) == ["长的正文", "长的摘要", "长的摘要", "三", "四", "五"])
    }

    @Test func aNameThatIsOnlyLikelyMayHoldAnything() throws {
        let articles = try articles(
            #"{"text":"一","tags":{"industries":[{"label":"x"}]},"body":{"a":1},"time":{"$date":1}}"#,
            #"{"text":"二","source":{"id":null,"name":"财新"},"category":[{"id":1,"name":"金融"},{"id":2,"name":"银行"}]}"#)
        #expect(articles.map(\.industries) == [[], ["金融", "银行"]] && articles.map(\.source) == ["", "财新"])
    }

    @Test func dotsLeadIntoObjects() throws {
        let names: [RecordField: String] = [.text: "post.text", .date: "post.at", .industries: "post.tags.name"]
        let articles = try articles(
            #"{"post":{"text":"一","at":"2024-05-01","tags":[{"name":"a"},{"name":"b"},{"n":1}]}}"#,
            #"{"post.text":"二","post":{"text":"三"}}"#, #"{"post":[{"text":"四"},{"text":"五"},6]}"#,
            #"{"title":"无","content":"六","post":7}"#, names: names)
        #expect(articles.map(\.text) == ["一", "二", "四\n五", "六"])
        #expect(articles[0].industries == ["a", "b"] && articles[0].published?.day.description == "2024-05-01")
    }

    @Test func moreNamesThanAreKeptAreFieldsAllTheSame() throws {
        // Each object has names of its own.
        let lines = (0..<600).map { line in
            "{" + (0..<10).map { "\"n\(line)_\($0)\":1" }.joined(separator: ",")
                + ",\"Con-tent\(line % 2 == 0 ? "" : "s")\":\"一\"}"
        }
        let (articles, rejects) = try read(lines.joined(separator: "\n"), as: "a.jsonl")
        #expect(rejects == [] && articles.count == 600 && articles.allSatisfy { $0.text == "一" })
    }

    @Test func databasesWriteDatesAsObjects() throws {
        let lines =
            ##"{"title":"甲","date":{"$date":"2024-05-01T00:00:00Z"}}"## + "\n"
            + ##"{"title":"乙","time":{"$date":{"$numberLong":"1714521600000"}}}"##
        let days = try read(lines, as: "a.jsonl").articles.map { $0.published?.day.description }
        #expect(days == ["2024-05-01", "2024-05-01"])
    }
}
