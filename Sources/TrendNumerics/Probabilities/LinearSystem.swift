/// A small dense system of linear equations, solved by Gaussian elimination with partial pivoting.
package enum LinearSystem {
    /// Solves AX = B.
    ///
    /// - Parameters:
    ///   - matrix: A, size × size, row by row.
    ///   - right: B, size × columns, row by row.
    /// - Returns: X, size × columns; nil if A is singular or nearly so.
    /// - Complexity: size² × (size + columns).
    package static func solve(_ matrix: [Double], _ right: [Double], size: Int) -> [Double]? {
        precondition(matrix.count == size * size && right.count % max(1, size) == 0)
        let columns = right.count / size
        var (a, b) = (matrix, right)
        let scale = a.reduce(0) { max($0, abs($1)) }
        for pivot in 0..<size {
            var best = pivot
            for row in pivot..<size where abs(a[row * size + pivot]) > abs(a[best * size + pivot]) { best = row }
            guard abs(a[best * size + pivot]) > 1e-9 * scale else { return nil }
            if best != pivot {
                for column in 0..<size { a.swapAt(best * size + column, pivot * size + column) }
                for column in 0..<columns { b.swapAt(best * columns + column, pivot * columns + column) }
            }
            for row in pivot + 1..<max(pivot + 1, size) {
                let factor = a[row * size + pivot] / a[pivot * size + pivot]
                guard factor != 0 else { continue }
                for column in pivot..<size { a[row * size + column] -= factor * a[pivot * size + column] }
                for column in 0..<columns { b[row * columns + column] -= factor * b[pivot * columns + column] }
            }
        }
        for row in (0..<size).reversed() {
            for column in 0..<columns {
                var value = b[row * columns + column]
                for other in row + 1..<max(row + 1, size) {
                    value -= a[row * size + other] * b[other * columns + column]
                }
                b[row * columns + column] = value / a[row * size + row]
            }
        }
        return b
    }
}
