import Corpus
import TrendNumerics

/// How a program ends with an error, in the numbers of sysexits.h.
public enum ExitStatus {
    public static let usage: Int32 = 64
    public static let dataError: Int32 = 65
    public static let noInput: Int32 = 66
    public static let ioError: Int32 = 74
    public static let tryAgain: Int32 = 75

    public static func of(_ error: any Error) -> Int32 {
        switch error {
        case is InvalidOption: usage
        case CorpusError.notFound: noInput
        case CorpusError.unreadable, CorpusError.unwritable, NumericsError.unwritable: ioError
        case CorpusError.busy: tryAgain
        default: dataError
        }
    }
}
