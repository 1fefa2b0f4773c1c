import Testing

@testable import Corpus

@Suite struct EscapesTests {
    private func decoded(_ text: String) -> String {
        var bytes = Array(text.utf8)
        _ = Escapes.decode(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("甲\\u3000乙", "甲\u{3000}乙"), ("甲\\n乙", "甲\n乙"), ("甲\\\\n乙", "甲\n乙"), ("甲\\xa0乙", "甲\u{A0}乙"),
        ("甲\\r\\n乙", "甲\n\n乙"), ("甲\\t乙", "甲 乙"), ("\\ud83d\\ude00", "😀"), ("\\u4e2d\\u56fd", "中国"),
        ("\\xe4\\xb8\\xad", "中"), ("hello\\n世界", "hello\n世界"), ("完\\n", "完\n"), ("end\\n", "end\n"), ("\\u0000", " "),
        ("\\ud83d", "\u{FFFD}"),
    ])
    func areDecoded(text: String, expected: String) {
        #expect(decoded(text) == expected)
    }

    @Test(arguments: [
        "C:\\new", "\\nabla", "\\times", "\\u12", "\\x4", "\\", "\\\\", "D:\\data\\table.csv", "\\x61", "\\alpha",
        "^\\d+\\s", "\\u{3000}",
    ])
    func otherBackslashesStay(text: String) {
        #expect(decoded(text) == text)
    }
}
