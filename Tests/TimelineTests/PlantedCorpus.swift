import Corpus

/// Months of articles with events planted among everyday sentences that differ from each other.
enum PlantedCorpus {
    static let everyday = ["工厂生产", "学校开学", "城市交通", "蔬菜价格", "医院门诊"]

    /// Makes the corpus.
    ///
    /// - Parameters:
    ///   - everydayPerMonth: the number of articles per month besides the events.
    ///   - events: a phrase, its month from 0, and the number of articles that mention it.
    static func articles(
        months: Int, everydayPerMonth: Int = 40, events: [(phrase: String, month: Int, count: Int)]
    ) -> [Article] {
        var articles: [Article] = []
        var number = 0
        func add(_ phrase: String, _ month: Int) {
            let day = CalendarDate(year: 2021 + month / 12, month: month % 12 + 1, day: number % 28 + 1)!
            articles.append(
                Article(
                    link: "https://example.com/\(number)", text: filler(number) + phrase + filler(number + 5000) + "。",
                    published: PublicationDate(day: day, rule: .field), origin: Origin(file: "planted", line: number)))
            number += 1
        }
        for month in 0..<months {
            for index in 0..<everydayPerMonth { add(everyday[index % everyday.count], month) }
            for event in events where event.month == month { for _ in 0..<event.count { add(event.phrase, month) } }
        }
        return articles
    }

    /// Characters that are equal for equal numbers, and hardly ever otherwise.
    static func filler(_ number: Int) -> String {
        var state = UInt32(truncatingIfNeeded: number &* 2_654_435_761 &+ 12345)
        var text = ""
        for _ in 0..<6 {
            state = state &* 1_664_525 &+ 1_013_904_223
            text.unicodeScalars.append(Unicode.Scalar(0x5000 + (state >> 8) % 0x3000)!)
        }
        return text
    }
}
