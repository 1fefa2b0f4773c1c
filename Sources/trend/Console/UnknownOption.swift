import ArgumentParser

extension Trend {
    /// The first argument that looks like an option and that its command does not have, as an error to tell.
    ///
    /// The parser tells of it only where nothing else is missing or does not go together.
    ///
    /// - Parameter arguments: those of the command line, after the program's name.
    static func unknownOption(in arguments: some Collection<String>) -> ValidationError? {
        guard let name = arguments.first,
            let command = configuration.subcommands.first(where: { $0._commandName == name })
        else { return nil }
        let known = options(in: helpMessage(for: command, includeHidden: true))
        return arguments.prefix { $0 != "--" }.lazy
            .filter { $0.hasPrefix("--") }
            .map { String($0.prefix { $0 != "=" }) }
            .first { !known.contains($0) }
            .map { ValidationError("Unknown option '\($0)'; trend help \(name) lists the options.") }
    }

    /// The options at the beginnings of the lines of a help text.
    private static func options(in help: String) -> Set<String> {
        var names: Set<String> = ["--experimental-dump-help"]
        for line in help.split(separator: "\n") {
            let words = line.split { " ,/".contains($0) }
            names.formUnion(words.prefix { $0.hasPrefix("-") }.map(String.init))
        }
        return names
    }
}
