import Configuration
import Foundation
import Screens

extension KeyMap {
  /// The keys of `keys.toml` in the configuration folder, or ours alone where there is no such file.
  static func ofUser(folders: UserFolders = UserFolders()) throws -> KeyMap {
    let path = "\(folders.configuration)/keys.toml"
    guard FileManager.default.fileExists(atPath: path) else { return .standard }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw ShellError("\(path): cannot be read as text", .noInput)
    }
    return try KeyMap(toml: text, file: path)
  }
}
