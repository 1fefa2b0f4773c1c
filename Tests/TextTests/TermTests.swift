import Testing

@testable import Text

@Suite struct TermTests {
    private func place(_ term: String, in text: String, title: String = "") throws -> String? {
        let article = ArticleText(title: title, body: text)
        return try #require(Term(term)).place(in: article).map { String(scalars: article.scalars[$0]) }
    }

    @Test(arguments: [
        ("DeepSeek", "DeepSeekV4发布"), ("DeepSeek", "deepseekv4 发布"), ("deepseek", "ＤｅｅｐＳｅｅｋＶ４"),
        ("DeepSeek", "用DeepSeekCoder写"),
        ("DeepSeek", "DeepSeek-V4"), ("GPT-4", "GPT-4o"), ("AI", "AIV2"), ("AI", "AIAgent平台"), ("Qwen", "QwenVL开源"),
        ("DeepSeek", "deepseekers 与 DeepSeekR1"), ("DeepSeek", "Deep\u{AD}Seek\u{200D}V4"),
        ("大模型 DeepSeek", "大模型DeepSeekCoder"),
    ])
    func aVersionOrACapitalEndsAWord(_ term: String, _ text: String) throws {
        #expect(try place(term, in: text) != nil)
    }

    @Test(arguments: [
        ("AI", "OpenAI发布"), ("AI", "AIGC热潮"), ("AI", "AIGCV4"), ("AI", "AIphone"), ("GPT-4", "GPT-40"),
        ("DeepSeek", "deepseeker"),
        ("DeepSeek", "DEEPSEEKER"), ("Seek", "DeepSeek"), ("IP", "IPOs"), ("V4", "DeepSeekV4"),
        ("AI", "Open\u{200D}AI"), ("AI", "aigc"),
    ])
    func anotherWordIsNotIt(_ term: String, _ text: String) throws { #expect(try place(term, in: text) == nil) }

    @Test(arguments: [
        "人工智能", "人工 智能", "人工\n智能", "人工\u{3000}智能", "人工\u{200D}智能", "人工\u{AD}智能", "人工\u{2060}智能", "人工\u{200E}智能",
        "人工\u{FE0F}智能",
        "人工\u{FEFF}智能", "人工\u{200B}智能", "人\u{202A}工\u{202C}智\u{E0100}能",
    ])
    func blanksAndInvisibleCharactersHideNothing(_ text: String) throws {
        #expect(try place("人工智能", in: "产业" + text + "产业") != nil)
        #expect(try place(text, in: "产业人工智能产业") != nil)
    }

    @Test func traditionalCharactersCountAsSimplifiedOnes() throws {
        #expect(try place("百模大战", in: "迎來百模大戰") == "百模大战")
        #expect(try place("百模大戰", in: "迎来百模大战") != nil)
        #expect(try place("聯發科Dimensity", in: "联发科 DimensityX") != nil)
        #expect(try place("晶片", in: "芯片") == nil)
    }

    /// A model or an archive of the time before has its texts as they came, and terms are sought in them as then.
    @Test func textsOfTheFirstVersionAreSearchedAsTheyAre() throws {
        let text = ArticleText(title: "", body: "百模大戰", by: TextNormalizer(version: .one))
        #expect(try #require(Term("百模大战")).place(in: text) == nil)
        #expect(try #require(Term("大戰")).place(in: text) == 2..<4)
    }

    @Test func wordsOfTaiwanAreFoundByThoseOfTheMainland() throws {
        let text = ArticleText(title: "", body: "國產晶片", by: TextNormalizer(words: .taiwan))
        #expect(try #require(Term("芯片")).place(in: text) != nil)
        #expect(try #require(Term("晶片")).place(in: text) != nil)
    }

    @Test func theTitleEndsItsWords() throws {
        #expect(try place("人工智能", in: "智能产业", title: "人工") == nil)
        #expect(try place("人工智能", in: "智能。人工智能", title: "人工") == "人工智能")
        #expect(try place("DeepSeek", in: "AI", title: "DeepSeekCoder") == "deepseek")
    }

    @Test func anySpellingCounts() throws {
        #expect(try place("scaling law|尺度定律", in: "论尺度定律") == "尺度定律")
        #expect(Term("甲|乙")?.names == ["甲", "乙"] && Term(" | ") == nil && Term("\u{200D}") == nil)
    }

    @Test func thePlaceIsThatOfTheWord() throws {
        let article = ArticleText(title: "", body: "AIGC、AIphone、AIAgent")
        #expect(try #require(Term("AI")).place(in: article) == 13..<15)
    }
}
