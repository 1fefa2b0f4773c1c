import TrendNumerics
import Text

extension English {
    // MARK: Estimated shares

    var uncertain: String { "Uncertain" }

    func estimatedShares(_ trust: HeldOutTrust) -> String {
        var first =
            "Industries were assigned by a model, which makes mistakes: on \(articles(trust.articles)) held out in training, its first choice was right for \(percent(trust.right, digits: 0))"
        if let sure = trust.rightIfSure, let unsure = trust.rightIfUnsure {
            first +=
                "; it was sure of \(percent(trust.sureShare, digits: 0)) of them and right for \(percent(sure, digits: 0)) of these, but only for \(percent(unsure, digits: 0)) of the others"
        }
        return first
            + ". The share is therefore corrected for the model's known mistakes; the counted share is the plain count of labels. Articles labeled by people count as labeled. The interval shows where the true share of these articles lies. Tests of changes allow for both chance and the model's mistakes."
    }

    var countedShares: String {
        "Industries were assigned by a model, and shares are plain counts of its labels. Intervals leave out the model's mistakes, so the true error may be much larger. Shares are corrected if you name a model that this version trained on at least 50 labeled articles per label on average."
    }

    func uncertainNote(limit: Double) -> String {
        "Articles whose best label has a probability below \(percent(limit, digits: 0)) are listed as “\(uncertain)” and count toward no industry."
    }

    func rareIndustries(counted: Int, leftOut: Int) -> String {
        "The articles name \(counted + leftOut) industries. Only the \(counted) with the most articles are counted and tested; the other \(leftOut) are left out."
    }

    var estimation: String {
        "Shares of tagged articles are estimated from the model's probabilities: the mean of the maximum-likelihood estimate (Saerens et al. 2002) and of the solution for the errors seen on held-out articles. Intervals hold the variation between articles, the limited number of held-out articles, and the drift of an industry's articles over time. Bursts are still found by counts."
    }
}
