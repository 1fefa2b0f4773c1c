extension KeywordExtractor {
    private struct Settings: Codable {
        var records: Int
        var count: Int
        var intercept: Float
    }

    /// Adds the sections of the keywords: settings (`KWRD`), weights (`KWGT`) and the three tables.
    func add(to file: inout ModelFile) throws {
        try file.add("KWRD", json: Settings(records: tables.records, count: count, intercept: intercept))
        file.add("KWGT", array: weights)
        file.add("KWDF", array: tables.documentFrequency.entries)
        file.add("KWLS", array: tables.listed.entries)
        file.add("KWPH", array: tables.phrases.entries)
    }

    /// Reads the sections of the keywords.
    ///
    /// - Returns: `nil` if the file has none.
    /// - Throws: `ModelError.damagedModel` unless the sections have sizes and values that learning can produce.
    init?(from file: ModelFile) throws {
        guard file.has("KWRD") else { return nil }
        let settings = try file.json("KWRD", as: Settings.self)
        let weights = try file.array("KWGT", of: Float.self)
        func table(_ name: String) throws -> HashedValues? {
            HashedValues(rising: try file.array(name, of: HashedValues.Entry.self))
        }
        guard let documentFrequency = try table("KWDF"), let listed = try table("KWLS"),
            let phrases = try table("KWPH"),
            [documentFrequency, listed, phrases].allSatisfy({
                $0.entries.allSatisfy { (0...0x1p31).contains($0.value) }
            }),
            weights.count == KeywordCandidate.features, (weights + [settings.intercept]).allSatisfy({ abs($0) < 1e6 }),
            (3...6).contains(settings.count), (1...Int(Int32.max)).contains(settings.records)
        else { throw ModelError.damagedModel("its keyword tables are inconsistent") }
        self.init(
            tables: KeywordTables(
                documentFrequency: documentFrequency, listed: listed, phrases: phrases, records: settings.records),
            weights: weights, intercept: settings.intercept, count: settings.count)
    }
}
