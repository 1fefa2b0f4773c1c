/// The center w₀ of the regularizer ½‖w − w₀‖²: 0, or the weights of an existing model that is to be adapted.
///
/// It is a prior and a starting point at once: weights that the new documents do not affect stay as they were (Chelba
/// and Acero, "Adaptation of maximum entropy capitalizer: little data can help a lot", EMNLP 2004, section 4; Evgeniou
/// and Pontil, "Regularized multi-task learning", KDD 2004). A dual solver only needs to begin with w = w₀: its dual
/// variables add up to w − w₀, and its duality gap stays Σ C KL.
struct PriorMean {
    /// features × groups; empty if all are 0.
    private let values: [Lanes]

    /// Takes the weights of a model.
    ///
    /// - Parameter classes: the classes of the model to take, eight per group.
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

    /// Multiplies w − w₀ by `ratio`.
    func stretch(_ weights: UnsafeMutableBufferPointer<Lanes>, by ratio: Float) {
        guard !values.isEmpty else {
            for index in weights.indices { weights[index] *= ratio }
            return
        }
        for index in weights.indices { weights[index] = values[index] + (weights[index] - values[index]) * ratio }
    }

    /// ‖w − w₀‖² per lane.
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
