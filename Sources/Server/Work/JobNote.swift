import Jobs

/// What a job has to say of its result. `Words/` says it in each language.
enum JobNote: Equatable, Sendable {
    case tagged(Int)
    /// Articles without a label of 50% or more.
    case withoutLikelyLabel(Int)
    /// How a file was read.
    case fields(FieldsSummary)
    case cleaned(Int)
    case cut(Int)
    case undated(Int, example: String)
    /// The examples say where and why.
    case rejected(Int, of: Int, examples: [String])
    /// The file of the model that tagged, and when it was written.
    case model(String, written: String)
    /// In the words of the job.
    case text(String)
}

extension JobNote {
    /// What is to be known of how files were read.
    static func notes(of reading: ReadingSummary) -> [JobNote] {
        var notes = reading.fields.map { JobNote.fields($0) }
        if reading.withMarkup > 0 { notes.append(.cleaned(reading.withMarkup)) }
        if reading.cut > 0 { notes.append(.cut(reading.cut)) }
        if let example = reading.unreadableDateExample ?? reading.impossibleDateExample {
            notes.append(.undated(reading.unreadableDates + reading.impossibleDates, example: example))
        }
        if reading.rejected > 0 {
            notes.append(.rejected(reading.rejected, of: reading.records, examples: reading.examples))
        }
        return notes
    }
}
