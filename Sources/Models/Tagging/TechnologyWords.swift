import Text

/// The words of Chinese technology news that patterns look for. They only propose candidates; the weight of each
/// pattern is learned.
enum TechnologyWords {
    /// Verbs and phrases that introduce names.
    static let introductions = scalars([
        "发布", "推出", "开源", "上线", "亮相", "带来", "公布", "首发", "自研", "名为", "接入", "搭载", "采用", "基于", "代号", "内测",
        "升级", "使用", "展示", "更新", "训练", "开放", "取名", "命名为", "依靠", "借助", "拿出", "开发", "研发",
    ])
    /// Words that may stand between such a verb and the name.
    static let fillers = scalars(["了", "的", "新一代", "全新", "旗下", "自研"])
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
        "年月日号个万亿倍款张台种项家大元美人次分秒小天周岁多余成点批层卡块颗平英公千百位名场届股辆条只所枚座艘架克米瓦%".unicodeScalars.map(\.value))
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
