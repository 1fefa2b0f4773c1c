import Foundation

/// Fits L2-regularized logistic regression in double precision, to any optimality:
///
///     min over W, b of  (1 / S) Σᵢ sᵢ loss(Wᵀxᵢ + b, yᵢ) + ½ λ ‖W‖²,   S = Σᵢ sᵢ
///
/// by Newton's method. Each step is found by conjugate gradients with the diagonal of the Hessian as preconditioner, and
/// only as exactly as it pays (Lin, Weng and Keerthi, "Trust region Newton method for large-scale logistic regression",
/// JMLR 9, 2008; Nocedal and Wright, "Numerical Optimization", 2006, algorithm 7.1). A step is halved until it lowers
/// the objective.
///
/// It is for dense, small or badly scaled data, and for fits that have to be more exact than single precision allows.
/// For many texts the dual solvers of `LogisticRegression` are far faster.
package struct NewtonRegression {
    /// The loss of a row.
    package enum Loss: Sendable {
        /// ln(1 + exp(t)) − y t, with one score t and y of 0 or 1.
        case binary
        /// ln Σ exp(t) − t_y, with one score per class.
        case multinomial(classes: Int)

        var width: Int {
            switch self {
            case .binary: 1
            case .multinomial(let classes): classes
            }
        }
    }

    package let loss: Loss
    /// λ.
    package var regularization: Double
    package var fitsIntercepts: Bool
    /// The fit ends when no component of the gradient is larger than this.
    package var tolerance: Double
    package var maximumIterations: Int
    package var compute: Compute

    package init(
        _ loss: Loss, regularization: Double, fitsIntercepts: Bool, tolerance: Double, maximumIterations: Int,
        compute: Compute
    ) {
        self.loss = loss
        self.regularization = regularization
        self.fitsIntercepts = fitsIntercepts
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
        self.compute = compute
    }

    /// How a fit ended.
    package struct Outcome: Equatable, Sendable {
        package var iterations = 0
        /// The largest component of the gradient.
        package var gradient = Double.infinity
        package var objective = Double.infinity
        /// Whether the tolerance is reached, or the objective can no longer be lowered within rounding.
        package var hasConverged = false
    }

    /// Fits from given parameters on.
    ///
    /// - Parameters:
    ///   - labels: each row's class, from 0.
    ///   - weights: sᵢ, at least 0, and not all 0.
    ///   - parameters: W, columns × width, and then b, if intercepts are fitted; the fit on return.
    package func fit(
        _ X: some FeatureMatrix, labels: UnsafePointer<Int32>, weights: UnsafePointer<Double>,
        parameters: inout [Double]
    ) -> Outcome {
        let width = loss.width
        precondition(parameters.count == (X.columns + (fitsIntercepts ? 1 : 0)) * width)
        // Threads cost more than they help where there is little to do.
        let threads = X.work * width > 50_000 ? compute.threads : 1
        var total = 0.0
        for row in 0..<X.rows { total += weights[row] }
        let problem = NewtonObjective(
            X, labels: labels, weights: weights, scale: 1 / total, model: self, threads: threads)
        var outcome = Outcome()
        var scores = [Double](repeating: 0, count: X.rows * width)
        var probabilities = scores
        problem.score(parameters, into: &scores)
        var norm = problem.penalty(parameters, parameters)
        outcome.objective = problem.loss(scores, probabilities: &probabilities) + norm / 2
        var gradient = parameters
        problem.gradient(parameters, probabilities, into: &gradient)
        outcome.gradient = gradient.largestMagnitude
        var (change, trial) = (scores, scores)
        while outcome.objective.isFinite, !compute.isCancelled {
            outcome.hasConverged = outcome.gradient <= tolerance
            if outcome.hasConverged || outcome.iterations >= maximumIterations { break }
            let step = problem.step(gradient, probabilities)
            problem.score(step, into: &change)
            let slope = gradient.dot(step)
            let (linear, square) = (problem.penalty(parameters, step), problem.penalty(step, step))
            // What rounding may add to the objective.
            let slack = 8 * outcome.objective.ulp
            var length = 1.0
            var objective = Double.infinity
            while length > 1e-10, slope < 0 {
                for index in trial.indices { trial[index] = scores[index] + length * change[index] }
                objective =
                    problem.loss(trial, probabilities: &probabilities) + norm / 2 + length * linear
                    + length * length * square / 2
                if objective <= outcome.objective + 1e-4 * length * slope + slack { break }
                length /= 2
            }
            // Within rounding, there is nothing left to gain.
            guard length > 1e-10, slope < 0 else {
                outcome.hasConverged = outcome.gradient.isFinite
                break
            }
            for index in parameters.indices { parameters[index] += length * step[index] }
            swap(&scores, &trial)
            norm = problem.penalty(parameters, parameters)
            outcome.iterations += 1
            problem.gradient(parameters, probabilities, into: &gradient)
            let (before, isLower) = (outcome.gradient, objective < outcome.objective)
            (outcome.gradient, outcome.objective) = (gradient.largestMagnitude, objective)
            if !isLower, outcome.gradient >= before / 2 {
                outcome.hasConverged = true
                break
            }
        }
        problem.center(&parameters)
        return outcome
    }
}
