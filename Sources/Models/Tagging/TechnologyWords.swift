import Text

/// The words of Chinese technology news that patterns look for. They only propose candidates; the weight of each
/// pattern is learned.
enum TechnologyWords {
    /// Verbs and phrases that introduce names, and 旗下.
    static let introductions = scalars([
        "发布", "推出", "开源", "上线", "亮相", "带来", "公布", "首发", "自研", "名为", "接入", "搭载", "采用", "基于", "代号", "内测",
        "升级", "使用", "展示", "更新", "训练", "开放", "取名", "命名为", "依靠", "借助", "拿出", "开发", "研发", "旗下",
    ])
    /// Words that may stand between such a verb and the name.
    static let fillers = scalars(["了", "的", "新一代", "全新", "旗下", "自研"])
    /// Verbs of naming, and the characters that they begin with.
    static let naming = scalars(["名为", "名叫", "叫做", "取名", "命名为", "代号"])
    static let namingStarts = Set(naming.map { $0[0] })
    /// Characters and marks that end a name behind such a verb.
    static let nameEnds = Set("的，。、（”》,；;(是和与将".unicodeScalars.map(\.value))
    /// Marks before and behind a name in a list or a clause of its own.
    static let openers = Set("、，,：:“‘（(。；;".unicodeScalars.map(\.value))
    static let closers = Set("、，,。”’）)；;".unicodeScalars.map(\.value))
    /// What stands behind companies and institutions, as they act or are told of.
    static let behindCompanies = WordSet(beginning: [
        "宣布", "表示", "发布", "推出", "公司", "创始", "首席", "团队", "员工", "股价", "市值", "融资", "收购", "旗下", "披露", "称", "董事", "总裁",
        "ceo", "的研究", "研究", "联合", "与", "向", "等", "也", "将", "则", "在", "计划", "方面", "本周", "今年", "刚", "于", "正", "近日", "集团",
    ])
    /// What stands before companies and institutions.
    static let beforeCompanies = WordSet(ending: [
        "收购", "投资", "加入", "来自", "由", "公司", "企业", "旗下", "巨头", "与", "和", "向", "对", "被", "给", "机构", "平台", "团队", "同", "联合",
        "简称",
    ])
    /// What stands behind products, models and methods.
    static let behindProducts = WordSet(beginning: [
        "大模型", "模型", "芯片", "平台", "系统", "上线", "发布会", "正式", "版", "支持", "的参数", "api", "助手", "处理器", "机器人", "框架", "架构",
        "算法", "接口", "亮相", "登场", "可以", "能", "问世", "采用", "开源", "加速", "显卡", "技术", "手机", "功能", "服务", "工具", "生成",
    ])
    /// What stands before products, models and methods.
    static let beforeProducts = WordSet(ending: [
        "发布", "推出", "上线", "开源", "名为", "搭载", "接入", "基于", "采用", "使用", "用", "对标", "叫板", "新一代", "模型", "芯片", "的", "升级",
        "是", "让", "把", "以", "类", "版", "出", "助手", "系统", "自研", "首款", "款",
    ])
    /// Words that, like numbers, mark another version of a name.
    static let versions = Set(
        scalars([
            "pro", "max", "ultra", "plus", "mini", "turbo", "lite", "beta", "gen", "nano", "next", "super", "opus",
            "sonnet", "haiku",
        ]))
    /// Common endings of names.
    static let suffixes = scalars(["大模型", "模型", "智能体", "网络", "算法", "机器人"])
    /// Measure words: a number before one of them is a count, not a version.
    static let measures = Set(
        "年月日号个万亿倍款张台种项家大元美人次分秒小天周岁多余成点批层卡块颗平英公千百位名场届股辆条只所枚座艘架克米瓦兆%".unicodeScalars.map(\.value))
    /// Units written in Latin letters.
    static let units = Set(
        scalars([
            "gb", "tb", "mb", "kb", "pb", "k", "g", "m", "b", "t", "nm", "mm", "cm", "km", "kg", "w", "kw", "mw", "gw",
            "kwh", "hz",
            "khz", "mhz", "ghz", "tops", "fps", "p",
        ]))
    /// Words of the field. Their number in an article tells whether it is about technology.
    static let field = scalars(["模型", "智能", "算法"])
    static let ai = scalars(["ai"])[0]

    private static func scalars(_ words: [String]) -> [[UInt32]] { words.map { $0.unicodeScalars.map(\.value) } }

    /// Whether a word is a version: `4`, `4o`, `3.5`, `v5`, `pro`. Amounts such as `128k` are not.
    static func isVersion(_ word: ArraySlice<UInt32>) -> Bool {
        if versions.contains(Array(word)) { return true }
        var rest = word
        if rest.first == 0x76, rest.count > 1 { rest = rest.dropFirst() }
        guard let first = rest.first, isDigit(first) else { return false }
        rest = rest.drop { isDigit($0) || $0 == 0x2E }
        return rest.isEmpty || rest.count == 1 && isLetter(rest.first!) && !units.contains(Array(rest))
    }

    static func isNumber(_ word: ArraySlice<UInt32>) -> Bool { word.allSatisfy { isDigit($0) || $0 == 0x2E } }

    /// Whether a word is an amount with its unit, such as `24gb`.
    static func isAmount(_ word: ArraySlice<UInt32>) -> Bool {
        guard let first = word.first, isDigit(first) else { return false }
        return units.contains(Array(word.drop { isDigit($0) || $0 == 0x2E }))
    }

    /// Whether a word separates two teams: `vs`, or a score such as `2:0`.
    static func isMatch(_ word: ArraySlice<UInt32>) -> Bool { word.contains(0x3A) || word.elementsEqual([0x76, 0x73]) }

    /// The family of a name: the name without its version, `gpt` for `gpt-4 turbo`, `通义千问` for `通义千问2.5`. A name
    /// without a version, or with too little besides it, is its own family.
    static func family(of name: ArraySlice<UInt32>) -> ArraySlice<UInt32> {
        var rest = name
        var hasNumber = false
        while let last = rest.last {
            let before = rest
            if isSeparator(last) {
                rest = rest.dropLast()
            } else if isDigit(last) {
                rest = rest.dropLast(rest.reversed().prefix { isDigit($0) || $0 == 0x2E }.count)
                hasNumber = true
            } else if isLetter(last) {
                let length = rest.reversed().prefix(while: isLetter).count
                let word = rest.suffix(length)
                let edge = rest.dropLast(length).last
                let isApart = edge.map { !isDigit($0) } ?? true
                if versions.contains(Array(word)) || length <= 2 && (!isApart || hasNumber && edge.map(isHan) ?? false)
                    || length == 1 && hasNumber && word.first == 0x76
                {
                    rest = rest.dropLast(length)
                }
            }
            if rest.count == before.count { break }
        }
        let minimum = rest.last.map(isHan) ?? false ? 2 : 3
        return rest.count >= minimum ? rest : name
    }

    static func isLetter(_ scalar: UInt32) -> Bool { scalar >= 0x61 && scalar <= 0x7A }
    static func isHan(_ scalar: UInt32) -> Bool { scalar >= 0x4E00 && scalar <= 0x9FFF }
    private static func isSeparator(_ scalar: UInt32) -> Bool {
        scalar == 0x20 || scalar == 0x2D || scalar == 0x2E || scalar == 0x5F
    }
}

/// Words that are looked for at the beginning or at the end of a part of a text.
struct WordSet: Sendable {
    /// The words by their first scalar, or by their last one.
    private let words: [UInt32: [[UInt32]]]

    /// Words for `begins`.
    init(beginning words: [String]) {
        self.words = Dictionary(grouping: words.map { $0.unicodeScalars.map(\.value) }) { $0[0] }
    }

    /// Words for `ends`.
    init(ending words: [String]) {
        self.words = Dictionary(grouping: words.map { $0.unicodeScalars.map(\.value) }) { $0[$0.count - 1] }
    }

    /// Whether a text begins with one of the words.
    func begins(_ text: ArraySlice<UInt32>) -> Bool {
        text.first.flatMap { words[$0] }?.contains { text.starts(with: $0) } ?? false
    }

    /// Whether a text ends with one of the words.
    func ends(_ text: ArraySlice<UInt32>) -> Bool {
        text.last.flatMap { words[$0] }?.contains { text.suffix($0.count).elementsEqual($0) } ?? false
    }
}
