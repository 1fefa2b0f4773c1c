/// Articles about three themes in turn, as JSON lines.
enum ThemedArticles {
    private static let themes = [
        ["电池材料", "固态电解质", "储能电站", "充电速度", "正极材料", "产线投产"],
        ["大语言模型", "推理成本", "开源权重", "训练数据", "上下文长度", "智能助手"],
        ["手术机器人", "临床试验", "医院采购", "影像诊断", "药物研发", "患者随访"],
    ]

    /// - Parameter month: of 2024, up to 9.
    static func line(_ number: Int, month: Int, link: String) -> String {
        let words = themes[number % 3]
        let text = (0..<18).map { words[($0 * $0 + number / 3 * ($0 + 1)) % words.count] }.joined(separator: "，")
        return "{\"text\":\"第\(number)篇，\(text)。\",\"date\":\"2024-0\(month)-11\",\"link\":\"\(link)\"}"
    }
}
