import Text

extension CheckResult {
    /// What was found and done, one line per fact.
    public var lines: [String] {
        var lines: [String] = []
        if check.isWhole {
            lines.append("\(backup ?? archive) is whole: \(counted(check.articles, "article"))")
        }
        if let salvaged, let salvage {
            lines.append("brought \(counted(salvaged.articles, "article")) into \(salvage)")
            if !salvaged.lost.isEmpty {
                lines.append("left behind, damaged: \(counted(salvaged.lost.count, "article")), \(list(salvaged.lost))")
            }
            if !salvaged.stripped.isEmpty {
                lines.append(
                    "left behind, damaged: tags or corrections of \(counted(salvaged.stripped.count, "article")), "
                        + list(salvaged.stripped))
            }
        }
        return lines
    }

    private func list(_ numbers: [Int64]) -> String {
        "number " + numbers.prefix(20).map(String.init).joined(separator: ", ") + (numbers.count > 20 ? ", …" : "")
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
