import Reports
import Text

extension SimilarJob.Result {
    public var text: String {
        (note.map { $0 + "\n\n" } ?? "") + (neighbors.isEmpty ? "no phrase is near\n" : table.plain())
    }

    /// What a user should know of the phrases; nil for nothing. Text has it; beside other forms it is to be told.
    public var note: String? {
        isKnown ? nil : "\(phrase) is no phrase of the model's texts: what follows is near to its characters"
    }

    public func json() throws -> String { try jsonLines(neighbors) }

    public var sheets: [Report.NamedTable] { [.init(name: "similar", table: table)] }

    private var table: Table {
        var table = Table([.init("phrase"), .init("similarity", isNumber: true), .init("texts", isNumber: true)])
        for neighbor in neighbors {
            table.append([neighbor.phrase, fixed(neighbor.similarity, digits: 3), "\(neighbor.texts)"])
        }
        return table
    }
}
