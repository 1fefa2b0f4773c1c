/// The iterations of `NMF.fit`.
struct NMFFitting {
    private let options: NMF
    private var X: any Factorable
    /// The number of topics, rounded up to whole SIMD lanes.
    let width: Int
    /// The best factors so far: documents × width and terms × width.
    private(set) var W: [Float]
    private(set) var H: [Float]
    /// The point from which H is updated next: H itself, or beyond it along its last step.
    private var ahead: [Float]
    /// W before its last extrapolation.
    private var base: [Float]
    private var step = Extrapolation()
    private(set) var objective = Double.infinity
    /// ‖X − WH‖, the Frobenius norm.
    private(set) var error = Double.infinity
    private(set) var iterations = 0
    /// The norm of the projected gradient at the start.
    private(set) var firstGradient: Double
    /// The norm of the projected gradient, relative to the first.
    private(set) var gradient = 0.0

    /// Begins with given factors, which nobody else should hold: they are changed in place.
    init(_ options: NMF, _ X: any Factorable, start: NNDSVD) {
        self.options = options
        self.X = X
        width = start.width
        W = start.W
        H = start.H
        firstGradient = .nan
        ahead = H
        base = W
    }

    /// Goes on over another matrix of the same rows and columns, from the best factors so far.
    mutating func restart(over X: any Factorable) {
        self.X = X
        ahead = H
        base = W
        step = Extrapolation()
        objective = .infinity
        iterations = 0
    }

    /// The best factors, which are taken away.
    mutating func result() -> NMFactorization {
        (ahead, base) = ([], [])
        defer { (W, H) = ([], []) }
        return NMFactorization(W: W, H: H, width: width, iterations: iterations, error: error, gradient: gradient)
    }

    mutating func run() {
        var descent = options.compute.descent(to: options.tolerance)
        while iterations < options.maximumIterations, !options.compute.isCancelled {
            let (norm, isLower) = iterate()
            if firstGradient.isNaN { firstGradient = norm.squareRoot() }
            gradient = firstGradient > 0 ? norm.squareRoot() / firstGradient : 0
            descent?.reach(gradient, passes: Double(iterations) / Double(options.maximumIterations))
            if isLower ? gradient <= options.tolerance : step.isOver { break }
        }
        descent?.finish()
    }

    /// Makes one iteration.
    ///
    /// - Returns: the squared norm of the projected gradient met on the way, and whether the objective fell.
    mutating func iterate() -> (gradient: Double, isLower: Bool) {
        let threads = options.compute.threads
        iterations += 1
        let gramH = DenseAlgebra.gram(ahead, width: width, threads: threads)
        var newW = W
        let (normW, _) = solver(gramH).update(&newW, X.times(ahead, width: width, threads: threads), threads: threads)
        // From here on, `base` is W before its extrapolation, and `ahead` the new H.
        if step.hasDirection { step.extrapolate(&newW, from: &base) } else { base = newW }
        let gramW = DenseAlgebra.gram(newW, width: width, threads: threads)
        let (normH, cross) = solver(gramW).update(
            &ahead, X.transposedTimes(newW, width: width, threads: threads), threads: threads)
        let norm = normW + normH
        let newGramH = DenseAlgebra.gram(ahead, width: width, threads: threads)
        let square = max(0, X.squaredNorm - 2 * cross + zip(gramW, newGramH).reduce(0) { $0 + $1.0 * $1.1 })
        let new = square / 2 + penalty(newW, gramW) + penalty(ahead, newGramH)
        guard new <= objective else {
            step.reject()
            ahead = H
            base = W
            return (norm, false)
        }
        step.extrapolate(&ahead, from: &H)
        W = newW
        (objective, error) = (new, square.squareRoot())
        step.accept()
        return (norm, true)
    }

    private func solver(_ gram: [Double]) -> HALS { HALS(gram: gram, width: width, l1: options.l1, l2: options.l2) }

    private func penalty(_ factor: [Float], _ gram: [Double]) -> Double {
        var penalty = 0.0
        if options.l1 > 0 { penalty += options.l1 * factor.reduce(0.0) { $0 + Double($1) } }
        if options.l2 > 0 { penalty += options.l2 / 2 * (0..<width).reduce(0.0) { $0 + gram[$1 * width + $1] } }
        return penalty
    }
}

/// How far to extrapolate a step.
///
/// The share grows with each step that lowers the objective and shrinks sharply after one that does not (Ang and
/// Gillis 2019, algorithm 3, with its constants except for a rejected step).
private struct Extrapolation {
    private var share: Float = 0.5
    private var maximumShare: Float = 1
    private(set) var hasDirection = false

    /// Whether the objective can no longer be lowered within rounding.
    var isOver: Bool { share < 1e-3 }

    /// Moves `new` on along the way from `old`, which becomes what `new` was.
    func extrapolate(_ new: inout [Float], from old: inout [Float]) {
        let share = share
        old.withUnsafeMutableBufferPointer { old in
            new.withUnsafeMutableBufferPointer { new in
                for index in new.indices {
                    let reached = new[index]
                    new[index] = max(0, reached + share * (reached - old[index]))
                    old[index] = reached
                }
            }
        }
    }

    mutating func accept() {
        hasDirection = true
        share = min(maximumShare, 1.05 * share)
        maximumShare = min(1, 1.01 * maximumShare)
    }

    mutating func reject() {
        maximumShare = share / 1.5
        share = maximumShare / 1.5
    }
}
