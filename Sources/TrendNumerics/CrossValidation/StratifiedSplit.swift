/// Divides documents into parts with the same proportions of labels.
public enum StratifiedSplit {
    /// The fold of each document, from 0.
    ///
    /// A document is grouped by the rarest of its labels, because an uneven split loses rare labels first. Within a
    /// group, documents are dealt out in a seeded random order. Each group goes on where the last one stopped, so fold
    /// sizes differ by at most 1.
    ///
    /// - Parameter labels: the labels of each document; documents without labels are a group of their own.
    /// - Precondition: `folds` is at least 1.
    public static func folds(_ labels: [[Int]], folds: Int, seed: UInt64) -> [Int] {
        precondition(folds >= 1)
        var frequency: [Int: Int] = [:]
        for label in labels.joined() { frequency[label, default: 0] += 1 }
        var groups: [Int: [Int]] = [:]
        for (document, own) in labels.enumerated() {
            let rarest = own.min { (frequency[$0]!, $0) < (frequency[$1]!, $1) } ?? -1
            groups[rarest, default: []].append(document)
        }
        var generator = SeededGenerator(seed: seed)
        var result = [Int](repeating: 0, count: labels.count)
        var next = 0
        for group in groups.keys.sorted() {
            var documents = groups[group]!
            generator.shuffle(&documents)
            for document in documents {
                result[document] = next
                next = (next + 1) % folds
            }
        }
        return result
    }

    /// The fold of each document, of which those of one story are in the same, that of the first of them: a model that has
    /// learned from a repost has seen the article.
    ///
    /// - Parameter stories: the story of each document, numbered from 0 in the order of their first documents.
    public static func folds(_ labels: [[Int]], stories: [Int], folds: Int, seed: UInt64) -> [Int] {
        var leads: [Int] = []
        for (document, story) in stories.enumerated() where story == leads.count { leads.append(document) }
        let foldOfStory = StratifiedSplit.folds(leads.map { labels[$0] }, folds: folds, seed: seed)
        return stories.map { foldOfStory[$0] }
    }

    /// The documents outside one fold and the documents in it, each in ascending order.
    package static func parts(_ foldOf: [Int], heldOut fold: Int) -> (training: [Int], heldOut: [Int]) {
        (foldOf.indices.filter { foldOf[$0] != fold }, foldOf.indices.filter { foldOf[$0] == fold })
    }
}
