import TrendNumerics
import Testing

@Suite struct WorkMeterTests {
    /// Parts add up, and what is reached stays.
    @Test func partsFillTheMeter() {
        let meter = WorkMeter()
        let compute = Compute(meter: meter)
        compute.part(0.5).part(0.5).advance(by: 1)
        #expect(meter.fraction == 0.25)
        compute.reach(0.2)
        #expect(meter.fraction == 0.25)
        compute.reach(0.75)
        compute.advance(by: 1)
        #expect(meter.fraction == 1)
        Compute().advance(by: 1)
    }

    @Test func theMeterChangesNoResult() {
        #expect(Compute(seed: 2, threads: 3) == Compute(seed: 2, threads: 3, meter: WorkMeter()))
        #expect(Compute(seed: 2) != Compute(seed: 3))
    }

    /// A fit fills its meter once, with any number of labels and threads.
    @Test(arguments: [1, 2]) func aFitFillsItsMeter(_ threads: Int) throws {
        let columns: [Int32] = (0..<200).flatMap { row -> [Int32] in [Int32(row % 20), Int32(20 + row % 7)] }
        let values: [Float] = (0..<400).map { entry -> Float in Float(1 + entry % 3) }
        let offsets: [Int] = (0...200).map { $0 * 2 }
        let features = CSRMatrix(columns: 27, rowOffsets: offsets, columnIndices: columns, values: values)
        let labels = (0..<200).map { $0 % 20 }
        for targets in [Targets.one(labels), .several(labels.map { [$0] })] {
            let meter = WorkMeter()
            let options = LogisticRegression(compute: Compute(threads: threads, meter: meter))
            _ = try options.fit(features, targets, classes: 20)
            #expect(abs(meter.fraction - 1) < 1e-9)
        }
    }
}
