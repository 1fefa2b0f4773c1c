/// A solver that descends on the dual a document at a time, with the intercepts following along.
protocol DualSolver: AnyObject {
    var control: InterceptControl { get set }
    var active: ActiveDocuments { get }

    /// One pass over some documents.
    func descend(_ order: [Int])

    /// Where it stands.
    func standing(threads: Int) -> (objective: Double, relativeGap: Double)
}

extension DualSolver {
    /// Goes on from where it stands: passes over all documents, each followed by visits of those that move,
    /// until the gap is small enough or the passes are used up.
    func converge(_ documents: [Int], _ options: LogisticRegression) -> Optimality {
        var generator = SeededGenerator(seed: options.compute.seed)
        var order = documents
        var optimality = Optimality(objective: .infinity, relativeGap: .infinity, epochs: 0, converged: false)
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
        }
        return optimality
    }
}
