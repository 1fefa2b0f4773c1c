import Features

extension TechnologyGazetteer {
    /// Adds the gazetteer's sections: settings (`TECH`), spellings, one per line (`TNAM`), their counts (`TCNT`),
    /// unlisted candidates (`TUNL`), the regression (`TWGT`), pairs of characters (`TPRS`) and owners (`TOWN`).
    func add(to file: inout ModelFile) throws {
        try file.add("TECH", json: settings)
        file.add("TNAM", Array(names.all.map(\.text).joined(separator: "\n").utf8))
        file.add("TCNT", array: names.all.flatMap { [UInt32($0.listed), UInt32($0.texts), UInt32($0.both)] })
        file.add("TUNL", array: unlisted.entries)
        file.add("TWGT", array: weights.entries)
        guard settings.records != nil else { return }
        file.add("TPRS", array: usage.pairs.entries)
        file.add("TOWN", array: usage.owners.entries)
    }

    /// Reads the gazetteer's sections.
    ///
    /// - Returns: `nil` if the file has none.
    /// - Throws: `ModelError.damagedModel` unless the names ascend and are distinct, the counts are consistent and the
    ///   figures have values that learning can produce.
    init?(from file: ModelFile) throws {
        guard file.has("TECH") else { return nil }
        let damaged = ModelError.damagedModel("its technology tables are inconsistent")
        let settings = try file.json("TECH", as: Settings.self)
        let spellings = try file.bytes("TNAM").split(separator: 0x0A, omittingEmptySubsequences: false)
        let counts = try file.array("TCNT", of: UInt32.self).map { Int($0) }
        guard settings.isValid, counts.count == 3 * spellings.count,
            let unlisted = HashedValues(rising: try file.array("TUNL", of: HashedValues.Entry.self)),
            unlisted.entries.allSatisfy({ (0...0x1p31).contains($0.value) }),
            let weights = HashedValues(rising: try file.array("TWGT", of: HashedValues.Entry.self)),
            weights.entries.allSatisfy({ abs($0.value) <= Settings.largest })
        else { throw damaged }
        var usage = TechnologyUsage.none
        if let records = settings.records {
            guard let pairs = HashedValues(rising: try file.array("TPRS", of: HashedValues.Entry.self)),
                let owners = HashedValues(rising: try file.array("TOWN", of: HashedValues.Entry.self)),
                (pairs.entries + owners.entries).allSatisfy({ (0...Float(records)).contains($0.value) })
            else { throw damaged }
            usage = TechnologyUsage(pairs: pairs, owners: owners, records: records)
        }
        let names = spellings.enumerated().map { index, spelling in
            let text = String(decoding: spelling, as: UTF8.self)
            return TechnologyNames.Name(
                letters: NameText.letters(of: text), text: text, listed: counts[3 * index],
                texts: counts[3 * index + 1],
                both: counts[3 * index + 2])
        }
        guard
            names.allSatisfy({ name in
                (2...TechnologyGazetteer.maximumLength).contains(name.letters.count) && name.listed > 0
                    && name.both <= min(name.listed, name.texts)
            }), zip(names, names.dropFirst()).allSatisfy({ $0.letters.lexicographicallyPrecedes($1.letters) })
        else { throw damaged }
        self.init(
            names: TechnologyNames(names), unlisted: unlisted, weights: weights, usage: usage, settings: settings)
    }
}

extension TechnologyGazetteer.Settings {
    /// The maximum magnitude of a figure in a file. Below it, no score and no probability overflows.
    static let largest: Float = 1e6

    var isValid: Bool {
        let figures = [known.slope, known.intercept, new.slope, new.intercept, Double(intercept)]
        return (figures + (known.standing ?? []) + (new.standing ?? [])).allSatisfy { abs($0) <= Double(Self.largest) }
            && [known, new].allSatisfy { $0.standing.map { $0.count == TechnologyStanding.count } ?? true }
            && [threshold, newThreshold].allSatisfy { (0...1).contains($0) }
            && records.map { (1...1 << 31).contains($0) } ?? true
    }
}
