/// A starting point for NMF from singular vectors: of each pair, the stronger of its positive and its negative part
/// (Boutsidis and Gallopoulos, "SVD based initialization: a head start for nonnegative matrix factorization", Pattern
/// Recognition 41, 2008, table 1).
struct NNDSVD {
    /// documents × rank.
    var W: [Float]
    /// terms × rank.
    var H: [Float]
    var rank: Int

    /// Computes the starting point.
    ///
    /// - Parameter rank: the number of topics, at most the width of the decomposition.
    init(_ svd: RandomizedSVD, rank: Int) {
        let k = min(rank, svd.width)
        self.rank = k
        W = Array(repeating: 0, count: svd.u.count / svd.width * k)
        H = Array(repeating: 0, count: svd.v.count / svd.width * k)
        for topic in 0..<k {
            let u = stride(from: topic, to: svd.u.count, by: svd.width).map { svd.u[$0] }
            let v = stride(from: topic, to: svd.v.count, by: svd.width).map { svd.v[$0] }
            let positive = NNDSVD.strength(u, v, sign: 1)
            let negative = NNDSVD.strength(u, v, sign: -1)
            // All entries of the first pair have one sign (Perron and Frobenius), up to rounding.
            let best = positive.product >= negative.product ? positive : negative
            guard best.product > 0 else { continue }
            let scale = (svd.singularValues[topic] * best.product).squareRoot()
            for (row, value) in u.enumerated() where value * best.sign > 0 {
                W[row * k + topic] = value * best.sign / best.u * scale
            }
            for (term, value) in v.enumerated() where value * best.sign > 0 {
                H[term * k + topic] = value * best.sign / best.v * scale
            }
        }
    }

    /// The norms of the parts of `u` and `v` with the given sign, and their product.
    private static func strength(
        _ u: [Float], _ v: [Float], sign: Float
    ) -> (u: Float, v: Float, product: Float, sign: Float) {
        func length(_ vector: [Float]) -> Float {
            Float(vector.reduce(0.0) { $1 * sign > 0 ? $0 + Double($1) * Double($1) : $0 }.squareRoot())
        }
        let (lengthU, lengthV) = (length(u), length(v))
        return (lengthU, lengthV, lengthU * lengthV, sign)
    }
}
