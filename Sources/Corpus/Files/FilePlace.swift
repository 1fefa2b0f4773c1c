import Foundation

/// Where a path leads: an existing file by its device and inode, so that links, hard links and names in another case are
/// the same place; a file that does not exist yet by its folder and name.
public struct FilePlace: Hashable, Sendable {
    private let device: UInt64
    private let inode: UInt64
    /// Nil for a file that exists. Case does not matter: some file systems take two such names for one.
    private let name: String?

    /// - Returns: nil for what is neither a regular file nor could become one: a device, a pipe, a folder, a path into a
    ///   folder that does not exist.
    public init?(path: String) {
        let target = FilePlace.target(of: path)
        var status = stat()
        if stat(target, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFREG else { return nil }
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
            name = nil
            return
        }
        let folder = FilePlace.folder(of: target)
        guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        name = FilePlace.lastPart(of: target).precomposedStringWithCanonicalMapping.lowercased()
    }

    /// - Returns: nil for a descriptor that is closed or not of a regular file.
    public init?(descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        name = nil
    }

    /// The path with its links resolved, whether or not the last one leads to an existing file.
    ///
    /// - Returns: the path as it is where links lead in a circle or to something without a path, such as a pipe.
    static func target(of path: String) -> String {
        if let real = path.withCString({ realpath($0, nil) }) {
            defer { free(real) }
            return String(cString: real)
        }
        var status = stat()
        var target = path
        // As many as Linux follows.
        for _ in 0..<40 {
            if stat(target, &status) == 0 { return target }
            guard let link = destination(ofLink: target) else { return target }
            target = link.hasPrefix("/") ? link : folder(of: target) + "/" + link
        }
        return path
    }

    /// - Returns: nil for what is not a link.
    static func destination(ofLink path: String) -> String? {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { bytes in
            readlink(path, bytes.baseAddress!.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }

    /// Not by Foundation, whose deletingLastPathComponent crashes on a name of one letter (Swift 6.3).
    package static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func lastPart(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }
}
