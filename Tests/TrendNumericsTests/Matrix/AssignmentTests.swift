import Testing

@testable import TrendNumerics

@Suite struct AssignmentTests {
    private func permutations(_ n: Int) -> [[Int]] {
        if n == 0 { return [[]] }
        return permutations(n - 1).flatMap { rest in
            (0...rest.count).map { place in
                var all = rest
                all.insert(n - 1, at: place)
                return all
            }
        }
    }

    @Test(arguments: 1...6) func isAsCheapAsAnyMatching(_ n: Int) {
        let all = permutations(n)
        for _ in 0..<30 {
            let costs = (0..<n).map { _ in (0..<n).map { _ in Double(Int.random(in: -9...9)) } }
            func cost(_ matching: [Int]) -> Double {
                matching.enumerated().reduce(0) { $0 + costs[$1.offset][$1.element] }
            }
            let found = Assignment.cheapest(costs)
            #expect(found.sorted() == Array(0..<n))
            #expect(cost(found) == all.map(cost).min()!)
        }
    }
}
