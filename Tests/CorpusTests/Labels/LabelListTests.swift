import Testing

@testable import Corpus

@Suite struct LabelListTests {
    @Test(arguments: [
        (["财经\n体育"], ["财经", "体育"]), (["科技、财经"], ["科技、财经"]), (["无"], []), ([" a\u{200B} ", "b"], ["a", "b"]),
        ([#"["a","b,c"]"#], ["a", "b,c"]), (["财经\r\n\r\n体育"], ["财经", "体育"]),
    ])
    func wholeNames(_ values: [String], _ names: [String]) {
        #expect(LabelList.names(of: values, splits: false) == names)
    }

    @Test func needsToBeTakenWhole() {
        #expect(LabelList.isList("科技、财经") && LabelList.isList("a|b") && !LabelList.isList("科技（硬件、软件）"))
        #expect(!LabelList.isList("体育") && !LabelList.isList("AI 1"))
    }
}
