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

    /// Records of one archive may have come in under several names of fields, one after the other.
    @Test func eachRecordIsReadByItsOwnNames() {
        var reader = StoredRecordReader(ReadingOptions(settings: ReadingSettings()))
        let json = Array(#"{"body":"正文","text":"别的","other":"第三"}"#.utf8)
        for name in ["body", "text", "other", "text", "body", "body", "other"] {
            let article = reader.article(
                StoredRecord(
                    json: json[...], origin: Origin(file: "a", line: 1), fields: FieldMapping(names: [.text: name])))
            #expect(article?.text == ["body": "正文", "text": "别的", "other": "第三"][name])
        }
        #expect(reader.usage().isStore)
    }

    @Test func aRecordOfOtherBytesThanUTF8IsRejected() {
        var reader = StoredRecordReader(ReadingOptions(settings: ReadingSettings()))
        let bytes = Array("{\"text\":\"".utf8) + [0xFF, 0x22, 0x7D]
        #expect(reader.article(StoredRecord(json: bytes[...], origin: Origin(file: "a", line: 1))) == nil)
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
