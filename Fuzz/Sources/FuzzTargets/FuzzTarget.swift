import Corpus
import Foundation
import Models

/// What libFuzzer calls with one input after another.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    FuzzTarget.chosen.run(Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
}

/// What inputs are tried on. A trap, an address error, a limit on memory or time passed, or a broken promise
/// (`precondition`) is a finding.
enum FuzzTarget: String, CaseIterable {
    case records, jsonl, array, csv, tsv, workbook, sheet, markup, page, text, gzip, encoding, dates, classifier, topics

    static let chosen: FuzzTarget = {
        let name = ProcessInfo.processInfo.environment["TREND_FUZZ"] ?? ""
        guard let target = FuzzTarget(rawValue: name) else {
            fatalError("TREND_FUZZ is '\(name)'; it must be one of \(allCases.map(\.rawValue))")
        }
        return target
    }()

    func run(_ input: [UInt8]) {
        switch self {
        case .records: CorpusInputs.read(input, .records)
        case .jsonl: CorpusInputs.read(input, .jsonl)
        case .array: CorpusInputs.read(input, nil, as: ".json")
        case .workbook: CorpusInputs.read(input, .xlsx)
        case .sheet: CorpusInputs.readSheet(input)
        case .markup: CorpusInputs.read(input, .doc)
        case .page: CorpusInputs.read(input, .html)
        case .csv: CorpusInputs.read(input, .csv)
        case .tsv: CorpusInputs.read(input, .tsv)
        case .text: CorpusInputs.read(input, .text)
        // Found out by content, as a file without a name is.
        case .gzip: CorpusInputs.read(input, nil)
        case .encoding: CorpusInputs.read(input, .text, encoding: .gb18030)
        case .dates: Dates.read(input)
        case .classifier: ModelInputs.readClassifier(input)
        case .topics: ModelInputs.readTopics(input)
        }
    }
}

/// An input as a file, in memory where the system has a folder for that.
func withFile(_ bytes: [UInt8], as ending: String = "", _ body: (String) -> Void) {
    let folder = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
    let path = folder + "/trend-fuzz-\(getpid())" + ending
    precondition(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
    body(path)
    unlink(path)
}
