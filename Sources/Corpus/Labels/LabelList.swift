/// Labels as people type several of them on one line.
public enum LabelList {
    /// The parts between commas, semicolons and their Chinese forms: `财经，体育、科技`. Blanks stay.
    public static func names(in text: String) -> [String] {
        text.split(whereSeparator: { ",，、;；".contains($0) }).map(String.init)
    }
}
