import Foundation

/// How messages call what a path leads to.
///
/// A data frame of another program lies in a file in memory, as JSON lines with a line per row. The file has a name, and
/// its path says nothing to a user.
package enum PathName {
    /// Standard input, a data frame by its name, and any other file by its path.
    package static func shown(_ path: String) -> String {
        path == "-" ? "standard input" : memoryName(path) ?? path
    }

    /// What the name of a file in memory begins with that holds the rows of a data frame.
    package static let frame = "the data frame"

    /// Whether a file of this name holds the rows of a data frame.
    static func isFrame(_ name: String) -> Bool { name.hasPrefix(frame) }

    /// Whether a path leads to the rows of a data frame.
    static func leadsToFrame(_ path: String) -> Bool { memoryName(path).map(isFrame) ?? false }

    private static let descriptors = "/proc/self/fd/"
    private static let (linkStart, linkEnd) = ("/memfd:", " (deleted)")

    /// The name of a file in memory; nil for any other file.
    private static func memoryName(_ path: String) -> String? {
        guard path.hasPrefix(descriptors), let link = FilePlace.destination(ofLink: path), link.hasPrefix(linkStart),
            link.hasSuffix(linkEnd)
        else { return nil }
        return String(link.dropFirst(linkStart.count).dropLast(linkEnd.count))
    }
}
