import Reports
import Text

extension SimilarJob.Result {
    public var text: String {
        (isKnown
            ? ""
            : "\(phrase) is no phrase of the model's texts: what follows is near to its characters\n\n")
            + (neighbors.isEmpty ? "no phrase is near\n" : table.plain())
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
