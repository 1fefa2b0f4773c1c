import TrendNumerics
import Text

extension Chinese {
    // MARK: Estimated shares

    var uncertain: String { "不确定" }

    func estimatedShares(_ trust: HeldOutTrust) -> String {
        var sentences = [
            "行业由模型标注，会有差错：在训练时留出的 \(trust.articles) 篇文章上，首选行业的正确率为 \(percent(trust.right, digits: 0))"
        ]
        if let sure = trust.rightIfSure, let unsure = trust.rightIfUnsure {
            sentences[0] +=
                "；模型有把握的占 \(percent(trust.sureShare, digits: 0))，正确率 \(percent(sure, digits: 0))，"
                + "其余正确率只有 \(percent(unsure, digits: 0))"
        }
        sentences[0] += "。"
        sentences.append("因此“占比”按模型的已知差错作了校正，“计数占比”是校正前按标签直接计数的结果。")
        sentences.append("人工标注的文章按其标签计入，不作校正。区间是这些文章的真实占比所在的范围；判断变化是否显著时，抽样误差和标注差错都已计入。")
        return sentences.joined()
    }

    var countedShares: String {
        "行业由模型标注，占比按标签直接计数，区间未计入标注差错，实际误差可能大得多。要校正占比，模型须由当前版本的程序训练，平均每个标签至少有 50 篇已标注文章，并在生成报告时指定该模型。"
    }

    func uncertainNote(limit: Double) -> String {
        "首选行业的概率低于 \(percent(limit, digits: 0)) 的文章列入“\(uncertain)”，不计入任何行业的篇数。"
    }

    func rareIndustries(counted: Int, leftOut: Int) -> String {
        "文章中共出现 \(counted + leftOut) 个行业名称，本报告只统计和检验文章最多的 \(counted) 个，其余 \(leftOut) 个未列入。"
    }

    var estimation: String {
        "模型标注的占比由各行业的概率估计：取最大似然估计（Saerens 等，2002）与按留出文章的误差矩阵求解所得结果的平均；"
            + "区间计入文章之间的差异、留出文章的有限数量，以及各行业文章随时间的变化。爆发期仍按篇数判断。"
    }
}
