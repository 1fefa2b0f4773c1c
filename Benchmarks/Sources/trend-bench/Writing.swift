import Text
import Corpus
import Foundation
import Models

/// Keywords and events of each month from the seventh month on, by what the months before list: the overlap F1 of the
/// keywords with the records' own, four an article, and the ROUGE-L by letter of the events with the records' own: of
/// what they tell, of the whole lines with their heads, and of as many first sentences.
func writing(corpus: String) throws {
    let (articles, _) = try CorpusReader.read(paths: [corpus], options: ReadingOptions())
    func month(_ article: Article) -> String { String(article.published!.day.description.prefix(7)) }
    let months = Set(articles.map(month)).sorted()
    var (right, found, own) = (0, 0, 0)
    var (rouge, lines, lead, told) = (0.0, 0.0, 0.0, 0)
    var bins = [(count: Int, sum: Double, right: Int)](repeating: (0, 0, 0), count: 5)
    let (_, measurement) = try Measurement.of {
        for index in 6..<months.count {
            guard
                let extractor = try KeywordExtractor.learn(
                    from: articles.filter { month($0) < months[index] }, threads: 2)
            else { continue }
            for article in articles where month(article) == months[index] {
                let keywords = extractor.keywords(in: article.normalized(), count: 4)
                let wanted = Set(article.keywords.map(spelling))
                found += keywords.count
                own += wanted.count
                for keyword in keywords {
                    let isRight = wanted.contains(spelling(keyword.text))
                    let bin = min(4, Int(keyword.probability * 5))
                    bins[bin] = (
                        bins[bin].count + 1, bins[bin].sum + keyword.probability, bins[bin].right + (isRight ? 1 : 0)
                    )
                    if isRight { right += 1 }
                }
                let events = EventSummary.events(in: article.normalized())
                let truth = article.events.split(separator: "\n").map { $0.drop { $0.isNumber || ". ".contains($0) } }
                    .joined()
                let first = article.text.split { "。！？".contains($0) }.prefix(events.count).joined()
                func text(_ event: Event) -> String { event.summary.isEmpty ? event.sentence : event.summary }
                rouge += rougeL(events.map(text).joined(), truth)
                lines += rougeL(events.map { $0.head + text($0) }.joined(), truth)
                lead += rougeL(first, truth)
                told += events.count
            }
        }
    }
    for (bin, entry) in bins.enumerated() where entry.count > 0 {
        FileHandle.standardError.write(
            Data(
                "keywords of probability \(bin) fifths: mean \(entry.sum / Double(entry.count)), right \(entry.right) of \(entry.count)\n"
                    .utf8))
    }
    let judged = Double(articles.count { month($0) >= months[6] })
    try measurement.report([
        "keyword_f1": 2 * Double(right) / Double(found + own), "event_rouge_l": rouge / judged,
        "event_line_rouge_l": lines / judged, "lead_rouge_l": lead / judged,
        "events_an_article": Double(told) / judged,
    ])
}

private func spelling(_ text: String) -> String { TextNormalizer().normalize(text).filter { $0 != " " && $0 != "-" } }

/// F1 of the longest common subsequence of the letters and digits.
private func rougeL(_ a: String, _ b: String) -> Double {
    func letters(_ text: String) -> [UInt32] {
        TextNormalizer().scalars(of: text).filter {
            Unicode.Scalar($0).map { $0.properties.isAlphabetic || $0.properties.numericType != nil } ?? false
        }
    }
    let (a, b) = (letters(a), letters(b))
    guard !a.isEmpty, !b.isEmpty else { return 0 }
    var row = [Int](repeating: 0, count: b.count + 1)
    for x in a {
        var diagonal = 0
        for j in b.indices {
            let above = row[j + 1]
            row[j + 1] = x == b[j] ? diagonal + 1 : max(above, row[j])
            diagonal = above
        }
    }
    return 2 * Double(row[b.count]) / Double(a.count + b.count)
}
