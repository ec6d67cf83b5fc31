import Configuration
import Screens

extension KeyMap {
  /// The keys of `keys.toml` in the configuration folder, or ours alone where there is no such file.
  static func ofUser(folders: UserFolders = UserFolders()) throws -> KeyMap {
    let path = "\(folders.configuration)/keys.toml"
    guard let text = try UserFile.text(at: path) else { return .standard }
    return try KeyMap(toml: text, file: path)
  }
}
