import Text
import Features
import Testing

@testable import Models

@Suite struct TechnologyCandidateTests {
    private func candidates(_ body: String, title: String = "", known: [String] = []) -> [String: Set<String>] {
        let text = NameText(ArticleText(title: title, body: body))
        var found: [String: Set<String>] = [:]
        for candidate in TechnologyCandidate.all(in: text, names: TechnologyNamesTests.names(known)) {
            #expect((candidate.name != nil) == (candidate.places.first?.pattern == .known))
            for place in candidate.places {
                #expect(text.letters(in: place.range) == candidate.letters)
                found[text.string(place.range), default: []].insert("\(place.pattern)")
            }
        }
        return found
    }

    @Test func latinWords() {
        #expect(candidates("今天Claude 3 Opus登场，OpenAI应战") == ["claude 3 opus": ["latin"], "openai": ["latin"]])
        // Amounts, counts, scores, sentences and numbers are not names.
        #expect(candidates("2024年，24GB显存，T1 2:0 BLG，1:1，15-1") == ["t1": ["latin"], "blg": ["latin"]])
        #expect(candidates("we all live in a yellow submarine").isEmpty)
        #expect(candidates("买了 H100 8 卡和 Optimus 2024年") == ["h100 8": ["latin"], "optimus": ["latin"]])
        #expect(candidates("4 倍", title: "用GPT") == ["gpt": ["latin"]])
    }

    @Test func knownNamesAndTheirVersions() {
        let known = ["GPT-4", "盘古大模型", "大模型", "RTX 4090"]
        #expect(candidates("GPT-4 Turbo比GPT-4便宜", known: known) == ["gpt-4 turbo": ["version"], "gpt-4": ["known"]])
        #expect(candidates("盘古大模型5.0发布", known: known) == ["盘古大模型5.0": ["version"]])
        #expect(candidates("盘古大模型70亿参数", known: known) == ["盘古大模型": ["known"]])
        #expect(candidates("RTX 4090 D上架", known: known) == ["rtx 4090 d": ["version"]])
        // Not a version of 大模型, but of the name that follows the verb.
        #expect(candidates("推出文心大模型4.0", known: known) == ["文心大模型4.0": ["versioned"], "文心大模型": ["suffix"]])
        // A version that is itself a known name.
        #expect(candidates("GPT-4 Turbo", known: known + ["GPT-4 Turbo"]) == ["gpt-4 turbo": ["known"]])
        // Text after the title is not a version of the name that ends the title.
        #expect(candidates("4.5亿人", title: "体验GPT-4", known: known)["gpt-4"] == ["known"])
    }

    @Test func chinesePatterns() {
        #expect(candidates("推出日日新5.0，宇树H1亮相")["日日新5.0"] == ["versioned"])
        #expect(candidates("，宇树H1亮相") == ["宇树h1": ["versioned"], "h1": ["latin"]])
        #expect(candidates("打开“妙鸭相机”和《文明》") == ["妙鸭相机": ["quoted"], "文明": ["quoted"]])
        #expect(candidates("“他说：走吧，好”").isEmpty)
        #expect(candidates("蚂蚁集团的百灵大模型")["百灵大模型"] == ["suffix"])
        #expect(candidates("“没有结束的引号").isEmpty && candidates("大模型").isEmpty)
    }

    @Test func suffixesTakeWholeNames() {
        #expect(candidates("腾讯旗下混元文生图大模型升级") == ["混元文生图大模型": ["suffix"]])
        #expect(candidates("某公司很早就在做混元文生图大模型").isEmpty)
        // A fragment is no name, and neither is what has a function character.
        #expect(candidates("框架的大模型").isEmpty && candidates("谁能把大模型").isEmpty)
        #expect(candidates("下一代原创算法").isEmpty)
        #expect(candidates("这是银河大模型") == ["银河大模型": ["suffix"]])
        // What kind of thing it is, is no name.
        #expect(candidates("，金融行业大模型").isEmpty && candidates("，基础模型").isEmpty)
        #expect(candidates("，基础模型", known: ["基础模型"]) == ["基础模型": ["known"]])
    }

    @Test func institutionsAndVersionsAreNoNames() {
        #expect(candidates("组建了万亿参数联盟（简称TPC）。TPC很忙").isEmpty)
        #expect(candidates("看TPC万亿参数联盟").isEmpty && candidates("看Zeta 公司").isEmpty)
        #expect(candidates("看Zeta的研究院") == ["zeta": ["latin"]])
        #expect(candidates("学而思的银河大模型（MathGPT）")["mathgpt"] == ["latin"])
        #expect(candidates("，V2.0").isEmpty && candidates("，X2.0") == ["x2.0": ["latin"]])
    }

    @Test func aKnownNameDoesNotHideALongerOne() {
        #expect(
            candidates("ChatGPT Edu登场", known: ["ChatGPT"]) == ["chatgpt": ["known"], "chatgpt edu": ["latin"]])
        #expect(
            candidates("蚂蚁集团的百灵大模型", known: ["大模型"]) == ["大模型": ["known"], "百灵大模型": ["suffix"]])
        #expect(candidates("蚂蚁集团的百灵大模型", known: ["百灵大模型"]) == ["百灵大模型": ["known"]])
        #expect(candidates("听“书生浦语”", known: ["浦语"]) == ["浦语": ["known"]])
    }

    @Test func chineseNamesAreFoundByTheirNeighbors() {
        #expect(candidates("一款名叫妙鸭相机的小程序") == ["妙鸭相机": ["named"]])
        #expect(candidates("名为“天镜”，") == ["天镜": ["quoted", "named"]])
        #expect(candidates("横岗站更名为南昌南站，").isEmpty && candidates("，自研首台300兆瓦").isEmpty)
        #expect(candidates("名为很长很长很长很长的名字").isEmpty && candidates("名为").isEmpty)
        #expect(candidates("同时，秘塔AI搜索、其他") == ["ai": ["latin"], "秘塔ai搜索": ["bounded"]])
        #expect(candidates("它的秘塔AI搜索好") == ["ai": ["latin"]])
        #expect(candidates("，底层是AI搜索，高端AI受限，") == ["ai": ["latin"]])
        #expect(candidates("，产能21万片，").isEmpty)
    }

    @Test func theVerbBeforeAName() {
        func verb(_ body: String) -> String? {
            let text = NameText(ArticleText(title: "", body: body))
            return text.introduction(before: text.scalars.count).map {
                String(String.UnicodeScalarView($0.map { Unicode.Scalar($0)! }))
            }
        }
        #expect(verb("华为发布") == "发布" && verb("华为发布了") == "发布" && verb("推出全新") == "推出")
        #expect(verb("华为") == nil && verb("") == nil && verb("全新") == nil)
    }
}
