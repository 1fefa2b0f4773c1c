/// Items with known labels, and the probabilities that models which had not seen them gave them: what is known of a
/// classifier's errors.
public struct HeldOutSample: Equatable, Sendable {
    /// The number of labels.
    package let labels: Int
    /// Whether an item has exactly one label.
    package let isSingleLabel: Bool
    /// The probabilities of each item.
    package let rows: ProbabilityRows
    /// The labels of each item, one item after another; `ownEnds` are the ends of their places.
    package let own: [UInt16]
    package let ownEnds: [Int]
    /// The mean probability of each label over all items, those left out of the sample too. Above 0.
    package let priors: [Double]

    /// About the number of items in a sample of many.
    package static let size = 20_000
    /// A label keeps at least this many of its items.
    private static let minimumPerLabel = 100
    private static let leastPrior = 1e-6

    /// The number of items.
    package var count: Int { rows.count }

    /// The labels of an item.
    package func labels(of item: Int) -> ArraySlice<UInt16> { own[(item == 0 ? 0 : ownEnds[item - 1])..<ownEnds[item]] }

    /// Takes a sample of items, in which no label is left with few items because others have many.
    ///
    /// - Parameters:
    ///   - labelSets: the labels of each item, each once; with `isSingleLabel` exactly one.
    ///   - probabilities: the probabilities of some items: items × labels, row by row.
    /// - Returns: nil for no items, or for more labels than rows tell apart.
    /// - Complexity: linear; memory is that of the sample.
    package init?(
        labelSets: [[Int]], labels: Int, isSingleLabel: Bool, seed: UInt64, probabilities: (Range<Int>) -> [Double]
    ) {
        guard !labelSets.isEmpty, (1...ProbabilityRow.maximumLabels).contains(labels) else { return nil }
        let isKept = HeldOutSample.choice(labelSets, labels: labels, seed: seed)
        var (rows, own, ownEnds) = (ProbabilityRows(), [UInt16](), [Int]())
        var sums = [Double](repeating: 0, count: labels)
        for piece in Parallel.chunks(of: labelSets.count, size: 1024) {
            let probabilities = probabilities(piece)
            probabilities.withUnsafeBufferPointer { all in
                for (place, item) in piece.enumerated() {
                    let row = UnsafeBufferPointer(rebasing: all[place * labels..<(place + 1) * labels])
                    for label in 0..<labels { sums[label] += row[label] }
                    guard isKept[item] else { continue }
                    rows.append(ProbabilityRow(row))
                    own += labelSets[item].sorted().map { UInt16($0) }
                    ownEnds.append(own.count)
                }
            }
        }
        let priors = sums.map { max(HeldOutSample.leastPrior, $0 / Double(labelSets.count)) }
        guard priors.allSatisfy({ $0 < 1 || labels == 1 && $0 <= 1 }) else { return nil }
        self.init(
            labels: labels, isSingleLabel: isSingleLabel, rows: rows, own: own, ownEnds: ownEnds, priors: priors)
    }

    private init(
        labels: Int, isSingleLabel: Bool, rows: ProbabilityRows, own: [UInt16], ownEnds: [Int], priors: [Double]
    ) {
        self.labels = labels
        self.isSingleLabel = isSingleLabel
        self.rows = rows
        self.own = own
        self.ownEnds = ownEnds
        self.priors = priors
    }

    /// Takes a stored sample.
    ///
    /// - Parameters:
    ///   - sizes, entries: the rows.
    ///   - ownSizes: the number of labels of each item; `own` are these labels.
    /// - Returns: nil unless everything matches.
    package init?(
        labels: Int, isSingleLabel: Bool, sizes: [UInt16], entries: [UInt32], ownSizes: [UInt16], own: [UInt16],
        priors: [Double]
    ) {
        guard labels >= 1, let rows = ProbabilityRows(sizes: sizes, entries: entries, labels: labels),
            rows.count > 0, ownSizes.count == rows.count, priors.count == labels,
            priors.allSatisfy({ $0 >= HeldOutSample.leastPrior && $0 <= 1 }), own.allSatisfy({ $0 < labels }),
            ownSizes.reduce(0, { $0 + Int($1) }) == own.count,
            !isSingleLabel || ownSizes.allSatisfy({ $0 == 1 })
        else { return nil }
        var (ownEnds, end) = ([Int](), 0)
        for size in ownSizes {
            let start = end
            end += Int(size)
            guard (start..<end).dropFirst().allSatisfy({ own[$0 - 1] < own[$0] }) else { return nil }
            ownEnds.append(end)
        }
        self.init(
            labels: labels, isSingleLabel: isSingleLabel, rows: rows, own: own, ownEnds: ownEnds, priors: priors)
    }

    /// The number of labels of each item.
    package var ownSizes: [UInt16] { (0..<count).map { UInt16(labels(of: $0).count) } }

    /// Whether each item is kept: in random order, each that has a label of which few were kept so far.
    private static func choice(_ labelSets: [[Int]], labels: Int, seed: UInt64) -> [Bool] {
        let limit = max(minimumPerLabel, size / (labels + 1))
        var generator = SeededGenerator(seed: seed)
        var order = Array(labelSets.indices)
        generator.shuffle(&order)
        // The last count is that of the items without a label.
        var kept = [Int](repeating: 0, count: labels + 1)
        var isKept = [Bool](repeating: false, count: labelSets.count)
        for item in order {
            let own = labelSets[item].isEmpty ? [labels] : labelSets[item]
            guard labelSets.count <= HeldOutSample.size || own.contains(where: { kept[$0] < limit }) else { continue }
            isKept[item] = true
            for label in own { kept[label] += 1 }
        }
        return isKept
    }
}

/// How often a classifier was right on held-out items.
public struct HeldOutTrust: Equatable, Sendable, Codable {
    /// The number of held-out items.
    public var articles: Int
    /// The expected share of items whose best label is sure, from 0 to 1.
    public var sureShare: Double
    /// The share of best labels that were right, of all items, of the sure ones and of the others; nil without any.
    public var right: Double
    public var rightIfSure: Double?
    public var rightIfUnsure: Double?
}

extension HeldOutSample {
    /// How often the best label was right.
    ///
    /// - Parameter limit: the probability from which a label is sure.
    package func trust(sureFrom limit: Double) -> HeldOutTrust {
        var (sure, right, rightSure) = (0, 0, 0)
        for item in 0..<count {
            var (best, label) = (-1.0, 0)
            for place in rows.places(item) where ProbabilityRow.probability(rows.entries[place]) > best {
                best = ProbabilityRow.probability(rows.entries[place])
                label = ProbabilityRow.label(rows.entries[place])
            }
            let isRight = labels(of: item).contains(UInt16(label))
            if isRight { right += 1 }
            guard best >= limit else { continue }
            sure += 1
            if isRight { rightSure += 1 }
        }
        func share(_ part: Int, _ all: Int) -> Double? { all > 0 ? Double(part) / Double(all) : nil }
        return HeldOutTrust(
            articles: count, sureShare: share(sure, count) ?? 0, right: share(right, count) ?? 0,
            rightIfSure: share(rightSure, sure), rightIfUnsure: share(right - rightSure, count - sure))
    }
}
