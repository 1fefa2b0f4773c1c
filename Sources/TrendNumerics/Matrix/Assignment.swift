/// The minimum-cost one-to-one matching of rows and columns.
///
/// This is Kuhn's Hungarian method in the shortest-augmenting-path form of Jonker and Volgenant, Computing 38, 1987.
package enum Assignment {
    /// Matches each row with a column so that the sum of the costs is minimal.
    ///
    /// - Parameter costs: a square matrix of finite costs.
    /// - Returns: the column of each row.
    /// - Complexity: O(n³).
    package static func cheapest(_ costs: [[Double]]) -> [Int] {
        let n = costs.count
        // Index 0 means "none yet"; rows and columns count from 1.
        var rowPrice = [Double](repeating: 0, count: n + 1)
        var columnPrice = rowPrice
        var rowOf = [Int](repeating: 0, count: n + 1)
        for row in 0..<n {
            rowOf[0] = row + 1
            var column = 0
            var distance = [Double](repeating: .infinity, count: n + 1)
            var before = [Int](repeating: 0, count: n + 1)
            var isDone = [Bool](repeating: false, count: n + 1)
            repeat {
                isDone[column] = true
                let from = rowOf[column]
                var nearest = 0
                var step = Double.infinity
                for next in 1...n where !isDone[next] {
                    let length = costs[from - 1][next - 1] - rowPrice[from] - columnPrice[next]
                    if length < distance[next] { (distance[next], before[next]) = (length, column) }
                    if distance[next] < step { (step, nearest) = (distance[next], next) }
                }
                for other in 0...n {
                    if isDone[other] {
                        rowPrice[rowOf[other]] += step
                        columnPrice[other] -= step
                    } else {
                        distance[other] -= step
                    }
                }
                column = nearest
            } while rowOf[column] != 0
            while column != 0 {
                rowOf[column] = rowOf[before[column]]
                column = before[column]
            }
        }
        var result = [Int](repeating: 0, count: n)
        for column in 1..<(n + 1) where rowOf[column] > 0 { result[rowOf[column] - 1] = column - 1 }
        return result
    }
}
