import Configuration
import Foundation
import Screens

/// The command lines that were typed in earlier sessions, one a line in a file of the state folder.
struct CommandHistory {
  private let path: String

  init(folders: UserFolders = UserFolders()) {
    path = "\(folders.state)/history"
  }

  /// The lines, oldest first; none where there is no such file.
  var lines: [String] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").suffix(WatchSettings.historyLimit).map(String.init)
  }

  /// Keeps lines for the next session; where that cannot be they are forgotten, which is no loss worth
  /// a word.
  func save(_ lines: [String]) {
    guard !lines.isEmpty, lines != self.lines else { return }
    let folder = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let text = lines.suffix(WatchSettings.historyLimit).map { $0 + "\n" }.joined()
    try? Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
  }
}
