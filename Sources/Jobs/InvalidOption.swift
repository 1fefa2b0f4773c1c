/// An option of a job that is out of range or contradicts another one. Jobs with such options cannot be made.
public struct InvalidOption: Error, Equatable, CustomStringConvertible {
    /// The option as the job's initializer calls it.
    public let name: String
    /// The value given; empty where the option must not be given at all.
    public let value: String
    /// What is wrong and how to mend it, such as "it must be at least 1".
    public let rule: String

    public init(_ name: String, _ value: String = "", _ rule: String) {
        self.name = name
        self.value = value
        self.rule = rule
    }

    /// An option as a command line calls it: `minLabelCount` as `--min-label-count`; a single capital stays.
    public static func shown(_ name: String) -> String {
        "--"
            + (name.count == 1
                ? name : name.reduce(into: "") { $0 += $1.isUppercase ? "-" + $1.lowercased() : String($1) })
    }

    public var description: String { value.isEmpty ? "\(name): \(rule)" : "\(name) is \(value); \(rule)" }
}

/// - Throws: `InvalidOption` unless the condition holds.
func require(
    _ condition: Bool, _ name: String, _ value: some CustomStringConvertible, _ rule: String
) throws(InvalidOption) {
    if !condition { throw InvalidOption(name, value.description, rule) }
}
