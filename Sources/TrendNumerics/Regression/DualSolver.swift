/// A solver that descends on the dual one document at a time while the intercepts follow.
protocol DualSolver: AnyObject {
    var control: InterceptControl { get set }
    var active: ActiveDocuments { get }

    /// Makes one pass over some documents.
    func descend(_ order: [Int])

    /// The current objective and relative gap.
    func standing(threads: Int) -> (objective: Double, relativeGap: Double)
}

/// When a fit is taken for as good as it gets.
private enum Stagnation {
    /// The number of passes without a fall of the gap; over very many documents a pass takes long and sums are less
    /// exact,
    static func epochs(documents: Int) -> Int { documents > 200_000 ? 5 : 15 }
    /// to this share of what it was,
    static let fall = 0.9
    /// where it is at most so many times the tolerance.
    static let timesTheTolerance = 10.0
}

extension DualSolver {
    /// Continues from the current state until the gap is at most the tolerance, the maximum number of passes is
    /// reached, or the gap is near the tolerance and no longer falls: scores of texts with hundreds of thousands of
    /// n-grams are not more exact than that in single precision. Each pass over all documents is followed by visits of the moving ones.
    func converge(_ documents: [Int], _ options: LogisticRegression) -> Optimality {
        var generator = SeededGenerator(seed: options.compute.seed)
        var order = documents
        var optimality = Optimality(objective: .infinity, relativeGap: .infinity, epochs: 0, converged: false)
        var descent = options.compute.descent(to: options.tolerance)
        var best = (gap: Double.infinity, epoch: 0)
        while !optimality.converged, optimality.epochs < options.maximumEpochs, !options.compute.isCancelled {
            generator.shuffle(&order)
            descend(order)
            if optimality.epochs >= ActiveDocuments.firstEpochs {
                var moving = active.moving(in: order)
                for _ in 0..<ActiveDocuments.visits {
                    generator.shuffle(&moving)
                    descend(moving)
                }
            }
            control.finishPass()
            optimality.epochs += 1
            (optimality.objective, optimality.relativeGap) = standing(threads: options.compute.threads)
            optimality.converged = optimality.relativeGap <= options.tolerance
            descent?.reach(
                optimality.relativeGap, passes: Double(optimality.epochs) / Double(options.maximumEpochs))
            if optimality.relativeGap < Stagnation.fall * best.gap {
                best = (optimality.relativeGap, optimality.epochs)
            }
            if optimality.epochs - best.epoch >= Stagnation.epochs(documents: documents.count),
                optimality.relativeGap <= Stagnation.timesTheTolerance * options.tolerance
            {
                break
            }
        }
        descent?.finish()
        return optimality
    }
}
