extension ByteReader {
  /// More than this is taken for a damaged header rather than for images to hold in memory.
  static let largestBody = 4 << 30
  /// The same where no header announces how many images follow.
  static let largestUnannouncedBody = 1 << 30

  /// Reads as many bytes as the extents announce, and makes sure that none follow.
  ///
  /// - Parameters:
  ///   - byte: where the header announces them.
  ///   - unit: what the bytes are, for errors.
  func body(
    extents: [Int], announcedAtByte byte: Int, unit: String
  ) throws(DatasetError) -> [UInt8] {
    let start = offset
    let announced = extents.map(String.init).joined(separator: "×")
    let count = try size(extents: extents, announced: announced, atByte: byte)
    // Asked before memory is taken: a short file cannot announce a long one.
    guard start + count <= largestPossibleCount else {
      throw error(
        atByte: byte,
        "the header announces \(announced) bytes of \(unit), more than a file of \(fileSize)"
          + " bytes can hold: it is cut off or damaged")
    }
    let bytes = try read(upTo: count)
    guard bytes.count == count else {
      throw error(
        atByte: offset,
        "the file ends after \(bytes.count) bytes of \(unit), expected \(count) (\(announced))")
    }
    guard try read(upTo: 1).isEmpty else {
      throw error(
        atByte: start + count,
        "more bytes follow, expected the end after \(count) bytes of \(unit) (\(announced))")
    }
    return bytes
  }

  private func size(
    extents: [Int], announced: String, atByte byte: Int
  ) throws(DatasetError) -> Int {
    var size = 1
    for extent in extents {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= Self.largestBody else {
        throw error(
          atByte: byte,
          "the header announces \(announced) bytes, more than the \(Self.largestBody) that fit")
      }
      size = product
    }
    return size
  }
}
