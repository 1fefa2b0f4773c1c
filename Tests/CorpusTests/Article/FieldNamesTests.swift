import Testing

@testable import Corpus

@Suite struct FieldNamesTests {
    @Test(arguments: [
        (
            RecordField.title,
            ["标题", "题目", "题名", "新闻标题", "Title", "HEADLINE", "article_title", "标 题", "ＴＩＴＬＥ", "Title-题名"]
        ),
        (
            .text,
            [
                "正文", "内容", "全文", "摘要", "文章内容", "新闻内容", "content", "Body", "article", "description", "Summary-摘要",
                "正文（必填）",
            ]
        ),
        (
            .date,
            [
                "时间", "发布时间", "发布日期", "发表时间", "pub_date", "publishTime", "created_at", "publishedAt", "date-time",
                "timestamp", "PubTime-发表时间",
            ]
        ),
        (.industries, ["行业", "分类", "类别", "栏目", "category", "class", "标签", "tags", "新闻类别"]),
        (.link, ["链接", "网址", "原文链接", "URL", "href", "article_url", "原文\u{200B}链接"]),
        (.source, ["来源", "媒体", "作者单位", "source_name", "media", "publisher", "\u{3000}媒体名称", "Source-文献来源"]),
        (.keywords, ["关键词", "关键字", "Key_Words", "Keyword-关键词", "news_keywords"]),
    ])
    func namesStandForFields(field: RecordField, names: [String]) {
        for name in names { #expect(FieldNames.find(name)?.field == field, "\(name)") }
    }

    @Test(arguments: [
        "", "id", "type", "count", "编号", "阅读数", "作者", "news_id", "content_length", "标题数", "Organ-单位", "body-type",
        "image", "-",
        "SrcDatabase-来源库", "user-id", "name", "标题 (2)",
    ])
    func falseFriendsStandForNone(name: String) { #expect(FieldNames.find(name) == nil) }

    /// With a note, a number or another language; older archives and models know only the plain names.
    @Test(arguments: [
        (
            RecordField.date,
            [
                "发布时间（北京时间）", "发布时间(UTC+8)", "1.发布时间", "3、发布时间", "发布日期 Date", "Publish Date (UTC)", "日期(yyyy-MM-dd)",
                "Publish Date 发布日期",
            ]
        ), (.title, ["标题（中文）", "Title 标题", "标题Title", "标题\nTitle"]), (.link, ["URL地址", "链接 URL"]),
    ])
    func namesMayHaveNotes(field: RecordField, names: [String]) {
        for name in names {
            #expect(FieldNames.find(name, .newest)?.field == field, "\(name)")
            #expect(FieldNames.find(name) == nil && FieldNames.find(name, .four) == nil, "\(name)")
        }
    }

    @Test(arguments: ["标题（字数）", "正文（条）", "发布时间 标题", "标题 ID", "Title Length", "来源（数量）", "内容 URL", "1", "（北京时间）", "2024"])
    func otherNotesMakeOtherFields(name: String) { #expect(FieldNames.find(name, .newest) == nil) }

    @Test func aTagIsALabelOnlyWhereNothingBetterStands() {
        func labels(_ header: [String]) -> [Int] {
            FieldPlan(header.map { FieldMapping().match($0) }).columns.filter { $0.field == .industries }.map(\.index)
        }
        #expect(labels(["tags", "类别"]) == [1])
        #expect(labels(["tags", "n"]) == [0])
        #expect(labels(["category", "标签", "行业"]) == [2, 0])
    }

    @Test func aNameThatWasAskedForWins() {
        let mapping = FieldMapping(names: [.text: "Abstract", .industries: "keywords"])
        #expect(mapping.match("content")?.tier == .usual)
        #expect(mapping.match("keywords")?.field == .industries)
        let columns = FieldPlan(["content", "ABSTRACT", "Abstract"].map { mapping.match($0) }).columns
        #expect(columns.map(\.index) == [2])
        // As a person writes it, if it does not stand there exactly.
        #expect(FieldPlan(["content", "ABS tract"].map { mapping.match($0) }).columns.map(\.index) == [1])
    }

    @Test func aRememberedNameYieldsToTheUsualOnesWhereItIsMissing() {
        var mapping = FieldMapping(names: [.text: "body2"])
        mapping.remembered = [.text]
        #expect(FieldPlan(["正文", "n"].map { mapping.match($0) }).columns.map(\.index) == [0])
        #expect(FieldPlan(["正文", "body2"].map { mapping.match($0) }).columns.map(\.index) == [1])
    }
}
