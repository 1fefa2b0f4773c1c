import Models
import Reports
import Text

extension LabelsJob.Result {
    public var text: String {
        counted(survey.documents, "labeled article") + ", " + counted(survey.labelCount ?? survey.labels.count, "label")
            + (survey.labelCount == nil ? "" : ", the \(survey.labels.count) most frequent ones listed")
            + (survey.mostCanonical.map { "; others may be names of the \($0) most frequent ones" } ?? "") + "\n\n"
            + table.plain()
    }

    public func json() throws -> String { try jsonLines([survey]) }

    public var sheets: [Report.NamedTable] { [.init(name: "labels", table: table)] }

    /// One row per label, with the canonical name proposed for it and the evidence.
    private var table: Table {
        let names = Dictionary(uniqueKeysWithValues: survey.proposals.map { ($0.alias, $0) })
        var table = Table([
            .init("label"), .init("articles", isNumber: true), .init("another name of?"), .init("evidence"),
            .init("names", isNumber: true), .init("texts", isNumber: true), .init("told apart", isNumber: true),
            .init("both", isNumber: true),
        ])
        for label in survey.labels {
            guard let proposal = names[label.label] else {
                table.append([label.label, "\(label.documents)", "", "", "", "", "", ""])
                continue
            }
            table.append([
                label.label, "\(label.documents)", proposal.canonical, proposal.isLikely ? "strong" : "weak",
                percent(proposal.nameSimilarity, digits: 0), percent(proposal.probability, digits: 0),
                proposal.separation.map { percent($0, digits: 0) } ?? "", "\(proposal.together)",
            ])
        }
        return table
    }
}
