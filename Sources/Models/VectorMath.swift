import Foundation

/// Eight classes side by side: what the solvers compute with.
typealias Lanes = SIMD8<Float>

/// eˣ in each lane, to 2 units in the last place; arguments are held to ±87, where Float ends.
///
/// x = n ln 2 + r with |r| ≤ ln 2 / 2, eʳ by the polynomial of the Cephes library's `expf`.
@inline(__always)
func exp(_ x: Lanes) -> Lanes {
    let held = x.clamped(lowerBound: Lanes(repeating: -87), upperBound: Lanes(repeating: 87))
    let n = (held * 1.442_695_04).rounded(.toNearestOrEven)
    let r = (held - n * 0.693_359_375) + n * 2.121_944_4e-4
    var p = Lanes(repeating: 1.987_569_15e-4)
    p = p * r + 1.398_199_95e-3
    p = p * r + 8.333_451_9e-3
    p = p * r + 4.166_579_6e-2
    p = p * r + 1.666_666_55e-1
    p = p * r + 5.000_000_1e-1
    let value = p * (r * r) + r + 1
    let exponent = SIMD8<Int32>(truncatingIfNeeded: SIMD8<Int32>(n))
    let scale = unsafeBitCast((exponent &+ 127) &<< 23, to: Lanes.self)
    return value * scale
}

/// 1 / (1 + e⁻ˣ) in each lane.
@inline(__always)
func sigmoid(_ x: Lanes) -> Lanes { 1 / (1 + exp(-x)) }

/// ln(1 + eˣ) without overflow.
func softplus(_ x: Double) -> Double { x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)) }
