/// The sections of a report. The raw value is the section's place on the page.
enum ReportSection: String, Sendable {
    case volume, industries, topics, terms, emerging, technologies, keywords, sources, reading = "read", method
}
