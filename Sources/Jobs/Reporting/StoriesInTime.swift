import Corpus
import Features

/// The stories of an archive's articles up to a day, as they were before later articles came.
///
/// A later article may have made one story of two: it is nearly the same as an article of each. Such articles lie no farther
/// before the day than a silence, so most stories need no second look.
enum StoriesInTime {
    /// - Parameters:
    ///   - places: the dated articles up to the day, ascending.
    ///   - end: the day.
    /// - Returns: the story of each of these articles, from 0.
    /// - Throws: `CorpusError`.
    static func stories(of places: [Int], in corpus: ArchivedCorpus, end: CalendarDate) throws -> [Int] {
        let silence = NearDuplicates().silence
        let last = end.daysSince1970
        func age(_ place: Int) -> Int { last - corpus.published[place]!.daysSince1970 }
        var stories = places.map { corpus.stories[$0] }
        var next = (corpus.stories.max() ?? -1) + 1
        // Stories with an article of the weeks after the day, and two of the weeks before.
        var after: Set<Int> = []
        for (place, day) in corpus.published.enumerated() {
            if let day, day > end, day.daysSince1970 - last <= silence { after.insert(corpus.stories[place]) }
        }
        var members: [Int: [Int]] = [:]
        for index in places.indices where after.contains(stories[index]) {
            members[stories[index], default: []].append(index)
        }
        let doubtful = members.filter { $0.value.count { age(places[$0]) < silence } > 1 }
        for (_, own) in doubtful.sorted(by: { $0.key < $1.key }) {
            func firsts(_ indices: [Int]) throws -> [Int64] {
                try corpus.archive.stories(of: [indices.map { Int64(corpus.numbers[places[$0]]) }])[0]
            }
            // Where all articles of the last weeks are one story without the later ones, so is what leads to them.
            let recent = own.filter { age(places[$0]) <= 2 * silence }
            let found = try firsts(recent)
            let ends = zip(recent, found).filter { age(places[$0.0]) < silence }.map(\.1)
            if Set(ends).count == 1 { continue }
            var numbers: [Int64: Int] = [:]
            for (index, first) in zip(own, recent.count == own.count ? found : try firsts(own)) {
                if numbers[first] == nil {
                    numbers[first] = next
                    next += 1
                }
                stories[index] = numbers[first]!
            }
        }
        // Numbers without gaps.
        var numbers = [Int32](repeating: -1, count: next)
        var count: Int32 = 0
        for index in stories.indices {
            let story = stories[index]
            if numbers[story] < 0 {
                numbers[story] = count
                count += 1
            }
            stories[index] = Int(numbers[story])
        }
        return stories
    }
}
