import Foundation

/// The whole content of a file.
///
/// - Throws: that the file is missing, no regular file, larger than `limit` or unreadable.
func readFile(_ path: String, limit: Int = .max) throws(RunStoreError) -> Data {
  var status = stat()
  guard unsafe stat(path, &status) == 0 else {
    throw RunStoreError(.noInput, "\(path): cannot read: \(systemMessage(errno))")
  }
  guard status.st_mode & S_IFMT == S_IFREG else {
    throw RunStoreError(.noInput, "\(path): is not a regular file")
  }
  guard status.st_size <= limit else {
    throw RunStoreError(
      .badData, "\(path): has \(status.st_size) bytes: at most \(limit) were expected")
  }
  do {
    return try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
  } catch {
    throw RunStoreError(.inputOutput, "\(path): cannot read: \(error.localizedDescription)")
  }
}
