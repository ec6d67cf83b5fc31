import Foundation

/// A name that no file has yet, taken by an empty file: no other one is ever overwritten.
enum UnusedName {
  /// Takes `STEM.SUFFIX` in a folder, or the first of `STEM-2.SUFFIX`, `STEM-3.SUFFIX`, … that is free.
  ///
  /// - Returns: the path of the empty file.
  static func take(
    _ stem: String, suffix: String, in folder: String
  ) throws(RunStoreError) -> String {
    var number = 1
    while true {
      let name = number == 1 ? "\(stem).\(suffix)" : "\(stem)-\(number).\(suffix)"
      let path = "\(folder)/\(name)"
      if try isTaken(path) { return path }
      number += 1
    }
  }

  /// Whether an empty file could be made; not, where there is something of that name already.
  private static func isTaken(_ path: String) throws(RunStoreError) -> Bool {
    while true {
      let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        close(descriptor)
        return true
      }
      switch errno {
      case EINTR: continue
      case EEXIST: return false
      case let code:
        throw RunStoreError(.cannotCreate, "\(path): cannot create: \(systemMessage(code))")
      }
    }
  }
}
