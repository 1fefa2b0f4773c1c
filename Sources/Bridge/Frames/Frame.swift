import CBridge
import Corpus
import Foundation
import Jobs

/// Takes the rows of a data frame, for jobs that get its path among their articles; to be let go of with `trend_close`.
///
/// - Parameters:
///   - stream: of the Arrow C stream interface; it is read to its end and released.
///   - name: what messages call the frame behind "the data frame", such as " 'new'".
///   - firstRow: the number of the first row in the user's frame.
///   - about: gets JSON with the path, the number of rows and the columns that were left out.
@c(trend_frame_open)
public func openFrame(
    _ stream: UnsafeMutablePointer<ArrowArrayStream>, _ name: UnsafePointer<CChar>, _ firstRow: Int64,
    _ frame: UnsafeMutablePointer<UnsafeMutableRawPointer?>, _ about: UnsafeMutablePointer<trend_bytes>,
    _ failure: UnsafeMutablePointer<trend_bytes>
) -> Int32 {
    struct About: Encodable {
        let path: String
        let rows: Int
        let leftOut: [FrameFile.LeftOut]
    }
    return call(failure) {
        let file = try FrameFile(stream, name: String(cString: name), firstRow: Int(max(0, firstRow)))
        let json = try JSONEncoder().encode(About(path: file.path, rows: file.rows, leftOut: file.leftOut))
        frame.pointee = Unmanaged.passRetained(file).toOpaque()
        about.pointee = trend_bytes(json)
    }
}
