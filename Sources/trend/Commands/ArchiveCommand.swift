import ArgumentParser
import Jobs

struct ArchiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Deletes articles of an archive, and keeps its file in order.",
        discussion: """
            --delete removes articles with everything kept of them. All counts are as if they had never come in. Which \
            ones is said by --link, --source, --from and --to; all that is given must hold, and of several links or sources \
            one. trend find and trend export \
            show articles before they are gone.

            --rebuild makes anew what the archive keeps beside its records for counts and searches; trend check says when \
            that is needed. --vacuum makes the file as small as it can be.

            Examples:
              trend archive articles.db --delete --link https://example.com/a/1
              trend archive articles.db --delete --source 某某网 --to 2019-12 --vacuum
              trend archive articles.db --rebuild
            """)

    @Argument(help: "The archive.") var archive: String
    @Flag(help: "Delete articles.") var delete = false
    @Option(
        help: ArgumentHelp("Articles with this link, as it is in the record. May be repeated.", valueName: "url"))
    var link: [String] = []
    @Option(
        help: ArgumentHelp(
            "Articles of this source: its name, or the host of its links. May be repeated.", valueName: "name"))
    var source: [String] = []
    @OptionGroup var days: DaysArguments
    @Flag(help: "Make the index for counts and searches anew.") var rebuild = false
    @Flag(help: "Make the file as small as it can be.") var vacuum = false
    @Option(
        help: ArgumentHelp(
            "How long to wait for another program that writes to the archive (default: 60).", valueName: "seconds"))
    var wait: Double = 60
    @Flag(help: "Print errors and results only.") var quiet = false

    private func job() throws -> ArchiveJob {
        try ArchiveJob(
            archive, deletes: delete, links: link, sources: source, days: days.range(), rebuilds: rebuild,
            vacuums: vacuum, wait: wait)
    }

    func validate() throws { _ = try checked(job) }

    func run() throws {
        let console = Console(quiet: quiet)
        let result = try console.run(job().run)
        try console.printing { for line in result.lines { console.say(line) } }
    }
}
