import Foundation
import Synchronization
import Text

/// What a name says about the field it stands for.
struct FieldName: Equatable, Sendable {
    /// Names of the first tier that a record has decide; the others are not looked at, but for a text that is empty.
    enum Tier: Int, Comparable, Sendable {
        /// As the caller wrote it.
        case named
        /// The caller's name, but for case, width, spaces or underscores.
        case similar
        case usual
        /// Used only where nothing better stands in the record: `tags` for the label.
        case weak

        static func < (a: Tier, b: Tier) -> Bool { a.rawValue < b.rawValue }
    }

    var field: RecordField
    var tier: Tier
    /// Among the names of a tier; the lowest is preferred.
    var rank: Int
    /// A value under this name that is no text is an error. Under a name that is only likely, it is passed over.
    var isCertain: Bool

    var isNamed: Bool { tier <= .similar }
}

/// The names that fields go by, in Chinese and English.
enum FieldNames {
    /// The field that a name usually stands for.
    ///
    /// Case, width, spaces, underscores and hyphens do not matter. A name of two parts (`Title-题名`, `正文（必填）`)
    /// counts where its parts agree, and a name may begin with what it belongs to (`新闻标题`, `article_title`).
    static func find(_ name: String) -> FieldName? { meaning(of: name).field }

    /// The same for a column of a table or a member of an object, whose name may have a note. Heads of records must not,
    /// since lines of texts may look so.
    ///
    /// - Parameter version: of the reading; 5 is the first one that knows them.
    static func find(_ name: String, _ version: TextNormalizer.Version) -> FieldName? {
        let meaning = meaning(of: name)
        return meaning.field ?? (version > .four ? meaning.annotated : nil)
    }

    /// Whether a head of records is known and stands for nothing an article has.
    static func isOther(_ name: String) -> Bool { meaning(of: name).isOther }

    private typealias Meaning = (field: FieldName?, annotated: FieldName?, isOther: Bool)

    /// Asked once per name and run: a folder of many small files has the same names again and again.
    private static func meaning(of name: String) -> Meaning {
        guard name.utf8.count <= longest else { return (nil, nil, false) }
        if let known = known.withLock({ $0[name] }) { return known }
        let meaning = workedOut(name)
        known.withLock { if $0.count < mostKnown { $0[name] = meaning } }
        return meaning
    }

    private static let known = Mutex<[String: Meaning]>([:])
    private static let mostKnown = 1 << 14

    private static func workedOut(_ name: String) -> Meaning {
        if let found = table[name] { return (found, nil, false) }
        let bare = folded(name)
        guard !bare.isEmpty else { return (nil, nil, false) }
        let found = table[bare] ?? withoutOwner(bare) ?? agreed(name)
        let isOther = others.contains(bare)
        return (found, found == nil && !isOther ? annotated(name) : nil, isOther)
    }

    /// In bytes; a longer cell of a header or member of an object is no name of a field.
    private static let longest = 80

    /// A name without what does not matter in it.
    static func folded(_ name: String) -> String {
        // Most names are Chinese characters or small letters, which stay as they are.
        let isPlain = name.unicodeScalars.allSatisfy { 0x4E00...0x9FFF ~= $0.value || "a"..."z" ~= $0 }
        if isPlain { return name }
        var folded = String.UnicodeScalarView()
        for scalar in name.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            switch scalar.properties.generalCategory {
            case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .format, .connectorPunctuation,
                .dashPunctuation:
                continue
            default: if !ignored.contains(scalar) { folded.append(scalar) }
            }
        }
        return String(folded)
    }

    /// Whether a text of this name is a summary, behind which the whole text may follow.
    static func isSummary(_ name: String) -> Bool {
        let bare = folded(name)
        return summaries.contains { bare.contains($0) }
    }

    private static let summaries = [
        "摘要", "导语", "简介", "概要", "summary", "abstract", "description", "excerpt", "snippet", "digest",
    ]

    private static let ignored = Set(":*#\"'`“”‘’【】[]<>《》「」".unicodeScalars)

    private static func withoutOwner(_ bare: String) -> FieldName? {
        for owner in owners where bare.hasPrefix(owner) {
            if let found = table[String(bare.dropFirst(owner.count))] {
                return FieldName(field: found.field, tier: found.tier, rank: found.rank, isCertain: false)
            }
        }
        return nil
    }

    private static func agreed(_ name: String) -> FieldName? {
        let parts = name.split { "-/|()（）／｜－".contains($0) }.map { folded(String($0)) }
            .filter { !$0.isEmpty && !remarks.contains($0) }
        guard let first = parts.first, parts.count <= 3, let found = table[first] ?? withoutOwner(first),
            parts.allSatisfy({ (table[$0] ?? withoutOwner($0))?.field == found.field })
        else { return nil }
        return FieldName(field: found.field, tier: found.tier, rank: found.rank, isCertain: false)
    }

    /// A name with a number before it, a note in brackets behind it or another language beside it: `1.发布时间`,
    /// `发布时间（北京时间）`, `发布日期 Date`, `URL地址`.
    private static func annotated(_ name: String) -> FieldName? {
        var scalars = Array(name.unicodeScalars.drop { "0"..."9" ~= $0 || ".、．) ）".unicodeScalars.contains($0) })
        if let open = scalars.lastIndex(where: { "（([【".unicodeScalars.contains($0) }), open > 0,
            let last = scalars.last,
            "）)]】".unicodeScalars.contains(last)
        {
            let note = folded(String(String.UnicodeScalarView(scalars[open...])))
            guard notes.contains(where: { note.contains($0) }) else { return nil }
            scalars.removeLast(scalars.count - open)
        }
        let parts = scalars.split { $0 == " " || $0 == "\n" || $0 == "\u{3000}" }.flatMap(byScript).filter {
            $0 != "地址"
        }
        // A name of several English words is one name.
        let english = parts.filter { $0.utf8.first! < 0x80 }
        let names = parts.filter { $0.utf8.first! >= 0x80 } + (english.isEmpty ? [] : [english.joined()])
        let found = names.map { table[$0] ?? withoutOwner($0) }
        guard names.count < 3, let first = found.first ?? nil, found.allSatisfy({ $0?.field == first.field }) else {
            return nil
        }
        return FieldName(field: first.field, tier: first.tier, rank: first.rank, isCertain: false)
    }

    /// Letters and Chinese characters apart, folded.
    private static func byScript(_ word: ArraySlice<Unicode.Scalar>) -> [String] {
        var parts: [String.UnicodeScalarView] = []
        var wasASCII: Bool?
        for scalar in word {
            if wasASCII != scalar.isASCII { parts.append(String.UnicodeScalarView()) }
            wasASCII = scalar.isASCII
            parts[parts.count - 1].append(scalar)
        }
        return parts.map { folded(String($0)) }.filter { !$0.isEmpty }
    }

    /// In brackets behind a name; most other notes there, as 标题（字数）, make it another field.
    private static let notes = [
        "北京时间", "当地时间", "本地时间", "东八区", "时区", "utc", "gmt", "beijing", "local", "yyyy", "格式", "年月日", "中文", "简体", "汉语",
        "chinese", "zh",
        "cn", "必填", "选填", "可选", "required", "optional", "全文",
    ]

    private static let remarks: Set<String> = ["必填", "选填", "可选", "required", "optional"]

    private static let owners = [
        "新闻", "文章", "微博", "帖子", "稿件", "资讯", "报道", "博文", "原文", "网页", "文献", "论文", "公告", "推文", "新聞",
        "article", "news", "post", "document", "doc", "item", "page", "story", "weibo", "entry", "web", "meta", "og",
        "dc",
    ]

    private static let table: [String: FieldName] = {
        var table: [String: FieldName] = [:]
        for field in RecordField.allCases {
            let certain = field.nativeNames + field.certainNames
            let usual = certain + field.usualNames
            for (rank, name) in (usual + field.weakNames).enumerated() {
                let key = folded(name)
                guard table[key] == nil else { continue }
                table[key] = FieldName(
                    field: field, tier: rank < usual.count ? .usual : .weak, rank: rank,
                    isCertain: rank < certain.count)
            }
        }
        return table
    }()

    /// Heads of records that are known and stand for nothing an article has.
    private static let others: Set<String> = [
        "作者", "记者", "编辑", "责任编辑", "责编", "审核", "校对", "编号", "序号", "阅读数", "阅读量", "浏览量", "点击量", "点赞数", "评论数",
        "转发数", "收藏数", "地区", "地域", "省份", "城市", "版面", "版次", "字数", "页码", "单位", "机构", "语言", "情感", "副标题", "author",
        "authors", "editor", "id", "no", "views", "likes", "comments", "shares", "language", "lang", "region",
    ]
}

extension RecordField {
    /// The names looked for after the native ones since the first version: what stands there must be text.
    fileprivate var certainNames: [String] {
        switch self {
        case .title: ["title"]
        case .link: ["link", "url"]
        case .date: ["date"]
        case .source: ["source"]
        case .text: ["text"]
        case .keywords: ["keywords"]
        case .technologies: ["technologies"]
        case .industries: ["label", "labels", "industries"]
        case .events: ["events"]
        }
    }

    /// What exports of crawlers, media monitoring, literature databases, social networks and news services say.
    fileprivate var usualNames: [String] {
        switch self {
        case .title:
            [
                "题目", "题名", "篇名", "主标题", "大标题", "中文标题", "中文题名", "標題", "題目", "題名", "headline", "headlines",
                "main title", "title zh", "title cn", "subject", "biaoti", "content title",
            ]
        case .link:
            [
                "网址", "原文链接", "链接地址", "原文地址", "原文网址", "原始链接", "来源链接", "连接", "網址", "連結", "鏈接", "原文連結", "href",
                "links", "urls", "permalink", "web url", "source url", "source link", "original url", "origin url",
                "share url", "content url", "link url", "uri", "shorturl",
            ]
        case .date:
            [
                "发布日期", "发表时间", "发表日期", "刊发时间", "刊发日期", "出版日期", "出版时间", "见报日期", "见报时间", "发文时间", "发文日期", "发帖时间",
                "发博时间", "发稿时间", "发稿日期", "推送时间", "推送日期", "上线时间", "公开日期", "公告日期", "公告时间", "日期时间", "时间", "發布時間",
                "發佈時間", "發布日期", "發佈日期", "發表時間", "發表日期", "刊登日期", "時間", "publish time", "publish date", "published at",
                "published",
                "published date", "published time", "published on", "publication date", "publication time",
                "pub date", "pub time", "pubdatetime", "publish datetime", "publish at", "published timestamp",
                "date published", "date publish", "release date", "release time", "released at", "issue date", "posted",
                "posted at", "posted on", "post time", "post date", "ptime", "datetime", "date time", "time",
                "timestamp", "created at", "create time", "create date", "created time", "created", "created date",
                "created on", "creation date", "ctime", "day", "publishedtime", "isodate", "seendate",
                "article published time", "web publication date",
            ]
        case .source:
            [
                "来源媒体", "媒体名称", "媒体", "来源名称", "信源", "信息来源", "出处", "发布媒体", "发布机构", "发布单位", "来源网站", "网站名称", "网站",
                "站点名称", "站点", "公众号名称", "公众号", "文献来源", "刊名", "期刊名称", "期刊", "报纸名称", "报纸", "报刊", "载体", "來源", "媒體",
                "出處", "source name", "sourcename", "media name", "media", "outlet", "publisher", "publication",
                "publication name", "site name", "site", "website", "newspaper", "journal", "provider", "news agency",
            ]
        case .text:
            [
                "正文", "内容", "全文", "content encoded", "摘要", "文本", "正文内容", "文章", "内容正文", "全文内容", "文章全文", "内容摘要", "中文摘要",
                "导语", "简介",
                "内容简介", "概要", "文字", "文案", "原文", "博文", "詳細內容", "內容", "內文", "全文內容", "總結", "content", "contents", "body",
                "article",
                "article body", "body text", "full text", "fulltext", "full content", "main text", "main content",
                "text content", "content text", "plain text", "raw text", "raw content", "clean text", "cleaned text",
                "description", "summary", "abstract", "excerpt", "snippet", "digest", "trail text", "selftext",
                "text raw", "long text", "longtext", "zhengwen", "neirong", "story",
            ]
        case .keywords: ["关键字", "主题词", "中文关键词", "關鍵詞", "關鍵字", "keyword", "key words", "key phrases", "keyphrases"]
        case .technologies: ["涉及技术", "关键技术", "technology"]
        case .industries:
            [
                "行业分类", "所属行业", "行业类别", "行业标签", "分类", "类别", "分类标签", "类目", "一级分类", "所属分类", "所属类别", "栏目", "栏目名称", "频道",
                "板块", "领域", "標籤類別", "行業", "產業", "分類", "類別", "欄目", "頻道", "category", "categories",
                "category name", "class", "classes", "class name", "class label", "label name", "industry",
                "industry name", "sector", "section", "section name",
            ]
        case .events: ["重大事件", "事件摘要", "major events"]
        }
    }

    /// Names that often stand for something else.
    fileprivate var weakNames: [String] {
        switch self {
        case .title: ["主题", "名称", "题"]
        case .link: ["短链接", "地址链接", "guid"]
        case .date: ["更新时间", "更新日期", "修改时间", "updated at", "update time", "updated", "update date", "modified"]
        case .source:
            ["平台", "来源平台", "作者单位", "单位名称", "发布者", "platform", "domain", "account", "account name", "channel name"]
        case .text:
            [
                "评论内容", "评论", "评论正文", "留言", "留言内容", "描述", "问题描述", "回答内容", "详情", "comment", "comment text",
                "comment content",
                "review", "review text", "message", "tweet", "desc", "detail", "details", "content html", "body html",
                "html", "answer", "question", "sentence",
            ]
        case .keywords: ["kw"]
        case .technologies, .events: []
        case .industries: ["标签", "標籤", "话题", "topic", "topics", "channel", "tags", "tag"]
        }
    }
}
