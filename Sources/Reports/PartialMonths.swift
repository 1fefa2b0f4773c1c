import Timeline

/// Which months at the ends of a chart the data cover in part alone.
enum PartialMonths {
    case none, first, last, both

    init(_ totals: PeriodTotals) {
        // A single month is the last one, whichever end is missing.
        switch (totals.isFirstPartial, totals.isLastPartial) {
        case (false, false): self = .none
        case (true, false): self = totals.periods.count == 1 ? .last : .first
        case (false, true): self = .last
        case (true, true): self = totals.periods.count == 1 ? .last : .both
        }
    }
}
