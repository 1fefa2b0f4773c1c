/// What the weights of a fit are drawn to: the regularizer is ½‖w − w₀‖², with w₀ = 0 unless a kept model is
/// to be changed.
///
/// As much a prior as a start: what the new documents do not speak of stays as it was (Chelba and Acero,
/// "Adaptation of maximum entropy capitalizer: little data can help a lot", EMNLP 2004, section 4; Evgeniou and Pontil, "Regularized
/// multi-task learning", KDD 2004). A dual solver that begins with w = w₀ needs nothing else: w − w₀ is what
/// its dual variables add up to, and its gap stays Σ C KL.
struct PriorMean {
    /// features × groups; empty where all is 0.
    private let values: [Lanes]

    /// - Parameter classes: whose weights these are, eight a group.
    init(_ model: LogisticRegressionModel?, classes: Range<Int>, groups: Int) {
        guard let model else {
            values = []
            return
        }
        let features = model.weights.count / model.classes
        var values = [Lanes](repeating: Lanes(repeating: 0), count: features * groups)
        let lanes = Lanes.scalarCount
        for feature in 0..<features {
            for (place, label) in classes.enumerated() {
                values[feature * groups + place / lanes][place % lanes] = model.weights[feature * model.classes + label]
            }
        }
        self.values = values
    }

    func start(_ weights: UnsafeMutableBufferPointer<Lanes>) {
        for index in values.indices { weights[index] = values[index] }
    }

    /// Makes w − w₀ so many times larger.
    func stretch(_ weights: UnsafeMutableBufferPointer<Lanes>, by ratio: Float) {
        guard !values.isEmpty else {
            for index in weights.indices { weights[index] *= ratio }
            return
        }
        for index in weights.indices { weights[index] = values[index] + (weights[index] - values[index]) * ratio }
    }

    /// ‖w − w₀‖², lane by lane.
    func squaredDistance(_ weights: UnsafeBufferPointer<Lanes>) -> Lanes {
        var sum = CompensatedSum()
        if values.isEmpty {
            for weight in weights { sum.add(weight * weight) }
        } else {
            for index in weights.indices {
                let change = weights[index] - values[index]
                sum.add(change * change)
            }
        }
        return sum.value
    }
}
