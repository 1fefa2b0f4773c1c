/// A solver that descends on the dual one document at a time while the intercepts follow.
protocol DualSolver: AnyObject {
    var control: InterceptControl { get set }
    var active: ActiveDocuments { get }

    /// Makes one pass over some documents.
    func descend(_ order: [Int])

    /// The current objective and relative gap.
    func standing(threads: Int) -> (objective: Double, relativeGap: Double)
}

extension DualSolver {
    /// Continues from the current state until the gap is at most the tolerance or the maximum number of passes is
    /// reached. Each pass over all documents is followed by visits of the moving ones.
    func converge(_ documents: [Int], _ options: LogisticRegression) -> Optimality {
        var generator = SeededGenerator(seed: options.compute.seed)
        var order = documents
        var optimality = Optimality(objective: .infinity, relativeGap: .infinity, epochs: 0, converged: false)
        var descent = options.compute.descent(to: options.tolerance)
        while !optimality.converged, optimality.epochs < options.maximumEpochs {
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
        }
        descent?.finish()
        return optimality
    }
}
