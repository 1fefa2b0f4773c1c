import Testing

@testable import Corpus

@Suite struct TextDateTests {
    private func day(_ text: String, through latest: CalendarDate? = nil) -> String? {
        CalendarDate(publishedIn: text, through: latest)?.description
    }

    @Test(arguments: [
        "新华社北京2024年5月26日电 芯片展将于2024年9月10日开幕。", "中新网2024年5月26日讯（记者甲）2024年9月10日召开", "2024年5月26日讯，2024年9月10日",
        "（2024-05-26 新华社）2024年9月10日召开", "【2024年5月26日】2024年9月10日召开", "2024-05-26 10:22 来源：新华网\n2024年9月10日召开",
        "　　2024-05-26\n2024年9月10日召开", "发布时间：2024-05-26 10:22\n2024年9月10日召开", "甲乙。时间：2024年5月26日\n2024年9月10日召开",
        "据新华社2024年5月26日报道，2024年9月10日召开", "20240526讯 2024年9月10日召开",
    ])
    func theDatelineComesFirst(_ text: String) { #expect(day(text) == "2024-05-26") }

    @Test(arguments: ["新华社北京5月3日电 展会2024年9月10日召开。", "IT之家5月3日消息，新机2024年5月20日开售", "本报5月3日讯（记者甲）2023年1月1日"])
    func aDatelineWithoutAYearIsNone(_ text: String) { #expect(day(text) == nil) }

    @Test(arguments: [
        "芯片补贴执行至2024年12月31日。", "债券将于2024年5月20日到期。", "有效期：2023年1月1日至2024年1月1日", "请在2024年6月1日前报名", "报名截止时间为2024年6月1日",
        "定于2024年9月10日召开", "预计2024年9月交付，最晚2024年9月10日", "自2024年9月10日起施行", "本法2024年9月10日施行", "《条例（2024年5月26日修订）》规定",
        "沪ICP备20250101号 版权所有", "沪ICP备 2024-05-26 号", "用 PyCharm 2023.1.2 写驱动", "版本2024.05.26", "地址是 2024.1.1.5",
        "电话20241231", "电话 021-2024-05-26", "编号2024-05-26-001", "见 https://e.cn/2024/05/26/a.html", "v2024-05-26",
        "20240526",
        "生于1991年5月26日", "第2024/05/26/7号",
    ])
    func isNoDayOfPublication(_ text: String) { #expect(day("芯片。" + text) == nil) }

    @Test(arguments: [
        ("会议5月举行，2024年5月26日公布结果，2023年3月1日立项", "2024-05-26"), ("2024年5月26日电动车销量公布", "2024-05-26"),
        ("结果于2024.5.26公布", "2024-05-26"), ("（北京，2024/5/26）", "2024-05-26"),
        ("补贴执行至2035年12月31日。2024年5月26日，部委公布", "2024-05-26"),
    ])
    func elseTheLatestDateCounts(_ text: String, _ expected: String) { #expect(day("芯片。" + text) == expected) }

    @Test func whatLiesAfterTheRunIsNone() throws {
        let today = try #require(CalendarDate(year: 2024, month: 5, day: 26))
        #expect(day("甲。2024年5月27日公布，2024年5月26日公布", through: today) == "2024-05-26")
        #expect(day("新华社北京2024年5月27日电 2023年1月1日", through: today) == nil)
    }

    @Test func everyPlaceOfATextIsReadSafely() {
        let text = "《（2024年5月26日2024-05-26.2024.05.26讯5月3日电至20240526号》"
        for start in text.unicodeScalars.indices {
            for end in text.unicodeScalars.indices where start <= end {
                _ = day(String(text.unicodeScalars[start..<end]))
                _ = CalendarDate(inLink: String(text.unicodeScalars[start..<end]), through: nil)
                _ = CalendarDate(parsing: String(text.unicodeScalars[start..<end]))
            }
        }
    }

    @Test(arguments: [
        "公司成立于2015年3月1日，总部在深圳。", "该寺始建于1998年5月3日。", "影片上映于2019-02-05。", "他1998年5月3日去世。", "成立日期：2015-03-01",
        "生产日期: 2023-01-02", "注册日期：2015-03-01", "会议时间：2023年5月6日", "更新日期：2023-05-06", "开庭时间：2023-05-06",
        "活动时间：2024年5月26日", "股权登记日为2023年6月5日", "除权除息日：2023年6月5日", "该专利申请日是2023年6月5日", "申请日期为2023年6月5日",
        "授权公告日：2023-06-05", "开标时间为2023年6月5日", "上市日期 为 2023年6月5日", "收稿日期为：2023-06-05", "起息日 : 2023-06-05",
        "更新时间：2023年6月5日", "更新时间为2023年6月5日", "该股股权登记日是2023年6月5日",
    ])
    func daysOfOtherThingsAreNoPublication(text: String) {
        #expect(CalendarDate(publishedIn: "正文讲的是别的。" + text, through: nil) == nil, "\(text)")
    }

    @Test(arguments: [
        "本文发布时间为2024-05-03", "发布日期是2024年5月3日", "今日是2024年5月3日", "5月3日：2024年5月3日", "北京时间2024年5月3日，会议举行。",
        "发布日期：2024-05-03", "刊登日期：2024-05-03", "时间：2024-05-03", "本报讯。2024年5月3日，记者从会上获悉。",
    ])
    func otherHeadsAre(text: String) {
        #expect(CalendarDate(publishedIn: "正文讲的是别的。" + text, through: nil)?.description == "2024-05-03", "\(text)")
    }
}
