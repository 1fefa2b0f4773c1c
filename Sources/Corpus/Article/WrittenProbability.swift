/// How a probability is kept and written in JSON: rounded to four digits after the point, without trailing zeros.
///
/// Tags in JSON lines, archives and reports all use it. Reasons in records show two digits.
public enum WrittenProbability {
    /// - Returns: nil for what is no number: weights near the end of `Float`'s range make such scores.
    public static func rounded(_ probability: Double) -> Double? {
        probability.isFinite ? (probability * scale).rounded() / scale : nil
    }

    /// Appends what JSON encoders write of `rounded(probability)`, without making a string.
    ///
    /// - Parameter probability: from 0 to 1.
    public static func append(_ probability: Double, to output: inout [UInt8]) {
        var rest = Int((probability * scale).rounded())
        var unit = Int(scale)
        output.append(0x30 + UInt8(truncatingIfNeeded: rest / unit))
        rest %= unit
        if rest > 0 { output.append(UInt8(ascii: ".")) }
        while rest > 0 {
            unit /= 10
            output.append(0x30 + UInt8(truncatingIfNeeded: rest / unit))
            rest %= unit
        }
    }

    /// Appends a probability as an encoder writes it.
    ///
    /// - Returns: false where only the encoder can write it: it is not rounded.
    package static func appendAsEncoded(_ probability: Double, to output: inout [UInt8]) -> Bool {
        guard (0...1).contains(probability), probability.sign == .plus, rounded(probability) == probability else {
            return false
        }
        append(probability, to: &output)
        return true
    }

    private static let scale = 10_000.0
}
