import ArgumentParser
import Jobs

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Adds articles to an archive, each once.",
        discussion: """
            The archive is one file; import creates it if it is missing. Records that it already holds are not added \
            again, so importing the same files twice adds nothing, and an interrupted import is completed by \
            running it again. Articles that resemble earlier ones (same link, same text, nearly the same text) are \
            kept, marked and linked to the first; articles with the same link and text count once.

            Every command accepts an archive in place of files. Corrections are JSON lines as trend review writes \
            them. They override the labels of the records and the tags of every model, and wait for articles that \
            are not in the archive yet.

            Examples:
              trend import datasets/*.txt --archive articles.db
              trend import dump.jsonl.gz --text body --archive articles.db --rejects bad.txt
              trend import --corrections corrections.jsonl --archive articles.db
              trend import export.jsonl --restore --archive articles.db
            """)

    @Argument(help: "Articles.") var corpus: [String] = []
    @OptionGroup var store: ArchiveArguments
    @Option(help: ArgumentHelp("Corrections of industries.", valueName: "file")) var corrections: String?
    @Flag(help: "The files are exports: restore their tags, corrections and origins.") var restore = false
    @Flag(help: "With --restore: corrections of the export replace those of the archive.") var replaceCorrections =
        false
    @OptionGroup(title: "Reading") var reading: ReadingArguments
    @OptionGroup(title: "Computing") var computing: ComputingArguments

    private func job() throws -> ImportJob {
        try ImportJob(
            reading.source(corpus), into: store.archive, wait: store.wait, correctionsPath: corrections,
            restores: restore, replacesCorrections: replaceCorrections, threads: computing.cores)
    }

    func validate() throws { _ = try checked(job) }

    func run() throws {
        let console = reading.console
        let result = try console.run(job().run)
        console.tell(result.reading, dates: true)
        console.tell(result.corrections)
        if let line = result.exportLine { console.note(line) }
        if let articles = result.articles {
            let line = CorrectionsSummary.line(
                otherTitles: articles.otherTitles, example: articles.otherTitleExample)
            if let line { console.warn(line) }
        }
        try console.printing {
            for line in result.lines { console.say(line) }
        }
    }
}
