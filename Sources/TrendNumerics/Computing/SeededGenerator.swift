import Foundation

/// The SplitMix64 random number generator (Steele, Lea and Flood 2014). A seed gives the same numbers on every
/// machine.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Begins the sequence of a seed.
    public init(seed: UInt64) { state = seed }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A random number from 0 to below `bound`, without modulo bias (Lemire 2019).
    mutating func next(below bound: Int) -> Int { Int(next(upperBound: UInt64(bound))) }

    /// Shuffles items in place (Fisher and Yates).
    package mutating func shuffle<Element>(_ items: inout [Element]) {
        guard items.count > 1 else { return }
        for index in stride(from: items.count - 1, to: 0, by: -1) { items.swapAt(index, next(below: index + 1)) }
    }

    /// A random number from the standard normal distribution (Box and Muller 1958).
    package mutating func nextGaussian() -> Double {
        let u = (Double(next() >> 11) + 1) * 0x1p-53
        let v = Double(next() >> 11) * 0x1p-53
        return (-2 * log(u)).squareRoot() * cos(2 * .pi * v)
    }
}
