/// Moves the intercepts of a dual solver while it descends.
///
/// At the minimum the dual variables of a class add up to its documents' costs. What they add up to more or
/// less is known at any time, and so is how much they answer to the intercept with the weights held:
/// Σ κ / (1 + a κ), κ = z (1 − z / C), a = ‖x‖². So the intercepts need no look at all documents: 128 times a
/// pass they take a part of the Newton step that makes up for the difference.
///
/// The weights follow and take most of a step back where C is large, and little where it is small. So what
/// the parts of a pass come to is learned: more than a Newton step while a surplus hardly shrinks from pass
/// to pass, less where it changes sides. Measured on titles with C from 0.1 to 60: 7 to 10 passes, as with
/// the right intercepts given, in place of 27 to 87 with a Newton step after each pass.
struct InterceptControl {
    private static let partsOfAPass = 128
    private static let firstGain: Float = 4
    private static let greatestGain: Float = 8

    /// Σ z − Σ C y.
    private var surplus: [Lanes]
    /// Σ κ / (1 + a κ).
    private var response: [Lanes]
    private let documentsAPart: Int
    /// A part's share of a pass.
    private let share: Float
    /// Newton steps a pass.
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

    /// A document's dual variables have grown by `growth`, from `before` of its cost to `after`.
    @inline(__always)
    mutating func add(
        _ growth: Lanes, before: Lanes, after: Lanes, cost: Lanes, squaredNorm a: Float, group: Int = 0
    ) {
        surplus[group] += growth
        let old = cost * before * (1 - before)
        let new = cost * after * (1 - after)
        response[group] += (new - old) / ((1 + a * old) * (1 + a * new))
    }

    /// To be called after each document; `lower` is told a group and what to take off its intercepts, where it
    /// is time.
    @inline(__always)
    mutating func countDocument(_ lower: (Int, Lanes) -> Void) {
        documents += 1
        guard documents == documentsAPart else { return }
        documents = 0
        for group in surplus.indices {
            let step = surplus[group] / atLeast(1e-12, response[group])
            lower(group, share * gain[group] * atMost(1, atLeast(-1, step)))
        }
    }

    /// To be called after each pass over all documents.
    mutating func finishPass() {
        for group in surplus.indices {
            let product = surplus[group] * lastSurplus[group]
            let square = lastSurplus[group] * lastSurplus[group]
            let isSlow = product .> square * 0.25
            let isSwinging = product .< square * -0.25
            gain[group] = atMost(
                InterceptControl.greatestGain, gain[group].replacing(with: gain[group] * 1.5, where: isSlow))
            gain[group].replace(with: gain[group] * 0.5, where: isSwinging)
            lastSurplus[group] = surplus[group]
        }
    }

    /// All costs and dual variables have become so many times larger.
    mutating func multiply(by ratio: Float) {
        for group in surplus.indices {
            surplus[group] *= ratio
            response[group] *= ratio
            lastSurplus[group] *= ratio
        }
    }
}
