import Text

/// Labels, keywords and technologies as people and programs write several of them.
public enum LabelList {
    /// The parts between commas, semicolons and their Chinese forms: `财经，体育、科技`. Blanks stay.
    public static func names(in text: String) -> [String] {
        text.split(whereSeparator: { ",，、;；".contains($0) }).map(String.init)
    }

    /// The names that the values of a field hold, each once, in their order: without what does not show, and without those
    /// by which programs write that there is none.
    ///
    /// - Parameter splits: false for names that are taken whole, separators and all. A line end is part of no name.
    /// - Complexity: linear in the values.
    static func names(
        of values: [String], splits: Bool = true, _ version: TextNormalizer.Version = .newest
    ) -> [String] {
        var values = values
        // Before they are cut at semicolons, which end entities.
        if version > .one { values = values.flatMap { WrittenList.names(in: $0, splits: splits, version) } }
        let names = splits ? listItems(values, version) : wholeItems(values, version)
        return version == .one ? names : LabelName.cleaned(names, version).filter { !Placeholder.isNoName($0, version) }
    }

    /// Whether a name must be taken whole: read as a list it is another one, or several.
    package static func isList(_ name: String) -> Bool { names(of: [name]) != [name] }
}
