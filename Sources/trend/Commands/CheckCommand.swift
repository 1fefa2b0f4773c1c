import ArgumentParser
import Jobs

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Checks an archive, copies it, and brings out what is whole.",
        discussion: """
            Every article is compared with the hashes that import stored. Other programs may go on writing.

            Examples:
              trend check articles.db
              trend check articles.db --backup articles-2024-06.db
              trend check damaged.db --salvage articles.db
            """)

    @Argument(help: "The archive.") var archive: String
    @Option(help: ArgumentHelp("Copy the archive to this new file and check the copy.", valueName: "file")) var backup:
        String?
    @Option(help: ArgumentHelp("Bring all whole articles into this new archive.", valueName: "file")) var salvage:
        String?
    @Flag(help: "Print errors and results only.") var quiet = false

    private func job() throws -> CheckJob { try CheckJob(archive, backup: backup, salvage: salvage) }

    func validate() throws { _ = try checked(job) }

    func run() throws {
        let console = Console(quiet: quiet)
        let result = try console.run(job().run)
        try console.printing { for line in result.lines { console.say(line) } }
        for line in result.faultLines { console.warn(line) }
        if !result.check.isWhole { throw Failure.dataError }
    }
}
