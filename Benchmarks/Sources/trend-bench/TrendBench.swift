import Foundation

/// Runs one piece of work in a process of its own and prints one JSON line; `run` starts it.
@main
enum TrendBench {
    static func main() {
        do {
            try run()
        } catch {
            FileHandle.standardError.write(Data("trend-bench: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run() throws {
        var arguments = Array(CommandLine.arguments.dropFirst())
        guard !arguments.isEmpty else { throw UsageError("name a work") }
        let work = arguments.removeFirst()
        switch (work, arguments.count) {
        case ("normalize", 2): try normalize(corpus: arguments[0], to: arguments[1])
        case ("labeled-matrix", 3): try labeledMatrix(train: arguments[0], dev: arguments[1], to: arguments[2])
        case ("article-matrix", 2): try articleMatrix(texts: arguments[0], to: arguments[1])
        case ("vectorize", 3):
            try vectorize(try .init(named: arguments[0]), texts: arguments[1], every: try number(arguments[2]))
        case ("floor", 2): try floor(try .init(named: arguments[0]), texts: arguments[1])
        case ("vectorize-raw", 2): try vectorize(try .init(named: arguments[0]), corpus: arguments[1])
        case ("transform", 4):
            try transform(
                try .init(named: arguments[0]), fitted: arguments[1], texts: arguments[2],
                times: try number(arguments[3]))
        case ("multinomial", 4), ("one-vs-rest", 4):
            try fit(
                isMultinomial: work == "multinomial", matrix: arguments[0], C: try number(arguments[1]),
                tolerance: try number(arguments[2]), weights: arguments[3])
        case ("path", 3): try path(matrix: arguments[0], values: arguments[1], folds: try number(arguments[2]))
        case ("phrases", 2): try phrases(corpus: arguments[0], show: try number(arguments[1]))
        case ("truth", 3...):
            try truth(
                corpus: arguments[0], name: arguments[1], folder: arguments[2], months: Array(arguments.dropFirst(3)))
        case ("technologies", 1...2): try technologies(corpus: arguments[0], shown: arguments.dropFirst().first)
        case ("writing", 1): try writing(corpus: arguments[0])
        case ("topics", 5):
            try topics(
                texts: arguments[0], rank: try number(arguments[1]), seed: try number(arguments[2]),
                fold: try number(arguments[3]), to: arguments[4])
        case ("topic-count", 1...2):
            try topicCount(texts: arguments[0], isCurve: arguments.dropFirst().first == "curve")
        case ("streaming", 2): try streaming(texts: arguments[0], rank: try number(arguments[1]))
        case ("shares", 6):
            try shares(
                model: arguments[0], corpus: arguments[1], months: try number(arguments[2]),
                size: try number(arguments[3]), allLabels: arguments[4] == "all", to: arguments[5])
        case ("nmf", 2): try factorize(matrix: arguments[0], rank: try number(arguments[1]))
        default: throw UsageError("\(work) with \(arguments.count) arguments is unknown")
        }
    }

    private static func number<Number: LosslessStringConvertible>(_ text: String) throws -> Number {
        guard let number = Number(text) else { throw UsageError("\(text) is no number") }
        return number
    }
}

struct UsageError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
