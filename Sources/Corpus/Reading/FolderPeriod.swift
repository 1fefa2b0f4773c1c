/// Folders that are named after a day, a week, a month or another period, and so say nothing of what their files are.
enum FolderPeriod {
    /// `2024-05`, `202405`, `5月份`, `第二季度`, `上半年`, `2024Q2`, `W21`, `2024-05-26至2024-06-01`; in a folder of a period, or
    /// around or in a folder of the kind, also `05`.
    ///
    /// - Parameter folders: from the outermost on.
    static func isOne(_ index: Int, of folders: ArraySlice<Substring>) -> Bool {
        if isPeriod(folders[index]) { return true }
        guard isShort(folders[index]) else { return false }
        if index > folders.startIndex {
            let outer = folders[index - 1]
            // A month below its year, or a day below its month.
            if isShort(outer) || isPeriod(outer) { return true }
        }
        return index + 1 < folders.endIndex && isShort(folders[index + 1])
    }

    /// A month or a day.
    private static func isShort(_ name: Substring) -> Bool {
        name.utf8.count <= 2 && Int(name).map { 1...31 ~= $0 } == true
    }

    private static func isPeriod(_ name: Substring) -> Bool {
        var (digits, chinese, hasUnit) = ([Unicode.Scalar](), false, false)
        let name = unnumbered.reduce(name.lowercased()) { $0.replacing($1, with: "1年") }
        for scalar in name.replacing("week", with: "w").unicodeScalars {
            switch scalar {
            case "0"..."9": digits.append(scalar)
            case "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "〇", "零": chinese = true
            case "年", "月", "日", "季", "周", "旬", "q", "w": hasUnit = true
            case "第", "度", "份", "至", "到", "-", "_", ".", "~", "～", "—", "–", " ": break
            default: return false
            }
        }
        if hasUnit { return chinese || !digits.isEmpty }
        return !chinese && digits.count >= 4
            && (digits.starts(with: "19".unicodeScalars) || digits.starts(with: "20".unicodeScalars))
    }

    /// Periods that are told without a number, or by a word beside it.
    private static let unnumbered = ["上半年", "下半年", "全年", "上旬", "中旬", "下旬", "星期", "h1", "h2"]
}
