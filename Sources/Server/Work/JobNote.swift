import Jobs

/// What a job has to say of its result. `Words/` says it in each language.
enum JobNote: Equatable, Sendable {
    case tagged(Int)
    /// Articles without a label of 50% or more.
    case withoutLikelyLabel(Int)
    /// How a file was read, and what it is called.
    case fields(FieldsSummary, file: String)
    case cleaned(Int)
    case cut(Int)
    case undated(Int, example: String)
    case rejected(Int, of: Int)
    /// In the words of the job.
    case text(String)
}

extension JobNote {
    /// What is to be known of how files were read.
    ///
    /// - Parameter name: what a file is called, by its path.
    static func notes(of reading: ReadingSummary, name: (String) -> String) -> [JobNote] {
        var notes = reading.fields.map { JobNote.fields($0, file: name($0.file)) }
        if reading.withMarkup > 0 { notes.append(.cleaned(reading.withMarkup)) }
        if reading.cut > 0 { notes.append(.cut(reading.cut)) }
        if let example = reading.unreadableDateExample ?? reading.impossibleDateExample {
            notes.append(.undated(reading.unreadableDates + reading.impossibleDates, example: example))
        }
        if reading.rejected > 0 { notes.append(.rejected(reading.rejected, of: reading.records)) }
        return notes
    }
}
