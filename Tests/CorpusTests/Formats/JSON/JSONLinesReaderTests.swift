import Testing

@testable import Corpus

@Suite struct JSONLinesReaderTests {
    @Test func readsNativeAndForeignNames() throws {
        let (articles, rejects) = try read(
            """
            {"标题":"甲","链接":"https://e.cn/","日期":"2024-05-26","总结":"一","关键词":["电池","快充"],"行业":"汽车,制造"}

            {"id":7,"title":"乙","url":"u","text":"二","label":"gb\\r\\nfr","keywords":"a、b","source":null,"date":1716652800}
            """, as: "a.jsonl")
        #expect(rejects == [])
        #expect(articles.map(\.title) == ["甲", "乙"])
        #expect(articles.map(\.link) == ["https://e.cn/", "u"])
        #expect(articles.map(\.text) == ["一", "二"])
        #expect(articles.map(\.keywords) == [["电池", "快充"], ["a", "b"]])
        #expect(articles.map(\.industries) == [["汽车", "制造"], ["gb", "fr"]])
        #expect(articles.map(\.published?.day.description) == ["2024-05-26", "2024-05-26"])
        #expect(articles.map(\.origin.line) == [1, 3])
    }

    @Test func fieldsMayGoByOtherNames() throws {
        let fields = FieldMapping(names: [.text: "body", .industries: "keywords"])
        let line = #"{"body":"正文","text":"别的","keywords":["电池, 锂","快充"],"label":"x"}"#
        let (articles, _) = try read(line, as: "a.jsonl", ReadingOptions(settings: ReadingSettings(fields: fields)))
        #expect(articles.map(\.text) == ["正文"])
        #expect(articles.map(\.industries) == [["电池, 锂", "快充"]])
        #expect(articles.map(\.keywords) == [[]])
        let (whole, _) = try read(
            line, as: "a.jsonl", ReadingOptions(settings: ReadingSettings(fields: fields, isSingleLabel: true)))
        #expect(whole.map(\.industries) == [["电池, 锂", "快充"]])
    }

    /// As Python writes them.
    @Test func numbersThatAreNoneAreNull() throws {
        let line = #"{"title":"NaN \"Infinity","text":"一","a":NaN,"b":[-Infinity,Infinity]}"#
        let (articles, rejects) = try read(
            line + "\n" + #"{"text":"二","a":Nan}"# + "\n", as: "a.jsonl", ReadingOptions(keepsRows: true))
        #expect(articles.map(\.title) == ["NaN \"Infinity"] && rejects.map(\.origin.line) == [2])
        let kept = #"{"title":"NaN \"Infinity","text":"一","a":null,"b":[null,null]}"#
        #expect(storedJSON(of: articles[0].row).map { String(decoding: $0, as: UTF8.self) } == kept)
        #expect(JSONNumbers.withNull(Array(#"{"a":"NaN"}"#.utf8)[...]) == nil)
    }

    /// WordPress gives texts as objects, and services in several languages too.
    @Test(arguments: [
        #"{"id":1,"date":"2024-05-06T10:20:00","title":{"rendered":"甲"},"content":{"rendered":"<p>一</p>","protected":false}}"#,
        #"{"title":{"en":"A","zh":"甲"},"content":{"zh":"一","en":"x"},"date":"2024-05-06"}"#,
    ])
    func textsMayStandInObjects(object: String) throws {
        let objects = object.replacing(",", with: ",\n")
        for (file, name) in [
            (object, "a.json"), (objects, "a.json"), (object + "\n" + object, "a.jsonl"), ("[\(object)]", "b.json"),
        ] {
            let (articles, rejects) = try read(file, as: name)
            #expect(
                rejects == [] && Set(articles.map(\.title)) == ["甲"] && Set(articles.map(\.text)) == ["一"], "\(file)")
            #expect(articles[0].published?.day.description == "2024-05-06")
        }
        let old = ReadingOptions(settings: ReadingSettings(normalizer: .init(version: .four)))
        #expect(try read(object + "\n" + object, as: "a.jsonl", old).articles == [])
    }

    @Test func damagedLinesAreRejectedAndTheRestGoesOn() throws {
        let lines = [
            #"{"title":"一"}"#, #"{"title":"cut o"#, #"{"title":"a","title":"b"}"#, #"{"title":"\ud83d"}"#,
            #"{"title":{"a":1}}"#, "{}", "title", #"{"title":"\ud83d\ude00"}"#,
        ]
        let (articles, rejects) = try read(lines.joined(separator: "\r\n"), as: "a.jsonl")
        #expect(articles.map(\.title) == ["一", "😀"])
        #expect(articles.map(\.origin.line) == [1, 8])
        #expect(rejects.map(\.origin.line) == [2, 3, 4, 5, 6, 7])
        #expect(
            rejects.map(\.reason) == [
                "the object is cut off at column 16", "the field \"title\" appears twice at column 14",
                "an unpaired surrogate at column 11", "the field \"title\" is not text but {\"a\":1} at column 10",
                "neither a title nor a text", "not a JSON object at column 1",
            ])
    }

    @Test func aLineOfBadBytesIsRejected() throws {
        let (articles, rejects) = try read(
            Array("{\"title\":\"中\"}\n{\"title\":\"".utf8) + [0xE4, 0xB8, 0x22, 0x7D, 0x0A]
                + Array("{\"title\":\"文\"}".utf8), as: "a.jsonl")
        #expect(articles.map(\.title) == ["中", "文"])
        #expect(rejects.map(\.origin.line) == [2])
        #expect(rejects.first?.reason.contains("not UTF-8") == true)
    }

    @Test func rowsHoldTheLineByteForByte() throws {
        let line = #"  { "title" : "\u4e2d", "n":1.50 } "#
        let (articles, _) = try read(line + "\n", as: "a.jsonl", ReadingOptions(keepsRows: true))
        #expect(articles.map(\.row) == [.json(Array(line.utf8)[...])])
    }

    @Test func fieldsThatAreNotWantedAreCheckedAndLeftEmpty() throws {
        let lines = [
            #"{"text":"一","link":"https://e.cn/2024/05/26/","label":"a","date":"2024-05-26","keywords":["x"]}"#,
            #"{"text":"二","label":{"a":1}}"#, #"{"text":"三","label":"","labels":[["a"]]}"#,
            #"{"title":"四","label":"a","labels":{}}"#,
        ].joined(separator: "\n")
        let (articles, rejects) = try read(lines, as: "a.jsonl", ReadingOptions(wanted: .content))
        #expect(articles.map(\.content) == ["一", "四"])
        #expect(
            articles.allSatisfy {
                $0.link + $0.dateField == "" && $0.industries + $0.keywords == [] && $0.published == nil
            })
        #expect(
            rejects.map(\.reason) == [
                "the field \"label\" is not text but {\"a\":1} at column 23",
                "the field \"labels\" is not text but [[\"a\"]] at column 35",
            ])
        let (dated, _) = try read(lines, as: "a.jsonl", ReadingOptions(wanted: [.title, .text, .date]))
        #expect(dated.map(\.published?.rule) == [.field, nil] && dated[0].industries == [])
    }

    @Test func rejectsInTheMiddleKeepTheirLines() throws {
        // Several blocks of 256 KB.
        let lines = (1...30_000).map {
            $0 % 997 == 0 ? "{\"text\":\"第\($0)" : $0 % 89 == 0 ? " " : "{\"text\":\"第\($0)条很长的消息很长的消息\"}"
        }
        let (articles, rejects) = try read(lines.joined(separator: "\r\n"), as: "a.jsonl")
        let bad = (1...30_000).filter { $0 % 997 == 0 }
        #expect(rejects.map(\.origin.line) == bad)
        #expect(articles.map(\.origin.line) == (1...30_000).filter { $0 % 997 != 0 && $0 % 89 != 0 })
        #expect(articles.allSatisfy { $0.text.hasPrefix("第\($0.origin.line)条") })
    }

    @Test func aCommaBehindAnObjectIsPassedOver() throws {
        let (articles, rejects) = try read(
            "{\"title\":\"甲\"},\n{\"title\":\"乙\"} , \n{\"title\":\"丙\",\n", as: "a.jsonl")
        #expect(articles.map(\.title) == ["甲", "乙"])
        #expect(rejects.map(\.origin.line) == [3])
    }
}
