import ArgumentParser

/// How many topics: a number, or as many as there are.
enum TopicCount: ExpressibleByArgument, Equatable {
    case number(Int)
    case auto

    init?(argument: String) {
        if argument == "auto" {
            self = .auto
        } else if let number = Int(argument) {
            self = .number(number)
        } else {
            return nil
        }
    }

    var defaultValueDescription: String {
        switch self {
        case .number(let number): "\(number)"
        case .auto: "auto"
        }
    }
}
