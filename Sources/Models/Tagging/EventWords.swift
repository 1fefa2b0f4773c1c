import Features
import Text

/// Two neighboring letters or digits; everything else is skipped.
struct LetterPair: Hashable {
    var pair: UInt64

    init(_ first: UInt32, _ second: UInt32) { pair = UInt64(first) << 32 | UInt64(second) }

    /// The pairs of a word, which is normalized first.
    static func all(in text: String) -> Set<LetterPair> { all(in: TextNormalizer().scalars(of: text)[...]) }

    /// The pairs of a normalized text.
    static func all(in scalars: ArraySlice<UInt32>) -> Set<LetterPair> {
        var pairs: Set<LetterPair> = []
        pairs.reserveCapacity(scalars.count)
        var last: UInt32?
        scalars.withUnsafeBufferPointer { scalars in
            PhraseUnit.forEach(in: scalars) { unit in
                for scalar in scalars[unit.range] {
                    if let last { pairs.insert(LetterPair(last, scalar)) }
                    last = scalar
                }
            }
        }
        return pairs
    }
}

/// The words by which events are told from opinions. Verbs have two characters, so that one pair of letters finds them.
enum EventWords {
    /// What a pair of letters says.
    struct Kinds: OptionSet {
        var rawValue: UInt8
        /// The verb of an announcement.
        static let announcement = Kinds(rawValue: 1)
        /// The verb of an act, announcements among them.
        static let act = Kinds(rawValue: 2)
        /// A word of comment.
        static let comment = Kinds(rawValue: 4)
        /// A word with which a clause is an opinion, whatever else it says.
        static let opinion = Kinds(rawValue: 8)
        /// A body that acts.
        static let body = Kinds(rawValue: 16)
    }

    static func kinds(_ pair: LetterPair) -> Kinds { table[pair] ?? [] }

    /// Whether a clause says that something was passed, as in 审议通过. Elsewhere 通过 is a preposition.
    static func tellsOfPassing(_ scalars: ArraySlice<UInt32>) -> Bool {
        scalars.indices.dropLast().contains { index in
            guard scalars[index] == passing[0], scalars[index + 1] == passing[1] else { return false }
            let isBefore = index > scalars.startIndex && beforePassing.contains(scalars[index - 1])
            return isBefore || index + 2 == scalars.endIndex || behindPassing.contains(scalars[index + 2])
        }
    }

    private static let passing: [UInt32] = [0x901A, 0x8FC7]
    private static let beforePassing = scalars("议票决会已获")
    private static let behindPassing = scalars("《“了,，。;:!?")

    /// All kinds that are among some pairs.
    static func kinds(_ pairs: Set<LetterPair>) -> Kinds { pairs.reduce(into: []) { $0.formUnion(kinds($1)) } }

    private static let table: [LetterPair: Kinds] = {
        var table: [LetterPair: Kinds] = [:]
        func add(_ words: String, _ kinds: Kinds) {
            for word in words.split(separator: " ") {
                let scalars = word.unicodeScalars.map(\.value)
                table[LetterPair(scalars[0], scalars[1]), default: []].formUnion(kinds)
            }
        }
        add(
            "发布 推出 宣布 上线 签署 签订 收购 融资 获批 启动 公布 开源 成立 披露 实施 印发", [.announcement, .act])
        add(
            """
            升级 开放 上调 下调 批准 入股 投资 增资 合作 联合 完成 获得 亮相 首发 发射 起诉 指控 提出 要求 限制 禁止 暂停 停止 裁员 辞职 任命 \
            解散 上市 交付 量产 投产 开工 落地 试点 出台 审议 施行 生效 下架 致歉 调查 处罚 罚款 授权 接入 搭载 扩大 增长 下降 超过 拿下 夺冠 \
            当选 召开 举行 开幕 签约 中标 采购 建成 投运 并网 内测 纳入 达成 发表 上架 罢工 呼吁 申请 公测 备案 加入 组建 创立 展示 登场 入驻 \
            回应 开售 收官 免费 召回 合并
            """, .act)
        add(
            """
            认为 表示 指出 强调 坦言 直言 担忧 质疑 意味 或许 也许 似乎 可能 应当 应该 值得 不过 难题 问题 考验 未必 如何 人士 分析 专家 业内 \
            观察 外界 不是 并不 并非 更像 说明 证明 看来 无疑 毕竟 建议 提醒 相信 预测 预计 看好 需要 必须 迫切 关键 焦点 优势
            """, .comment)
        add("认为 看来 应当 应该 建议 必须 迫切 不能 值得 或许 可能 也许 担忧 质疑 相信 未必 如何 能否", .opinion)
        add("公司 集团 政府 大学 部门 学院 法院 银行 委员 总统 国家 研究", .body)
        return table
    }()

    /// Characters that begin a clause of circumstance.
    static let circumstances = scalars("但而却虽如因由所于此对在当从把若即")
    /// Characters that begin a clause whose subject stands before it.
    static let continuations = scalars("并将也还其该这它后前双两同且再又")
    /// Verbs of one character that need a subject before them.
    static let bareVerbs = scalars("为成使让以用")
    /// Characters that end a subject: adverbs, prepositions and auxiliaries.
    static let subjectEnds = scalars("在于将向对正已刚从把被也又还就为以因与将并则再近日今本上昨当")

    /// Characters that point to what was said, and 是.
    static let pointers = scalars("这那此")
    static let copula: UInt32 = 0x662F
    /// Verbs of saying, and the characters with which others end.
    static let saying = Set(
        ["宣布", "披露", "公布", "显示", "表示", "证实", "承认", "公告", "通知", "透露"].flatMap { LetterPair.all(in: $0) })
    static let sayingEnds = scalars("称说")

    private static func scalars(_ characters: String) -> Set<UInt32> { Set(characters.unicodeScalars.map(\.value)) }

    /// Phrases of credits and calls to follow an account, each with its first pair of letters, whose search is much
    /// faster.
    static let boilerplate = [
        "责编", "责任编辑", "栏目主编", "本文作者", "点击关注", "点击查看", "扫码", "扫描二维码", "公众号", "阅读原文", "未经授权", "版权所有", "免责声明",
        "不代表本", "图源", "来源:", "来源：", "编辑:", "编辑：", "更多精彩",
    ].map { (text: $0, first: LetterPair.all(in: String($0.prefix(2))).first!) }
}
