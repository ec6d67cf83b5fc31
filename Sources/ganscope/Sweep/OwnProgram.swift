import Foundation

/// The program that runs.
enum OwnProgram {
  /// A path by which it can be started again.
  static var path: String {
    #if os(Linux)
      let link = "/proc/self/exe"
      // By its real path, or the process would be called `exe`; but the file may have been replaced.
      let file = try? FileManager.default.destinationOfSymbolicLink(atPath: link)
      return file.flatMap { FileManager.default.isExecutableFile(atPath: $0) ? $0 : nil } ?? link
    #else
      return Bundle.main.executablePath ?? CommandLine.arguments[0]
    #endif
  }
}
