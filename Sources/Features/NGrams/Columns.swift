import Text
import Corpus

/// The mapping from n-grams to columns.
public enum Columns: Sendable {
    /// One column per n-gram of a vocabulary; other n-grams have none.
    case vocabulary(Vocabulary)
    /// Every n-gram has a column, which it may share with others by chance.
    case hashed(HashedColumns)

    /// The number of columns.
    public var count: Int {
        switch self {
        case .vocabulary(let vocabulary): vocabulary.count
        case .hashed(let hashed): hashed.count
        }
    }

    /// The features of one text: by column, its n-grams and the positions of their last scalars. Only hashed columns
    /// can have several n-grams.
    func places(in text: [UInt32], options: TFIDFOptions) -> [Int: [String: [Int]]] {
        var places: [Int: [String: [Int]]] = [:]
        text.withUnsafeBufferPointer { scalars in
            switch self {
            case .vocabulary(let vocabulary):
                vocabulary.forEachFeature(in: scalars, longest: options.longest) { column, place, _ in
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
