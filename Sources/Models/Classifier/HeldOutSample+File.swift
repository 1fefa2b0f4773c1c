import TrendNumerics

extension HeldOutSample {
    private struct Settings: Codable {
        var priors: [Double]
    }

    /// Adds the sections of the sample.
    func add(to file: inout ModelFile) throws {
        try file.add("HELD", json: Settings(priors: priors))
        file.add("HROW", array: rows.sizes)
        file.add("HPRB", array: rows.entries)
        file.add("HOWN", array: ownSizes)
        file.add("HLAB", array: own)
    }

    /// The sample of a model file; nil in files of before.
    ///
    /// - Throws: `ModelError.damagedModel`.
    static func read(_ file: ModelFile, labels: Int, isSingleLabel: Bool) throws -> HeldOutSample? {
        guard file.has("HELD") else { return nil }
        let sample = HeldOutSample(
            labels: labels, isSingleLabel: isSingleLabel, sizes: try file.array("HROW", of: UInt16.self),
            entries: try file.array("HPRB", of: UInt32.self), ownSizes: try file.array("HOWN", of: UInt16.self),
            own: try file.array("HLAB", of: UInt16.self), priors: try file.json("HELD", as: Settings.self).priors)
        guard let sample else { throw ModelError.damagedModel("its held-out articles do not match its labels") }
        return sample
    }
}
