import Testing

@testable import Corpus

@Suite struct EntitiesTests {
    private func decoded(_ text: String) -> String {
        var bytes = Array(text.utf8)
        _ = Entities.decode(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("&hellip;", "…"), ("&#8220;甲&#8221;", "“甲”"), ("&#x201C;甲&#X201d;", "“甲”"), ("&middot;", "·"),
        ("甲&nbsp;&nbsp;&nbsp;乙", "甲 乙"), ("&#160;&#xa0;", " "), ("&nbsp甲", " 甲"), ("&apos;&colon;", "':"),
        // The code page of Windows, as browsers read it.
        ("&#147;甲&#148;&#128;", "“甲”€"), ("&amp;amp;", "&"), ("&#10;", "\n"), ("&#0;", " "), ("&#x1F600;", "😀"),
        ("&#xD800;", "\u{FFFD}"), ("&#20013;&#22269;", "中国"), ("&quot;甲&quot;", "\"甲\""),
    ])
    func areDecoded(text: String, expected: String) {
        #expect(decoded(text) == expected)
    }

    @Test(arguments: [
        "AT&T", "R&D;", "&", "&;", "&#;", "&#x;", "&unknown;", "a&lt=b", "&copyright", "& nbsp;", "&#99999999999;",
    ])
    func whatIsNoneStays(text: String) {
        #expect(decoded(text) == text)
    }
}
