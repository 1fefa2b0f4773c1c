import Text

/// Rows below a table that are none of its records: sums, how many records there are, and where they are from.
enum TableFooter {
    /// What such a row says, `合计` or `数据来源：Wind`; nil for a record.
    ///
    /// - Complexity: constant for nearly all records.
    static func text(of cells: [String]) -> String? {
        guard cells.count > 1, let first = cells.firstIndex(where: { !$0.isEmpty }), cells[first].utf8.count <= longest
        else { return nil }
        let others = cells[(first + 1)...]
        // Nearly all records go no further.
        let isAlone = others.allSatisfy { $0.utf8.allSatisfy { $0 == 0x20 } }
        guard isAlone || cells[first].utf8.count <= longestSum else { return nil }
        let text = trimmed(cells[first])
        let isSum = sums.contains(text.lowercased().filter { !":： ".contains($0) })
        return isSum && others.allSatisfy(isFigure) || isAlone && (isCount(text) || isNote(text)) ? text : nil
    }

    private static let longest = 200
    private static let longestSum = 20
    private static let sums: Set<String> = [
        "合计", "总计", "小计", "共计", "總計", "合計", "小計", "total", "grandtotal", "subtotal",
    ]
    private static let notes = [
        "数据来源", "资料来源", "信息来源", "来源", "注", "备注", "说明", "导出时间", "导出日期", "下载时间", "查询时间", "检索时间", "统计时间", "制表人", "制表时间",
        "source", "note",
    ]

    /// A number, an amount, a day or a share, or nothing.
    private static func isFigure(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 && !(0x61...0x7A).contains($0 | 0x20) }
    }

    /// `共 120 条`, `共120条记录`
    private static func isCount(_ text: String) -> Bool {
        guard text.hasPrefix("共") else { return false }
        let rest = trimmed(String(text.dropFirst())).drop { $0.isNumber }
        return rest.count < text.count - 1 && rest.count <= 8
            && ["条", "篇", "项", "行", "个", "則", "则"].contains {
                trimmed(String(rest)).hasPrefix($0)
            }
    }

    private static func isNote(_ text: String) -> Bool {
        guard let colon = text.firstIndex(where: { $0 == "：" || $0 == ":" }) else { return false }
        return notes.contains(trimmed(String(text[..<colon])).lowercased())
    }
}
