/// Moves the intercepts of a dual solver while it descends.
///
/// At the minimum, the dual variables of a class add up to the costs of its documents. The surplus, by which they
/// differ, is known at any time. So is its response to the intercept with the weights held fixed: Σ κ / (1 + a κ) with
/// κ = z (1 − z / C) and a = ‖x‖². The intercepts therefore need no pass over the documents. 128 times per pass they
/// take a part of the Newton step that removes the surplus.
///
/// The weights react: they undo most of a step if C is large, and little of it if C is small. So the total step per
/// pass, the gain, is learned. It grows beyond a Newton step while the surplus hardly shrinks from pass to pass, and
/// falls when the surplus changes sign. On titles with C from 0.1 to 60 this took 7 to 10 passes, as many as with the
/// right intercepts given. One Newton step after each pass took 27 to 87.
struct InterceptControl {
    private static let partsOfAPass = 128
    private static let firstGain: Float = 4
    private static let maximumGain: Float = 8

    /// Σ z − Σ C y.
    private var surplus: [Lanes]
    /// Σ κ / (1 + a κ).
    private var response: [Lanes]
    private let documentsAPart: Int
    /// The share of a pass that lies between two steps.
    private let share: Float
    /// Newton steps per pass.
    private var gain: [Lanes]
    private var lastSurplus: [Lanes]
    private var documents = 0

    init(documents: Int, groups: Int) {
        surplus = Array(repeating: Lanes(repeating: 0), count: groups)
        response = surplus
        documentsAPart = max(1, documents / InterceptControl.partsOfAPass)
        share = Float(documentsAPart) / Float(max(1, documents))
        gain = Array(repeating: Lanes(repeating: InterceptControl.firstGain), count: groups)
        lastSurplus = surplus
    }

    /// Records that a document's dual variables have grown by `growth`, from the share `before` of its cost to the
    /// share `after`.
    @inline(__always)
    mutating func add(
        _ growth: Lanes, before: Lanes, after: Lanes, cost: Lanes, squaredNorm a: Float, group: Int = 0
    ) {
        surplus[group] += growth
        let old = cost * before * (1 - before)
        let new = cost * after * (1 - after)
        response[group] += (new - old) / ((1 + a * old) * (1 + a * new))
    }

    /// Counts a document. Call it after each one.
    ///
    /// - Parameter lower: called when a step is due, with a group and the amount to subtract from its intercepts.
    @inline(__always)
    mutating func countDocument(_ lower: (Int, Lanes) -> Void) {
        documents += 1
        guard documents == documentsAPart else { return }
        documents = 0
        for group in surplus.indices {
            let step = surplus[group] / bounded(below: 1e-12, response[group])
            lower(group, share * gain[group] * bounded(above: 1, bounded(below: -1, step)))
        }
    }

    /// Adapts the gain. Call it after each pass over all documents.
    mutating func finishPass() {
        for group in surplus.indices {
            let product = surplus[group] * lastSurplus[group]
            let square = lastSurplus[group] * lastSurplus[group]
            let isSlow = product .> square * 0.25
            let isSwinging = product .< square * -0.25
            let raised = gain[group].replacing(with: gain[group] * 1.5, where: isSlow)
            gain[group] = bounded(above: InterceptControl.maximumGain, raised)
            gain[group].replace(with: gain[group] * 0.5, where: isSwinging)
            lastSurplus[group] = surplus[group]
        }
    }

    /// Multiplies all sums, because all costs and dual variables have been multiplied by `ratio`.
    mutating func multiply(by ratio: Float) {
        for group in surplus.indices {
            surplus[group] *= ratio
            response[group] *= ratio
            lastSurplus[group] *= ratio
        }
    }
}
