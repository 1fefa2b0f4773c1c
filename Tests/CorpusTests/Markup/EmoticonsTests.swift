import Testing

@testable import Corpus

@Suite struct EmoticonsTests {
    private func bare(_ text: String) -> String {
        var bytes = Array(text.utf8)
        Emoticons.remove(from: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("好[哈哈]", "好 "), ("[泪]甲[泪]", "甲 "), ("甲[DOGE]乙", "甲 乙"), ("[/微笑]甲", "甲"),
        // Not in the list, but two in a row.
        ("甲[狗头][狗头]乙", "甲 乙"), ("[狗头][狗头][狗头]", ""),
    ])
    func areRemoved(text: String, expected: String) {
        #expect(bare(text) == expected)
    }

    @Test(arguments: ["[图片]", "[1][2]", "[1][1]", "[新华社]", "[", "[]", "[哈哈", "哈哈]", "[a b]", "[[哈哈", "【哈哈】"])
    func otherBracketsStay(text: String) {
        #expect(bare(text) == text)
    }
}
