/// A starting point for NMF from singular vectors: of each pair, the stronger of its positive and its negative part
/// (Boutsidis and Gallopoulos, "SVD based initialization: a head start for nonnegative matrix factorization", Pattern
/// Recognition 41, 2008, table 1).
struct NNDSVD {
    /// documents × width.
    var W: [Float]
    /// terms × width.
    var H: [Float]
    /// The number of topics, rounded up to whole SIMD lanes; those beyond them are 0.
    let width: Int

    /// The sides of a pair of singular vectors, and how long the parts of one sign are.
    private struct Side {
        var sign: Float = 1
        var scale: Float = 0
        var (u, v): (Float, Float) = (0, 0)
    }

    /// Computes the starting point.
    ///
    /// Singular vectors are computed some rows at a time, once to measure them and once to take their parts, so that
    /// they are never in memory whole.
    ///
    /// - Parameter rank: the number of topics, at most the width of the decomposition.
    init(_ svd: RandomizedSVD, rank: Int) {
        let topics = min(rank, svd.width)
        let width = (topics + 7) / 8 * 8
        self.width = width
        let (us, vs) = (
            NNDSVD.lengths(topics, svd.width, svd.forEachLeftPiece),
            NNDSVD.lengths(topics, svd.width, svd.forEachRightPiece)
        )
        let sides = (0..<topics).map { topic in
            func side(_ sign: Float, _ u: Float, _ v: Float) -> Side {
                Side(sign: sign, scale: u * v, u: u, v: v)
            }
            let positive = side(1, us.positive[topic], vs.positive[topic])
            let negative = side(-1, us.negative[topic], vs.negative[topic])
            // All entries of the first pair have one sign (Perron and Frobenius), up to rounding.
            var best = positive.scale >= negative.scale ? positive : negative
            best.scale = (svd.singularValues[topic] * best.scale).squareRoot()
            return best
        }
        W = Array(repeating: 0, count: svd.basis.count / svd.width * width)
        H = Array(repeating: 0, count: svd.projection.count / svd.width * width)
        NNDSVD.write(sides, length: \.u, to: &W, width, svd.width, svd.forEachLeftPiece)
        NNDSVD.write(sides, length: \.v, to: &H, width, svd.width, svd.forEachRightPiece)
    }

    private typealias Pieces = ((_ firstRow: Int, UnsafeBufferPointer<Float>) -> Void) -> Void

    /// The norms of the positive and of the negative parts of the first vectors.
    private static func lengths(
        _ topics: Int, _ width: Int, _ forEachPiece: Pieces
    ) -> (positive: [Float], negative: [Float]) {
        var positive = [Double](repeating: 0, count: topics)
        var negative = positive
        forEachPiece { _, piece in
            for start in stride(from: 0, to: piece.count, by: width) {
                for topic in 0..<topics {
                    let value = piece[start + topic]
                    let square = Double(value) * Double(value)
                    if value > 0 { positive[topic] += square } else { negative[topic] += square }
                }
            }
        }
        return (positive.map { Float($0.squareRoot()) }, negative.map { Float($0.squareRoot()) })
    }

    /// Writes each vector's part of the chosen sign, scaled, to a column of a factor.
    private static func write(
        _ sides: [Side], length: (Side) -> Float, to factor: inout [Float], _ factorWidth: Int, _ width: Int,
        _ forEachPiece: Pieces
    ) {
        let lengths = sides.map(length)
        factor.withUnsafeMutableBufferPointer { factor in
            forEachPiece { firstRow, piece in
                for row in 0..<piece.count / width {
                    for (topic, side) in sides.enumerated() where side.scale > 0 {
                        let value = piece[row * width + topic] * side.sign
                        guard value > 0 else { continue }
                        factor[(firstRow + row) * factorWidth + topic] = value / lengths[topic] * side.scale
                    }
                }
            }
        }
    }
}
