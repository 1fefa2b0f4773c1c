import Testing

@testable import Models

@Suite struct ReviewAnswerTests {
    private let labels = ["AI", "云计算", "半导体", "教育,科技", "芯片 设计", "机器人"]

    private func answer(_ line: String, meant: [String: String] = [:]) -> ReviewAnswer {
        ReviewAnswer(line, choices: ["半导体", "AI", "云计算"], labels: LabelNames(labels), meant: meant)
    }

    @Test func commands() {
        #expect(answer("") == .accept && answer(" \t　") == .accept)
        #expect(answer("s") == .skip && answer("Ｓ ") == .skip)
        #expect(answer("b") == .back && answer("q") == .quit && answer("?") == .help && answer("？") == .help)
    }

    @Test(arguments: [
        ("1", ["半导体"]), ("3 1", ["云计算", "半导体"]), ("１，２", ["半导体", "AI"]), ("2、机器人", ["AI", "机器人"]),
        ("ａｉ", ["AI"]), ("1,1,半导体", ["半导体"]), ("教育,科技", ["教育,科技"]), ("芯片 设计;1,", ["芯片 设计", "半导体"]),
        ("ai 1", ["AI", "半导体"]), ("云计算 机器人", ["云计算", "机器人"]),
    ]) func labels(_ line: String, _ expected: [String]) {
        #expect(answer(line) == .labels(expected))
    }

    @Test func unknownNamesAndNumbers() {
        #expect(answer("4") == .noSuchNumber("4") && answer("1,0") == .noSuchNumber("0"))
        #expect(answer("99999999999999999999") == .noSuchNumber("99999999999999999999"))
        #expect(answer("半导") == .unknown("半导", similar: ["半导体"]))
        #expect(answer("1,生物") == .unknown("生物", similar: []))
        #expect(answer(",") == .help)
    }

    @Test func resolvedNamesAreRemembered() {
        #expect(answer("1,半导,生物", meant: ["半导": "半导体", "生物": "生物"]) == .labels(["半导体", "生物"]))
    }
}
