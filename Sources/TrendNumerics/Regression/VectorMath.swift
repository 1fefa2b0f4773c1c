import Foundation

/// Eight classes side by side, the unit in which the solvers compute.
typealias Lanes = SIMD8<Float>

/// eˣ in each lane, to 2 units in the last place. Arguments are clamped to ±87, the range of Float.
///
/// x = n ln 2 + r with |r| ≤ ln 2 / 2; eʳ by the polynomial of the Cephes library's `expf`.
@inline(__always)
func exp(_ x: Lanes) -> Lanes {
    let held = bounded(above: 87, bounded(below: -87, x))
    // A sum with 1.5 · 2²³ has no bits left for a fraction: its last bits are n, rounded.
    let shifted = held * 1.442_695_04 + 12_582_912
    let n = shifted - 12_582_912
    let r = (held - n * 0.693_359_375) + n * 2.121_944_4e-4
    var p = r * 1.987_569_15e-4 + 1.398_199_95e-3
    p = p * r + 8.333_451_9e-3
    p = p * r + 4.166_579_6e-2
    p = p * r + 1.666_666_55e-1
    p = p * r + 5.000_000_1e-1
    let value = p * (r * r) + r + 1
    let scale = (unsafeBitCast(shifted, to: SIMD8<UInt32>.self) &+ 127) &<< 23
    return value * unsafeBitCast(scale, to: Lanes.self)
}

/// 1 / (1 + e⁻ˣ) in each lane.
@inline(__always)
func sigmoid(_ x: Lanes) -> Lanes { 1 / (1 + exp(-x)) }

// The standard library's `clamped`, `sum` and `max` loop over the lanes.

@inline(__always)
func bounded(below bound: Float, _ x: Lanes) -> Lanes { lanewiseMaximum(x, Lanes(repeating: bound)) }

@inline(__always)
func bounded(above bound: Float, _ x: Lanes) -> Lanes { lanewiseMinimum(x, Lanes(repeating: bound)) }

/// The sum of the lanes.
@inline(__always)
func sum(_ x: Lanes) -> Float {
    let four = x.lowHalf + x.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
}

/// The largest lane.
@inline(__always)
func maximumLane(_ x: Lanes) -> Float {
    let four = x.lowHalf.replacing(with: x.highHalf, where: x.lowHalf .< x.highHalf)
    let two = four.lowHalf.replacing(with: four.highHalf, where: four.lowHalf .< four.highHalf)
    return max(two.x, two.y)
}

@inline(__always)
func lanewiseMinimum(_ x: Lanes, _ y: Lanes) -> Lanes { x.replacing(with: y, where: y .< x) }

@inline(__always)
func lanewiseMaximum(_ x: Lanes, _ y: Lanes) -> Lanes { x.replacing(with: y, where: y .> x) }

@inline(__always)
func magnitude(_ x: Lanes) -> Lanes { lanewiseMaximum(x, -x) }

/// ln(1 + eˣ) in each lane, with full relative accuracy where x is far below 0: ln(1 + y) = 2 artanh(y / (2 + y)).
@inline(__always)
func softplus(_ x: Lanes) -> Lanes {
    let y = exp(-magnitude(x))
    let s = y / (2 + y)
    let square = s * s
    var series = square * (2 / 15) + 2 / 13
    series = series * square + 2 / 11
    series = series * square + 2 / 9
    series = series * square + 2 / 7
    series = series * square + 2 / 5
    series = series * square + 2 / 3
    series = series * square + 2
    return bounded(below: 0, x) + s * series
}

/// Sums that stay accurate over many small terms (Kahan's compensated summation).
struct CompensatedSum {
    private(set) var value = Lanes(repeating: 0)
    private var lost = Lanes(repeating: 0)

    @inline(__always)
    mutating func add(_ x: Lanes) {
        let addend = x - lost
        let next = value + addend
        lost = (next - value) - addend
        value = next
    }
}
