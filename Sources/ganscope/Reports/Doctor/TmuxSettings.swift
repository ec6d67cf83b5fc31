import Foundation

/// What the tmux around this program is set to.
struct TmuxSettings {
  let version: String
  let passesMouse: Bool
  let escapeMilliseconds: Int

  /// Asks tmux; nil if it does not answer, as over a remote shell.
  static var current: TmuxSettings? {
    let tmux = Process()
    let answer = Pipe()
    tmux.executableURL = URL(filePath: "/usr/bin/env")
    tmux.arguments = ["tmux", "display-message", "-p", "#{version} #{mouse} #{escape-time}"]
    tmux.standardOutput = answer
    tmux.standardError = FileHandle.nullDevice
    guard (try? tmux.run()) != nil else { return nil }
    let bytes = answer.fileHandleForReading.readDataToEndOfFile()
    tmux.waitUntilExit()
    return TmuxSettings(answer: String(decoding: bytes, as: UTF8.self))
  }

  init?(answer: String) {
    let words = answer.split { $0.isWhitespace }
    guard words.count == 3, let escapeMilliseconds = Int(words[2]) else { return nil }
    version = String(words[0])
    passesMouse = ["1", "on"].contains(words[1])
    self.escapeMilliseconds = escapeMilliseconds
  }
}
