/// Lines of text on their way into a file, handed over in large pieces.
struct LineBuffer: ~Copyable {
  private static let size = 1 << 16

  private var bytes: [UInt8] = []

  mutating func append(
    _ line: some StringProtocol, to file: borrowing AtomicFile
  ) throws(RunStoreError) {
    bytes += line.utf8
    if bytes.count >= Self.size { try flush(to: file) }
  }

  /// Hands over what is left; to be called at the end.
  mutating func flush(to file: borrowing AtomicFile) throws(RunStoreError) {
    try file.append(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
