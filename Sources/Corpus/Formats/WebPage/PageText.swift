import Text

/// Finds the paragraphs of a page that are its article: where much text stands that is in no link.
///
/// Each paragraph speaks for what holds it, and half as much for what holds that. What is spoken for most is the
/// article, with what stands around it where that adds much. Navigation, lists of links and what the classes of an
/// element call a comment or a sidebar have no say.
struct PageText {
    /// In the order of the page.
    private(set) var paragraphs: [Int] = []
    /// What holds them: `article`, `main`, or only the densest part of the page.
    private(set) var place = "densest part"

    /// In characters of three bytes, of the shortest text that is an article.
    private static let shortest = 20

    /// Further elements `article` that hold a text and are not read.
    private(set) var otherArticles = 0
    /// Its element or class says that it is the text.
    private var isMarked = false

    private let outline: PageOutline
    /// Per paragraph, how much text it has that is in no link; 0 where it is no text.
    private var weights: [Int]
    /// Per container, the weight of all paragraphs in it, and what its paragraphs say for it.
    private var totals: [Int]
    private var scores: [Double]

    init?(_ outline: PageOutline) {
        let hinted = PageText(outline, usesHints: true)
        let all = PageText(outline, usesHints: false)
        guard let found = hinted ?? all else { return nil }
        // A class may also be named after the buttons in it; but a text that is marked as one is the text, however long
        // what stands beside it is.
        let isSure = found.isMarked && found.length >= 15 * PageText.shortest
        if !isSure, let all, all.length > 4 * found.length { self = all } else { self = found }
    }

    private init?(_ outline: PageOutline, usesHints: Bool) {
        self.outline = outline
        weights = outline.paragraphs.map { PageText.weight(of: $0, in: outline, usesHints) }
        totals = Array(repeating: 0, count: outline.containers.count)
        scores = Array(repeating: 0, count: outline.containers.count)
        keepSubheadings()
        for (paragraph, weight) in zip(outline.paragraphs, weights) where weight > 0 {
            totals[paragraph.container] += weight
            let parent = outline.containers[paragraph.container].parent
            scores[paragraph.container] += Double(weight)
            if parent != paragraph.container {
                scores[parent] += Double(weight) / 2
                let outer = outline.containers[parent].parent
                if outer != parent { scores[outer] += Double(weight) / 4 }
            }
        }
        // Containers stand behind those that hold them.
        for index in totals.indices.dropFirst().reversed() { totals[outline.containers[index].parent] += totals[index] }
        guard let region = chooseRegion() else { return nil }
        paragraphs = outline.paragraphs.indices.filter {
            weights[$0] != 0 && holds(region, outline.paragraphs[$0].container)
        }
        paragraphs.insert(contentsOf: lead(above: region), at: 0)
        isMarked = isMarkedText(region)
        otherArticles = outline.containers.indices.count {
            outline.containers[$0].element == .article && totals[$0] >= 3 * PageText.shortest
                && !holds(region, $0) && !holds($0, region)
        }
        guard length >= 3 * PageText.shortest else { return nil }
        cutEnds()
    }

    /// - Returns: the bytes of a paragraph that are in no link; 0 for what is no part of a text, −1 for what is one only
    ///   between other paragraphs.
    private static func weight(of paragraph: PageOutline.Paragraph, in outline: PageOutline, _ usesHints: Bool) -> Int {
        if paragraph.isBeside || usesHints && paragraph.isHintedBeside || paragraph.isHeading { return 0 }
        let size = paragraph.range.count
        let free = size - paragraph.linked
        // A line that is nothing but a link belongs to a list of links, but a sentence may name companies in links.
        if paragraph.linked * 2 >= size {
            let isSentence =
                paragraph.endsUnlinked && free >= 6
                && sentenceEnds.contains { outline.text[paragraph.range].suffix(3).elementsEqual($0.utf8) }
            return isSentence || size > 60 && paragraph.linked * 10 < size * 8 ? -1 : 0
        }
        // A heading or the name of a person says nothing about where the text is.
        return free < 24 && !hasPunctuation(outline.text[paragraph.range]) ? -1 : free
    }

    private static let sentenceEnds = ["。", "！", "？", "；", "：", "”", "…"]

    /// A heading within the text may be a link.
    private mutating func keepSubheadings() {
        for index in weights.indices.dropFirst().dropLast() where outline.paragraphs[index].isSubheading {
            let isBetween = [index - 1, index + 1].allSatisfy {
                weights[$0] > 0 && outline.paragraphs[$0].container == outline.paragraphs[index].container
            }
            if weights[index] == 0, isBetween { weights[index] = -1 }
        }
    }

    private static func hasPunctuation(_ bytes: ArraySlice<UInt8>) -> Bool {
        // 。 is E3 80 82; ， ！ ？ are EF BC 8C, 81 and 9F.
        bytes.contains(0xE3) || bytes.contains(0xEF) || bytes.last == UInt8(ascii: ".")
    }

    /// In bytes that are in no link.
    private var length: Int { paragraphs.reduce(0) { $0 + max(0, weights[$1]) } }

    private func chooseRegion() -> Int? {
        func score(_ index: Int) -> Double {
            switch (outline.containers[index].element, outline.containers[index].hint) {
            case (.article, _): scores[index] * 1.5
            case (.main, _), (_, .text): scores[index] * 1.25
            case (_, .beside) where outline.containers[index].element != .body: scores[index] * 0.5
            default: scores[index]
            }
        }
        guard var region = totals.indices.max(by: { score($0) < score($1) }), scores[region] > 0 else { return nil }
        // What stands around it, where much of the text is there.
        while region > 0 {
            let parent = outline.containers[region].parent
            guard totals[parent] * 10 > totals[region] * 13, outline.containers[region].element != .article else {
                break
            }
            region = parent
        }
        return region
    }

    private func holds(_ region: Int, _ container: Int) -> Bool {
        var container = container
        while container > region { container = outline.containers[container].parent }
        return container == region
    }

    private func isMarkedText(_ region: Int) -> Bool {
        switch (outline.containers[region].element, outline.containers[region].hint) {
        case (.article, _), (.main, _), (_, .text): true
        default: false
        }
    }

    /// Paragraphs that stand between the page's heading and the text, in what holds both: its first one may be set apart.
    private func lead(above region: Int) -> [Int] {
        guard region > 0, let first = paragraphs.first else { return [] }
        let parent = outline.containers[region].parent
        guard let heading = outline.paragraphs[..<first].lastIndex(where: \.isHeading),
            outline.paragraphs[heading].container == parent
        else { return [] }
        return (heading + 1..<first).filter { weights[$0] > 0 && outline.paragraphs[$0].container == parent }
    }

    /// Takes away what is no text at its beginning and its end: lines with the date and the source, and links to
    /// further articles.
    private mutating func cutEnds() {
        if let end = paragraphs.indices.dropFirst().first(where: { index in
            PageMarks.beginsRelated(string(paragraphs[index]))
                && paragraphs[index...].reduce(0) { $0 + max(0, weights[$1]) } * 3
                    < paragraphs.reduce(0) { $0 + max(0, weights[$1]) }
        }) {
            paragraphs.removeSubrange(end...)
        }
        while let last = paragraphs.last, paragraphs.count > 1, weights[last] < 0, isMargin(last) {
            paragraphs.removeLast()
        }
        var container = paragraphs.first.map { outline.paragraphs[$0].container } ?? 0
        while container > 0 {
            switch outline.containers[container].element {
            case .article:
                place = "article"
                return
            case .main: place = "main"
            default: break
            }
            container = outline.containers[container].parent
        }
    }

    private func isMargin(_ index: Int) -> Bool {
        let paragraph = outline.paragraphs[index]
        guard paragraph.range.count <= 180 else { return false }
        let text = string(index)
        return paragraph.isDate && (paragraph.range.count <= 48 || PageMarks.date(in: text) != nil)
            || PageMarks.isMargin(text)
    }

    private func string(_ index: Int) -> String {
        trimmed(String(decoding: outline.text[outline.paragraphs[index].range], as: UTF8.self))
    }

    /// The paragraphs as one text.
    ///
    /// - Parameter title: which is left out where the text begins with it.
    func text(without title: String) -> String {
        body(without: title).map(string).filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// The paragraphs behind lines about the article, such as one with the date.
    func body(without title: String) -> ArraySlice<Int> {
        var rest = paragraphs[...]
        while rest.count > 1, let first = rest.first, isMargin(first) || string(first) == title { rest.removeFirst() }
        return rest
    }
}
