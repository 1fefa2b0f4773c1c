import TestSupport

@testable import Corpus

/// What reading one file of these bytes gives.
func read(
    _ bytes: [UInt8], as name: String, _ options: ReadingOptions = ReadingOptions()
) throws -> (articles: [Article], rejects: [Reject]) {
    let folder = try TemporaryFolder()
    return try CorpusReader.read(paths: [folder.write(bytes, to: name)], options: options)
}

extension ReadingOptions {
    /// Texts as they stand in the file, markup, invisible characters and all.
    static let bare = ReadingOptions(settings: ReadingSettings(normalizer: .init(version: .one)))
}

func read(
    _ text: String, as name: String, _ options: ReadingOptions = ReadingOptions()
) throws -> (articles: [Article], rejects: [Reject]) {
    try read(Array(text.utf8), as: name, options)
}
