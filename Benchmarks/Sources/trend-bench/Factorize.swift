import TrendNumerics
import Models

/// Non-negative matrix factorization of a matrix of articles.
func factorize(matrix path: String, rank: Int) throws {
    let (matrix, _) = try MatrixFile(path).read()
    let (factors, measurement) = try Measurement.of { try NMF(rank: rank, compute: Compute(threads: 2)).fit(matrix) }
    try measurement.report(["iterations": Double(factors.iterations), "error": factors.error])
}
