import Testing

@testable import Text

@Suite struct GarbledTextTests {
    @Test(arguments: [
        "鐢插叕鍙镐粖澶╁湪涓婃捣涓婂競銆�", "锛氬叕鍙稿彂甯冧汉宸ユ櫤鑳芥柊浜у搧锛", "\u{FFFD}\u{5B3}\u{FFFD}˾\u{FFFD}\u{FFFD}\u{FFFD}", "锟斤拷锟斤拷锟斤拷",
        "ç”²å…¬å¸ä»Šå¤©åœ¨ä¸Šæµ·ä¸Šå¸‚", "é\u{98}\u{9F}ä¸\u{AD}å\u{9B}½ç\u{9A}\u{84}",
    ])
    func wronglyDecodedTextsAreSeen(text: String) {
        #expect(GarbledText.isLikely("", text) && GarbledText.isLikely(text, "甲"))
    }

    @Test(arguments: [
        "", "甲", "公司今天在上海上市，股价上涨百分之五。", "公司今天在上海上市\u{FFFD}，股价上涨", "臺灣媒體報導，聯準會維持利率不變。",
        "Café résumé à la carte, naïve façade",
        "“引号”——破折号……①②③", "横浜、舞浜、浜松町", "😀😀😀",
    ])
    func othersAreNot(text: String) { #expect(!GarbledText.isLikely(text, text)) }
}
