import Foundation
import Text

/// Makes PNG files from SVG files through rsvg-convert, the program of librsvg.
///
/// It is a program rather than a library so that fonts and pictures are read outside this process, and so that a
/// machine without it lacks the PNG files alone.
enum PNGConverter {
    /// How many run at the same time.
    private static let width = 4

    /// - Returns: the PNG files in the order of the SVG files.
    /// - Throws: `ChartError`.
    static func convert(_ files: [Data]) throws -> [Data] {
        var pictures: [Data] = []
        for start in stride(from: 0, to: files.count, by: width) {
            let runs = try files[start..<min(start + width, files.count)].map(Run.init)
            // All are waited for before an error is thrown, so that none is left running.
            let results = runs.map { run in Result { try run.picture() } }
            for result in results { pictures.append(try result.get()) }
        }
        return pictures
    }

    /// One run of the program.
    private final class Run {
        private let process = Process()
        // Unnamed files replace pipes: a pipe would end this program if the other exited before it had read its input,
        // and input and output would have to be served at the same time.
        private let input = tmpfile()
        private let output = tmpfile()
        private let errors = tmpfile()

        init(_ svg: Data) throws {
            guard let input, let output, let errors else {
                let reason = String(cString: strerror(errno))
                throw ChartError.failed("a temporary file cannot be created: \(reason)")
            }
            let streams = [input, output, errors].map { FileHandle(fileDescriptor: fileno($0)) }
            do {
                try streams[0].write(contentsOf: svg)
                try streams[0].seek(toOffset: 0)
            } catch {
                throw ChartError.failed("a temporary file cannot be written")
            }
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["rsvg-convert", "--zoom", "2", "--background-color", "white"]
            (process.standardInput, process.standardOutput, process.standardError) = (
                streams[0], streams[1], streams[2]
            )
            do { try process.run() } catch { throw ChartError.missing }
        }

        deinit {
            for file in [input, output, errors] { if let file { fclose(file) } }
        }

        func picture() throws -> Data {
            process.waitUntilExit()
            if process.terminationStatus == 127 { throw ChartError.missing }
            guard process.terminationStatus == 0, let picture = contents(of: output),
                picture.starts(with: [0x89, 0x50, 0x4E, 0x47])
            else {
                throw ChartError.failed(
                    oneLine(String(decoding: contents(of: errors) ?? Data(), as: UTF8.self).shortened(to: 200)))
            }
            return picture
        }

        private func contents(of file: UnsafeMutablePointer<FILE>?) -> Data? {
            guard let file else { return nil }
            let handle = FileHandle(fileDescriptor: fileno(file))
            guard (try? handle.seek(toOffset: 0)) != nil else { return nil }
            return try? handle.readToEnd()
        }
    }
}
