import Foundation

/// Locks on a file as another program finds them.
public enum FileLock {
    #if os(Linux)
        /// F_OFD_GETLK, which the Swift overlay does not name.
        private static let command: Int32 = 36
    #else
        private static let command: Int32 = 92
    #endif

    /// Whether a lock of a process hinders an open file from being locked. Locks of open files and of processes exclude
    /// each other, so this process's own do too.
    public static func hinders(_ descriptor: Int32) -> Bool {
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        return withUnsafeMutablePointer(to: &lock) { fcntl(descriptor, command, $0) } == 0
            && lock.l_type != Int16(F_UNLCK)
    }
}
