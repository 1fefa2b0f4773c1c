import ArgumentParser

/// Phrases that a user does not want to see.
struct IgnoreArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A list of phrases, one per line, that never name a topic and never emerge: --ignore ignore.txt.",
            valueName: "file"))
    var ignore: String?
}

/// How topics are called.
struct TopicArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The table in which you rename, merge and hide kept topics (default: topics.csv beside topics.trend).",
            valueName: "file"))
    var topicsTable: String?
    @OptionGroup var ignored: IgnoreArguments

    var ignore: String? { ignored.ignore }
}
