import Timeline

/// Which months of a chart the data cover in part alone.
enum PartialMonths {
    /// Others than those at the ends are `others`, perhaps beside these.
    case none, first, last, both, others

    init(_ totals: PeriodTotals) {
        if totals.periods.indices.dropFirst().dropLast().contains(where: {
            totals.articles[$0] > 0 && totals.isPartial($0)
        }) {
            self = .others
            return
        }
        // A single month is the last one, whichever end is missing.
        switch (totals.isFirstPartial, totals.isLastPartial) {
        case (false, false): self = .none
        case (true, false): self = totals.periods.count == 1 ? .last : .first
        case (false, true): self = .last
        case (true, true): self = totals.periods.count == 1 ? .last : .both
        }
    }
}
