/// What the names of a record's fields say. It is worked out once for all records that have the same names in the same
/// order, so that a record costs a comparison of its names.
struct FieldShape: Sendable {
    private var names: [String] = []
    private var matches: [FieldName?] = []
    private var plan = FieldPlan()
    /// Records of this shape that are in no summary yet, and those of them whose articles took a field from a name.
    private var records = 0
    private var used: [Int] = []

    /// Makes the shape that of a record.
    ///
    /// - Parameters:
    ///   - usage: gets what was counted of the shape before.
    ///   - match: what a name says.
    mutating func look(at names: [String], _ usage: inout FieldUsage, match: (String) -> FieldName?) {
        if names != self.names {
            settle(into: &usage)
            self.names = names
            matches = names.map(match)
            plan = FieldPlan(matches)
            used = names.map { _ in 0 }
        }
        records += 1
    }

    /// What the record's name at an index stands for.
    func field(at index: Int) -> RecordField? { matches[index]?.field }

    /// - Parameter texts: one for each name.
    /// - Returns: the index of the article's text; nil where it has none.
    @discardableResult
    mutating func fill(_ values: inout FieldValues, from texts: [String]) -> Int? {
        plan.fill(&values, from: texts, counting: &used)
    }

    /// Adds what was counted and begins anew.
    ///
    /// - Parameter isShown: whether a name belongs into the summary.
    mutating func settle(into usage: inout FieldUsage, isShown: (String) -> Bool = { _ in true }) {
        guard records > 0 else { return }
        for (index, name) in names.enumerated() {
            if isShown(name) { usage.add(name, matches[index], records: records, used: used[index]) }
            used[index] = 0
        }
        records = 0
    }
}
