import Features

/// Words that tell products from companies, common nouns and turns of phrase.
extension TechnologyWords {
    /// Characters that no name has: function characters, and others that a noun phrase does not go on over.
    static let noName = PhraseUnit.functionCharacters.union("这那个一能谁难可".unicodeScalars.map(\.value))

    /// 更 and 改, before 名为.
    static let renaming: Set<UInt32> = [0x66F4, 0x6539]

    /// Nouns of products, beside a name in quotation marks: 芯片“杨戬”.
    static let productNouns = [
        "大模型", "模型", "芯片", "助手", "系统", "平台", "机器人", "框架", "产品", "引擎", "应用", "工具", "软件", "相机", "算法", "架构", "处理器",
        "显卡", "服务器", "技术", "服务", "功能", "版本", "系列",
    ]
    static let beforeQuotedProducts = WordSet(ending: productNouns)
    static let behindQuotedProducts = WordSet(
        beginning: productNouns + ["上线", "亮相", "登场", "问世", "开源", "内测", "公测", "开放", "升级", "搭载", "支持"])
    /// Nouns that end the name of a product: 秘塔AI搜索.
    static let productEndings = Set(
        [
            "搜索", "助手", "相机", "眼镜", "平台", "芯片", "引擎", "浏览器", "音箱", "同学", "系统", "服务", "框架", "架构", "处理器", "电脑", "手机",
            "精灵",
        ].map { $0.unicodeScalars.map(\.value) })

    /// Whether a name without its suffix says only what kind of thing it is: 金融 in 金融大模型.
    static func isGeneric(_ stem: ArraySlice<UInt32>) -> Bool {
        // Whether generic words make up the scalars up to a place.
        var isReached = [true] + Array(repeating: false, count: stem.count)
        for end in 1..<isReached.count {
            isReached[end] = generic.contains { word in
                word.count <= end && isReached[end - word.count]
                    && stem.dropLast(stem.count - end).suffix(word.count).elementsEqual(word)
            }
        }
        return isReached[stem.count]
    }

    private static let generic = [
        "基础", "通用", "行业", "专用", "国产", "国内", "国外", "海外", "中国", "美国", "全球", "开源", "闭源", "大型", "小型", "语言", "视觉", "图像",
        "视频", "语音", "文本", "代码", "多模态", "参数", "千亿", "百亿", "万亿", "亿级", "端侧", "云端", "垂直", "垂类", "金融", "教育", "医疗", "工业",
        "世界", "训练", "预训练", "自研", "主流", "头部", "先进", "各类", "生成式", "生成", "推理", "智能", "人工", "产业", "企业", "政务", "法律", "领域",
        "轻量", "新型", "新一代", "下一代", "上一代", "资源", "数据", "计算", "原创", "核心", "推荐", "移动", "服务", "国际", "研究", "ai", "大", "小",
        "新", "级",
        "类",
    ].map { $0.unicodeScalars.map(\.value) }

    /// A name without the suffix it ends in: 混元 of 混元大模型. The name itself if it has no suffix, or less than two
    /// characters before it.
    static func stem(of letters: [UInt32]) -> ArraySlice<UInt32> {
        for suffix in suffixes
        where letters.count >= suffix.count + 2 && letters.suffix(suffix.count).elementsEqual(suffix) {
            return letters.dropLast(suffix.count)
        }
        return letters[...]
    }

    /// What stands directly behind the name of a company or an institution.
    static let behindInstitutions = WordSet(
        beginning: bodies + ["机构", "创始人", "首席执行官", "ceo", "董事会", "股价", "市值"])
    /// Bodies, behind which a name in brackets is their abbreviation.
    static let beforeAbbreviations = WordSet(
        ending: bodies + ["大会", "展览会", "消费电子展", "峰会", "论坛", "展会", "局", "部", "会", "院"])
    static let bodies = [
        "公司", "集团", "研究院", "研究所", "大学", "学院", "联盟", "协会", "委员会", "基金会", "实验室", "财团", "组织",
    ]
    static let bodyNames = WordSet(beginning: bodies)
    /// What stands between a body and its abbreviation.
    static let abbreviating = ["(以下简称", "(简称", "(下称", "简称为", "简称", "("].map { $0.unicodeScalars.map(\.value) }
    /// Characters that end a noun phrase: 发 and 推 begin 发布 and 推出.
    static let phraseEnds = Set("的发推和与在".unicodeScalars.map(\.value))
}

extension NameText {
    /// A range with the quotation marks around it.
    func outside(_ range: Range<Int>) -> Range<Int> {
        guard range.lowerBound > 0, range.upperBound < scalars.count,
            NameText.isOpening(scalars[range.lowerBound - 1]), NameText.isClosing(scalars[range.upperBound])
        else { return range }
        return range.lowerBound - 1..<range.upperBound + 1
    }

    // “ " ‘ 《 「 and their ends.
    private static func isOpening(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x201C, 0x22, 0x2018, 0x300A, 0x300C: true
        default: false
        }
    }

    private static func isClosing(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x201D, 0x22, 0x2019, 0x300B, 0x300D: true
        default: false
        }
    }

    /// Whether the text says that a part of it names a company or an institution: a word for such a body stands behind
    /// it, or it abbreviates one, as TPC in 万亿参数联盟（简称TPC）.
    func namesInstitution(_ range: Range<Int>) -> Bool {
        var behind = scalars[range.upperBound...]
        if behind.first == 0x20 { behind = behind.dropFirst() }
        if TechnologyWords.behindInstitutions.begins(behind) { return true }
        // TPC万亿参数联盟
        for (length, scalar) in behind.prefix(7).enumerated() {
            if length > 0, TechnologyWords.bodyNames.begins(behind.dropFirst(length)) { return true }
            guard TechnologyWords.isHan(scalar), !TechnologyWords.phraseEnds.contains(scalar) else { break }
        }
        var before = scalars[..<range.lowerBound]
        if let last = before.last, NameText.isOpening(last) { before = before.dropLast() }
        return TechnologyWords.abbreviating.contains { word in
            before.suffix(word.count).elementsEqual(word)
                && TechnologyWords.beforeAbbreviations.ends(before.dropLast(word.count))
        }
    }
}
