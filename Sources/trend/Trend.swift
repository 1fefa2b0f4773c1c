import ArgumentParser
import Corpus

@main
struct Trend: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trend",
        abstract: "Classifies Chinese news articles by industry and shows what is rising and fading.",
        discussion: """
            A month's work:
              trend train articles/*.txt --model industries.trend
              trend tag new.txt --model industries.trend --output tagged.jsonl
              trend report articles/*.txt --new new.txt --model industries.trend

            The same with an archive, which is safe to run twice:
              trend import new.txt --archive articles.db
              trend tag --archive articles.db --model industries.trend
              trend report --archive articles.db

            CORPUS is files or folders of \(CorpusFormat.summaries), each also as .gz; an archive; \
            - is standard input.
            """,
        version: "0.1.0",
        subcommands: [
            TrainCommand.self, EvaluateCommand.self, LabelsCommand.self, TagCommand.self, TopicsCommand.self,
            WatchCommand.self,
            ReviewCommand.self, EmergingCommand.self, ReportCommand.self, ExplainCommand.self, ImportCommand.self,
            SimilarCommand.self, FindCommand.self, ServeCommand.self, ExportCommand.self, CheckCommand.self,
            ArchiveCommand.self,
        ])

    static func main() {
        Console.prepare()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            Console.exit(with: unknownOption(in: CommandLine.arguments.dropFirst()) ?? error)
        }
    }
}
