/// A number with a fixed number of decimals, rounded half away from zero; `–` if it is not finite.
public func fixed(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return "–" }
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((abs(value) * Double(scale)).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard digits > 0 else { return sign + String(scaled) }
    let fraction = String(scaled % scale)
    return sign + "\(scaled / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
}

/// A number as `fixed` formats it, with a plus sign if it is above 0 and does not round to 0.
public func signed(_ value: Double, digits: Int) -> String {
    let text = fixed(value, digits: digits)
    return value > 0 && text.contains { "123456789".contains($0) } ? "+" + text : text
}

/// A share from 0 to 1 as a percentage: `12.5%`.
public func percent(_ share: Double, digits: Int = 1) -> String { fixed(share * 100, digits: digits) + "%" }

/// A count with the words that go with it: `1 article has`, `2 articles have`.
public func counted(_ count: Int, _ one: String, _ many: String) -> String { "\(count) " + (count == 1 ? one : many) }

/// A count of a noun with a regular plural: `1 article`, `2 articles`.
public func counted(_ count: Int, _ noun: String) -> String { counted(count, noun, noun + "s") }
