import Testing

@testable import Corpus

@Suite struct TagsTests {
    private func bare(_ text: String) -> String {
        var bytes = Array(text.utf8)
        Tags.remove(from: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("<b>甲</b>乙", "甲乙"), ("甲<br/>乙<BR>丙", "甲\n乙\n丙"), ("<td>甲</td><td>乙</td>", " 甲 乙 "),
        ("<p class=\"a>b\">甲</p>", "甲\n"), ("<img src=x alt='图 一'>甲", "甲"),
        ("<a href=\"/x\" target=_blank>链接</a>", "链接"),
        ("<script>var a = '<p>';</script>甲", "甲"), ("甲<style>p{}</style>乙", "甲\n乙"),
        ("甲<!-- 注释 -->乙", "甲乙"), ("<!DOCTYPE html>甲", "甲"), ("<o:p>甲</o:p>", "甲"),
        ("<st1:chsdate year=\"2024\">甲</st1:chsdate>", "甲"),
        ("<article>甲</article>", "甲\n"), ("甲<p style=\"text-ind", "甲\n"), ("甲</p", "甲\n"), ("<p\nclass=x>甲", "甲"),
        ("<![if !supportLists]>甲<![endif]>", "甲"), ("<font face=\"宋体\" size=2>甲</font>", "甲"),
    ])
    func areRemoved(text: String, expected: String) {
        #expect(bare(text) == expected)
    }

    @Test(arguments: [
        "<红楼梦>", "a < b > c", "a<b", "1<2", "<a@b.example>", "<某某>甲</某某>", "<", "<>", "</>", "<3", "a <b 或者 c> d",
        "List<String>", "<unknown attr=1>",
    ])
    func contentInAngleBracketsStays(text: String) {
        #expect(bare(text) == text)
    }

    @Test func anUnendedCommentOrScriptCostsItsMarkOnly() {
        #expect(bare("甲<!-- 乙") == "甲 乙")
        #expect(bare("甲<script>乙") == "甲乙")
    }
}
