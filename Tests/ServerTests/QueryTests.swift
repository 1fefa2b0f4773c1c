import Jobs
import Testing

@testable import Server

@Suite struct QueryTests {
    @Test func namesAndValuesComeBackAsTheyWere() {
        let query = Query([("term", "大模型|LLM & 100%"), ("by", "week"), ("term", "a+b")])
        let again = Query(encoded: query.encoded)
        #expect(again.all("term") == ["大模型|LLM & 100%", "a+b"] && again.first("by") == "week")
        #expect(Query(encoded: "q=a+b&&=x&broken=%zz&q=+").all("q") == ["a b"])
        #expect(query.setting("by").first("by") == nil)
        #expect(query.removing("term", "a+b").all("term") == ["大模型|LLM & 100%"])
    }

    @Test func whatIsNoFigureOrPeriodIsNamed() throws {
        #expect(throws: InvalidOption("offset", "'x'", "it is a whole number")) {
            try Query([("offset", "x")]).number("offset", default: 0)
        }
        #expect(throws: InvalidOption.self) { try Query([("from", "May")]).filter(terms: "q") }
        #expect(throws: InvalidOption.self) { try Query([("certainty", "maybe")]).filter(terms: "q") }
        #expect(throws: InvalidOption.self) { try Query([("by", "year")]).length() }
    }

    @Test func whatIsNotUTF8IsNoText() {
        #expect(Query.isText("a=%E5%A5%BD+b&c=好&d"))
        for text in ["a=%B2%E2", "%FF=a", "a=%zz"] { #expect(!Query.isText(text), "\(text)") }
    }

    @Test func knownLabelsStayWholeWhereTheyAreTyped() {
        let labels = TypedLabels(known: ["医疗，器械", "a, b; c", "科技"])
        #expect(labels.labels(in: "医疗，器械") == ["医疗，器械"])
        #expect(labels.labels(in: "科技，医疗，器械、新; a, b; c") == ["科技", "医疗，器械", "新", "a, b; c"])
        #expect(labels.labels(in: "医疗，科技，器械") == ["医疗", "科技", "器械"])
        #expect(labels.labels(in: " ，、 ") == [] && labels.labels(in: "") == [])
        #expect(labels.labels(in: String(repeating: "甲，", count: 300_000)).count == 300_000)
    }

    @Test func quotationMarksKeepWordsTogether() {
        #expect(Desk.words("大模型 \"scaling law\" “AI Agent”  x") == ["大模型", "scaling law", "AI Agent", "x"])
        // What holds no word is searched as it is, and finds not all articles.
        #expect(Desk.words("\"") == ["\""] && Desk.words("\" \"") == ["\" \""])
    }
}
