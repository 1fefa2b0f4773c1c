import TrendNumerics
import Features
import Foundation

/// A sparse matrix and its rows' labels as plain arrays, little-endian, which NumPy's `fromfile` reads:
/// `.offsets` (Int64), `.columns` (Int32), `.values` (Float), `.labels` (Int32), and `.width` in digits.
struct MatrixFile {
    let path: String

    init(_ path: String) { self.path = path }

    func write(_ matrix: CSRMatrix, labels: [Int]) throws {
        try writeArray(matrix.rowOffsets, to: path + ".offsets")
        try writeArray(matrix.columnIndices, to: path + ".columns")
        try writeArray(matrix.values, to: path + ".values")
        try writeArray(labels.map { Int32($0) }, to: path + ".labels")
        try "\(matrix.columns)".write(toFile: path + ".width", atomically: true, encoding: .utf8)
    }

    func read() throws -> (CSRMatrix, labels: [Int]) {
        guard let width = Int(try String(contentsOfFile: path + ".width", encoding: .utf8)) else {
            throw UsageError("\(path).width holds no number")
        }
        let matrix = CSRMatrix(
            columns: width, rowOffsets: try readArray(path + ".offsets"),
            columnIndices: try readArray(path + ".columns"), values: try readArray(path + ".values"))
        let labels: [Int32] = try readArray(path + ".labels")
        return (matrix, labels.map { Int($0) })
    }
}

func writeArray<Element: BitwiseCopyable>(_ array: [Element], to path: String) throws {
    try array.withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: path), options: .atomic) }
}

func readArray<Element: BitwiseCopyable>(_ path: String) throws -> [Element] {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    return [Element](unsafeUninitializedCapacity: data.count / MemoryLayout<Element>.stride) { target, count in
        count = data.copyBytes(to: UnsafeMutableRawBufferPointer(target)) / MemoryLayout<Element>.stride
    }
}
