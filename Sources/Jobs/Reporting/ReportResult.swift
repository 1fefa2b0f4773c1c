import Text

/// Where a report is, and what it says in a few sentences.
public struct ReportResult: Codable, Equatable, Sendable {
    public let folder: String
    /// The report's summary, in its language.
    public let summary: String
    /// What the report lacks, such as charts, and why.
    public let warnings: [String]
    /// What the user should know of the table of topics and the list of ignored phrases, a line each.
    public let notes: [String]
    /// Why there is no `report.pdf`, if it was asked for; nil if it is there.
    public let pdfProblem: String?
    /// Articles with neither labels nor tags, which count for no industry.
    public let untagged: Int
    /// Articles without a date, which are in no period.
    public let undated: Int
    /// Nil for an archive, whose records were read when they came in.
    public let reading: ReadingSummary?

    /// Says that articles count for no industry; nil where all count.
    public var untaggedLine: String? {
        guard untagged > 0 else { return nil }
        return counted(
            untagged, "article has neither labels nor tags and counts",
            "articles have neither labels nor tags and count")
            + " for no industry; " + (reading == nil ? "trend tag --archive" : "--model") + " tags them"
    }

    public var page: String { folder + "/report.html" }
}
