import Text
import Corpus
import Features
import Foundation
import Models

/// Each month's technologies from the fourth month on, found by what the months before list, beside a plain
/// look-up of all names known by then. Errors go to standard error, or instead the mentions in another corpus.
func technologies(corpus: String, shown: String?) throws {
    let (articles, _) = try CorpusReader.read(paths: [corpus], options: ReadingOptions())
    if let shown { return try show(in: try Inputs.articles(shown), learnedFrom: articles) }
    func month(_ article: Article) -> String { String(article.published!.day.description.prefix(7)) }
    let months = Set(articles.map(month)).sorted()
    var (ours, lookUp) = (Tally(), Tally())
    var reliability = [(count: Int, sum: Double, right: Int)](repeating: (0, 0, 0), count: 10)
    let (_, measurement) = try Measurement.of {
        for index in 3..<months.count {
            let past = articles.filter { month($0) < months[index] }
            guard let gazetteer = try TechnologyGazetteer.learn(from: past, threads: 2) else { continue }
            let known = Set(past.flatMap(\.technologies))
            let knownLetters = Set(known.map(letters))
            for article in articles where month(article) == months[index] {
                let wanted = Set(article.technologies.map(letters))
                let found = gazetteer.mentions(in: article.normalized())
                ours.add(Set(found.map { letters($0.name) }), wanted, known: knownLetters, text: article.content)
                let content = article.content.lowercased()
                lookUp.add(
                    Set(known.filter { content.contains($0.lowercased()) }.map(letters)), wanted, known: knownLetters,
                    text: article.content)
                for mention in found {
                    let isRight = wanted.contains(letters(mention.name))
                    let bin = min(9, Int(mention.probability * 10))
                    reliability[bin] = (
                        reliability[bin].count + 1, reliability[bin].sum + mention.probability,
                        reliability[bin].right + (isRight ? 1 : 0)
                    )
                    if !isRight { logLine("\(months[index])\twrong\t\(describe(mention, in: article))") }
                }
                for name in article.technologies where !found.contains(where: { letters($0.name) == letters(name) }) {
                    logLine("\(months[index])\tmissed\t\(name)\t\(article.headline)")
                }
            }
        }
    }
    for (bin, entry) in reliability.enumerated() where entry.count > 0 {
        logLine(
            "probability \(bin) tenths: mean \(entry.sum / Double(entry.count)), right \(entry.right) of \(entry.count)"
        )
    }
    let gazetteer = try TechnologyGazetteer.learn(from: articles, threads: 2)!
    let long = articles.indices.map { index in
        Article(
            title: articles[index].title,
            text: (0..<5).map { articles[(index + $0) % articles.count].text }.joined(separator: "\n"))
    }
    let scalars = long.reduce(0) { $0 + $1.content.unicodeScalars.count } / long.count
    let (_, tagging) = Measurement.of {
        for _ in 0..<50 { for article in long { _ = gazetteer.mentions(in: article.normalized()) } }
    }
    let (_, learning) = try Measurement.of { try TechnologyGazetteer.learn(from: articles) }
    // Names as long as usual ones, for the time that a model takes to load.
    let many = (0..<20_000).map { Array("name\($0 &* 7919 % 20_011)x".unicodeScalars.map(\.value)) }.sorted {
        $0.lexicographicallyPrecedes($1)
    }
    let (_, building) = Measurement.of { AhoCorasick(sorted: many) }
    logLine("an automaton of \(many.count) names: \(building.cpu_seconds * 1e3) ms")
    logLine(
        "an article of \(scalars) characters: \(tagging.cpu_seconds / Double(long.count * 50) * 1e3) ms; learning \(learning.cpu_seconds) s"
    )
    logLine("ours\t\(ours)\nlook-up\t\(lookUp)")
    try measurement.report([
        "f1": ours.f1, "precision": ours.precision, "recall": ours.recall, "known_recall": ours.knownRecall,
        "new_recall": ours.newRecall, "new_precision": ours.newPrecision, "lookup_f1": lookUp.f1,
    ])
}

private func show(in others: [Article], learnedFrom articles: [Article]) throws {
    let gazetteer = try TechnologyGazetteer.learn(from: articles, threads: 2)!
    var counts: [String: (count: Int, probability: Double, example: String)] = [:]
    for article in others {
        for mention in gazetteer.mentions(in: article.normalized()) {
            var entry = counts[mention.name] ?? (0, 0, "")
            entry.count += 1
            if mention.probability > entry.probability {
                entry = (entry.count, mention.probability, describe(mention, in: article))
            }
            counts[mention.name] = entry
        }
    }
    for (_, entry) in counts.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
        print("\(entry.count)\t\(entry.example)")
    }
}

private func letters(_ name: String) -> String {
    TextNormalizer().normalize(name).filter { !" -_·.".contains($0) || ($0 == "." && name.contains(where: \.isNumber)) }
}

private func describe(_ mention: TechnologyMention, in article: Article) -> String {
    let scalars = Array(TextNormalizer().normalize(article.content).unicodeScalars)
    let place = mention.places[0]
    func part(_ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(scalars[range.clamped(to: 0..<scalars.count)]))
    }
    return "\(mention.isNew ? "new" : "known")\t\(Int(mention.probability * 100))\t\(mention.name)\t\(mention.reason)\t"
        + "\(part(place.lowerBound - 10..<place.lowerBound))[\(part(place))]\(part(place.upperBound..<place.upperBound + 8))"
}

private struct Tally: CustomStringConvertible {
    var found = 0
    var right = 0
    var wanted = 0
    var known = (found: 0, right: 0, wanted: 0, inText: 0)
    var new = (found: 0, right: 0, wanted: 0, inText: 0)

    mutating func add(_ found: Set<String>, _ wanted: Set<String>, known names: Set<String>, text: String) {
        self.found += found.count
        self.wanted += wanted.count
        right += found.intersection(wanted).count
        let text = letters(text)
        func count(_ part: inout (found: Int, right: Int, wanted: Int, inText: Int), _ isKnown: Bool) {
            part.found += found.count { names.contains($0) == isKnown }
            part.right += found.intersection(wanted).count { names.contains($0) == isKnown }
            part.wanted += wanted.count { names.contains($0) == isKnown }
            part.inText += wanted.count { names.contains($0) == isKnown && text.contains($0) }
        }
        count(&known, true)
        count(&new, false)
    }

    var precision: Double { Double(right) / Double(max(found, 1)) }
    var recall: Double { Double(right) / Double(max(wanted, 1)) }
    var f1: Double { 2 * Double(right) / Double(max(found + wanted, 1)) }
    var knownRecall: Double { Double(known.right) / Double(max(known.wanted, 1)) }
    var newRecall: Double { Double(new.right) / Double(max(new.wanted, 1)) }
    var newPrecision: Double { Double(new.right) / Double(max(new.found, 1)) }
    var description: String { "F1 \(f1) precision \(precision) recall \(recall); known \(known); new \(new)" }
}
