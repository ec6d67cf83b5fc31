import Foundation

/// The whole content of a file.
///
/// - Throws: that the file is missing, no regular file, or unreadable.
func readFile(_ path: String) throws(RunStoreError) -> Data {
  var status = stat()
  guard unsafe stat(path, &status) == 0 else {
    throw RunStoreError(.noInput, "\(path): cannot read: \(systemMessage(errno))")
  }
  guard status.st_mode & S_IFMT == S_IFREG else {
    throw RunStoreError(.noInput, "\(path): is not a regular file")
  }
  // Not mapped: a file that shrinks meanwhile would end the program.
  do {
    return try Data(contentsOf: URL(fileURLWithPath: path))
  } catch {
    throw RunStoreError(.inputOutput, "\(path): cannot read: \(error.localizedDescription)")
  }
}
