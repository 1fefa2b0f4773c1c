import ArgumentParser

/// `800M` or `1G`.
struct MemorySize: ExpressibleByArgument {
    let bytes: Int

    init?(argument: String) {
        let unit: Double
        switch argument.last {
        case "M", "m": unit = 0x1p20
        case "G", "g": unit = 0x1p30
        default: return nil
        }
        guard let count = Double(argument.dropLast()), count > 0, count <= 0x1p20 else { return nil }
        bytes = Int(count * unit)
    }
}
