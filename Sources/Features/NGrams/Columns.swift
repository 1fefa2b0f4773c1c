import Text
import Corpus

/// Which n-gram has which column.
public enum Columns: Sendable {
    /// A column for each n-gram that was learned; all others have none.
    case vocabulary(Vocabulary)
    /// Every n-gram has one, shared by chance with others.
    case hashed(HashedColumns)

    public var count: Int {
        switch self {
        case .vocabulary(let vocabulary): vocabulary.count
        case .hashed(let hashed): hashed.count
        }
    }

    /// The features in one text: by column, the n-grams and the places of their last scalars. Only
    /// hashed columns ever have several n-grams.
    func places(in text: [UInt32], options: TFIDFOptions) -> [Int: [String: [Int]]] {
        var places: [Int: [String: [Int]]] = [:]
        text.withUnsafeBufferPointer { scalars in
            switch self {
            case .vocabulary(let vocabulary):
                vocabulary.forEachFeature(in: scalars, longest: options.longest) { column, place in
                    places[Int(column), default: [:]][vocabulary.ngram(Int(column)), default: []].append(place)
                }
            case .hashed(let hashed):
                hashed.forEachFeature(in: scalars, lengths: options.shortest...options.longest) {
                    column, place, length in
                    let ngram = String(scalars: scalars[place + 1 - length...place])
                    places[Int(column), default: [:]][ngram, default: []].append(place)
                }
            }
        }
        return places
    }
}
