/// The texts of a bucket that are not alike, with which further texts of it are compared.
struct BucketLeads {
    private var leads: [Int] = []
    private var bucket: UInt64?

    /// The first text of the bucket that a text is like; the text itself where it is like none.
    ///
    /// - Parameters:
    ///   - text: texts come bucket by bucket, and in their order within one.
    ///   - isAlike: whether the text is like an earlier one.
    /// - Complexity: at most `NearDuplicates.comparisons` comparisons.
    mutating func lead(of text: Int, in bucket: UInt64, isAlike: (Int) -> Bool) -> Int {
        if bucket != self.bucket {
            self.bucket = bucket
            leads.removeAll(keepingCapacity: true)
        }
        if let lead = leads.first(where: isAlike) { return lead }
        if leads.count < NearDuplicates.comparisons { leads.append(text) }
        return text
    }
}

/// How stories are found where no machine has all texts.
///
/// Texts are sorted by `Fingerprint.copyBucket`, and within a bucket by their order: a text that is like an earlier one
/// there belongs to its story and is not looked at further. The others are sorted by each of their
/// `Fingerprint.bandBuckets` in the same way. Texts that the found pairs connect are of one story until it falls silent.
/// These are the stories that `storyNumbers` finds.
extension NearDuplicates {
    /// The first text of its bucket that each text is like; itself where it is like none.
    ///
    /// Buckets may be split: those of the first `comparisons` texts that are their own leads go before the rest of the
    /// bucket again.
    ///
    /// - Parameters:
    ///   - texts: bucket by bucket, and in their order within one.
    ///   - buckets: the bucket of each text.
    public func leads(of texts: [Fingerprint], in buckets: [UInt64]) -> [Int] {
        precondition(texts.count == buckets.count)
        var leads = BucketLeads()
        return texts.indices.map { text in
            leads.lead(of: text, in: buckets[text]) { areAlike(texts[$0], texts[text]) }
        }
    }
}

extension Fingerprint {
    /// Where copies of a text lie: texts with the same n-grams.
    public var copyBucket: UInt64 { grams.reduce(1) { Fingerprint.mix($0 ^ UInt64($1)) } }

    /// Where near-duplicates lie, which have at least one bucket in common; none for a text with nothing to compare.
    public var bandBuckets: [UInt64] {
        let keys = BandKeys(self)
        return keys.keys.enumerated().map { UInt64(keys.firstBand + $0) << 32 | UInt64($1) }
    }
}
