import CBridge
import Features
import Jobs

/// Fingerprints of texts, one after another, as `trend_marker_mark` gives them.
private struct Fingerprints {
    let texts: [Fingerprint]

    /// - Throws: `InvalidOption` where the bytes are not those of fingerprints.
    init(_ count: Int64, _ offsets: UnsafePointer<Int64>, _ bytes: UnsafeRawPointer?, _ size: Int64) throws {
        let all = UnsafeRawBufferPointer(start: bytes, count: Int(max(0, size)))
        texts = try (0..<Int(max(0, count))).map { index in
            let (start, end) = (Int(offsets[index]), Int(offsets[index + 1]))
            guard start >= 0, start <= end, end <= all.count,
                let text = Fingerprint(bytes: UnsafeRawBufferPointer(rebasing: all[start..<end]))
            else { throw InvalidOption("fingerprints", "", "another version of trend made them: install one for all") }
            return text
        }
    }
}

/// The first text of its bucket that each text is like, among texts sorted by bucket (`NearDuplicates.leads`).
///
/// - Parameters:
///   - offsets: where each fingerprint begins, and where the last one ends.
///   - leads: gets the number of a text for each one; its own where it is like none.
@c(trend_story_leads)
public func storyLeads(
    _ count: Int64, _ buckets: UnsafePointer<UInt64>, _ offsets: UnsafePointer<Int64>, _ bytes: UnsafeRawPointer?,
    _ size: Int64, _ leads: UnsafeMutablePointer<Int64>, _ failure: UnsafeMutablePointer<trend_bytes>
) -> Int32 {
    call(failure) {
        let texts = try Fingerprints(count, offsets, bytes, size).texts
        let buckets = Array(UnsafeBufferPointer(start: buckets, count: texts.count))
        for (text, lead) in NearDuplicates().leads(of: texts, in: buckets).enumerated() { leads[text] = Int64(lead) }
    }
}

/// The buckets in which near-duplicates of each text lie (`Fingerprint.bandBuckets`).
///
/// - Parameter lists: gets two buffers: where the buckets of each text begin, with eight bytes, and the buckets.
@c(trend_story_buckets)
public func storyBuckets(
    _ count: Int64, _ offsets: UnsafePointer<Int64>, _ bytes: UnsafeRawPointer?, _ size: Int64,
    _ lists: UnsafeMutablePointer<trend_bytes>, _ failure: UnsafeMutablePointer<trend_bytes>
) -> Int32 {
    call(failure) {
        var (starts, buckets): ([Int64], [UInt64]) = ([0], [])
        for text in try Fingerprints(count, offsets, bytes, size).texts {
            buckets += text.bandBuckets
            starts.append(Int64(buckets.count))
        }
        lists[0] = starts.withUnsafeBytes { trend_bytes($0) }
        lists[1] = buckets.withUnsafeBytes { trend_bytes($0) }
    }
}
