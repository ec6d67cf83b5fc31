import Foundation

/// A text file that a user may have written, such as `config.toml` or a theme.
enum UserFile {
  /// None that a person writes is larger.
  private static let sizeLimit = 1 << 20

  /// Its text, or nil where there is no such file.
  ///
  /// - Throws: why it cannot be read. Anything but a file is not opened, for that could wait for ever.
  static func text(at path: String) throws -> String? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    let values = try? file.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
    guard values?.isRegularFile == true else {
      throw ShellError("\(path): is no file; move it away", .noInput)
    }
    guard (values?.fileSize ?? .max) <= sizeLimit else {
      throw ShellError("\(path): has more than 1 MiB, which is no settings; move it away", .badData)
    }
    guard FileManager.default.isReadableFile(atPath: path) else {
      throw ShellError("\(path): you may not read it; chmod u+r, or move it away", .noInput)
    }
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      throw ShellError("\(path): is no text in UTF-8; move it away", .badData)
    }
    return text
  }
}
