import Text

extension CheckResult {
    /// What was found and done, one line per fact.
    public var lines: [String] {
        var lines: [String] = []
        if check.isWhole {
            lines.append("\(backup ?? archive) is whole: \(counted(check.articles, "article"))")
            if backup == nil, !check.isSearchChecked {
                lines.append("the search index was not checked; that takes the right to write")
            }
        }
        if let salvaged {
            lines.append("brought \(counted(salvaged.articles, "article")) into \(salvaged.archive)")
            if !salvaged.damaged.isEmpty {
                let shown = salvaged.damaged.prefix(20).map(String.init).joined(separator: ", ")
                lines.append(
                    "left \(counted(salvaged.damaged.count, "damaged article")) behind: number \(shown)"
                        + (salvaged.damaged.count > 20 ? ", …" : ""))
            }
        }
        return lines
    }

    /// What is damaged, one line per fault; empty for a whole archive.
    public var faultLines: [String] {
        if check.isWhole { return [] }
        return check.faults.map { "\(archive): damaged: \($0)" } + [
            "\(archive): \(counted(check.articles, "article")) whole, \(check.damagedArticles) damaged"
                + (salvaged == nil ? "; --salvage NEW brings out what is whole" : "")
        ]
    }
}
