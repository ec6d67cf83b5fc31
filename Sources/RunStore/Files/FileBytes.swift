import Foundation

/// The whole content of a file.
///
/// - Throws: that the file is missing, no regular file, unreadable, or larger than `limit` bytes.
func readFile(_ path: String, limit: Int = 1 << 31) throws(RunStoreError) -> Data {
  let file = try InputFile(path)
  try file.requireSize(atMost: limit)
  return try file.bytes(from: 0, count: file.size)
}
