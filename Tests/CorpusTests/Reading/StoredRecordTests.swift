import Testing
import Text

@testable import Corpus

@Suite struct StoredRecordTests {
    @Test func aRecordIsReadByItsOwnNamesAndThoseAskedForThatItHas() {
        var reader = StoredRecordReader(
            ReadingOptions(settings: ReadingSettings(fields: FieldMapping(names: [.industries: "k"]))))
        func read(_ json: String, corrected: [String]? = nil) -> Article? {
            reader.article(
                StoredRecord(
                    json: Array(json.utf8)[...], origin: Origin(file: "a", line: 2),
                    fields: FieldMapping(names: [.text: "body"]),
                    published: PublicationDate(day: CalendarDate(year: 2024, month: 5, day: 1)!, rule: .text),
                    industries: corrected))
        }
        let article = read(#"{"body":"正文","label":"a,b"}"#)
        #expect(article?.text == "正文" && article?.industries == ["a", "b"] && article?.origin.line == 2)
        #expect(article?.published?.day.description == "2024-05-01")
        let asked = read(#"{"body":"正文","label":"a","k":"x","date":"2024-06-02"}"#)
        #expect(asked?.industries == ["x"] && asked?.published?.day.description == "2024-06-02")
        #expect(read(#"{"body":"正文","k":"x"}"#, corrected: ["c,d"])?.industries == ["c,d"])
        #expect(read(#"{"n":1}"#) == nil && read("{") == nil)
    }

    @Test func theRestIsWhatAnArticleDoesNotHave() {
        func rest(_ json: String) -> (basis: String, others: [String]) {
            StoredRecord(
                json: Array(json.utf8)[...], origin: Origin(file: "", line: 1),
                fields: FieldMapping(names: [.text: "body"])
            ).rest(TextNormalizer())
        }
        let (basis, others) = rest(
            #"{"body":"x","text":"y","标题":"","title":"t","标注依据":"因","n":0,"label":[],"m":null,"\u006f":{}}"#)
        #expect(basis == "因" && others == ["text", "n"])
        #expect(rest(#"{"标题":"a","title":"b","url":"c","标注依据":{"d":1}}"#).others == ["title", "标注依据"])
    }

    @Test func rowsBecomeObjects() {
        #expect(storedJSON(of: .json(Array(" {\"a\":1} ".utf8)[...])) == Array("{\"a\":1}".utf8))
        #expect(storedJSON(of: .fields([.init(name: "标题", value: "甲\n\"")])) == Array("{\"标题\":\"甲\\n\\\"\"}".utf8))
        #expect(storedJSON(of: .none) == nil)
    }
}
