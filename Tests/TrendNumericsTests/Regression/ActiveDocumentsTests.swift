import Testing

@testable import TrendNumerics

@Suite struct ActiveDocumentsTests {
    @Test func thoseThatMoveFarMoreThanTheMeanInAnyLane() {
        var active = ActiveDocuments(documents: 10)
        let order = [9, 3, 0, 1, 2, 4, 5, 6, 7, 8]
        #expect(active.moving(in: order).isEmpty)
        active.withMovements { movements in
            for row in 0..<10 { movements[row] = Lanes(repeating: 1) }
        }
        #expect(active.moving(in: order).isEmpty)
        active.withMovements { movements in
            movements[3][5] = 30
            movements[7][0] = 6
        }
        // The means are 3.9 and 1.5.
        #expect(active.moving(in: order) == [3, 7])
    }
}
