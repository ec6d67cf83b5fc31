/// Takes the bytes of a CSV file of images chunk by chunk.
///
/// The digits of a whole data set go through here, so each byte costs a comparison or two, and no
/// text is made of it.
struct CSVParser {
  /// A longer first line is not taken for names of columns.
  private static let largestHeader = 1 << 20

  private let path: String
  private let classCount: Int
  private let largestBody: Int

  private var header: [UInt8] = []
  /// The extent of an image; 0 before the header has been read.
  private var side = 0
  private var columns = 0
  /// The line that is being read, from 1.
  private var line = 1
  private var labels: [UInt8] = []
  private var pixels: [UInt8] = []

  /// How many fields of the current line are behind.
  private var column = 0
  /// The number that is being read, and how many digits it has so far.
  private var value = 0
  private var digits = 0
  /// Whether a carriage return stands behind the number, which only a line feed may follow.
  private var isReturned = false

  init(path: String, classCount: Int, largestBody: Int) {
    self.path = path
    self.classCount = classCount
    self.largestBody = largestBody
  }

  mutating func parse(_ chunk: [UInt8]) throws(DatasetError) {
    var rest = chunk[...]
    if side == 0 {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return try addHeader(rest) }
      try addHeader(rest[..<end])
      try parseHeader()
      line = 2
      rest = rest[(end + 1)...]
    }
    try parseNumbers(rest)
  }

  mutating func finish() throws(DatasetError) -> CSVFile.Images {
    guard side > 0 else {
      throw header.isEmpty
        ? DatasetError(.malformed, "\(path): is empty, expected a first line label,pixel1,…")
        : error("the file ends in its first line, expected lines of numbers after it")
    }
    // The last line may lack its end.
    if column > 0 || digits > 0 { try endLine() }
    guard !labels.isEmpty else {
      throw error("the file ends after its first line, expected at least one image")
    }
    return CSVFile.Images(side: side, labels: labels, pixels: pixels)
  }

  // MARK: - The first line

  private mutating func addHeader(_ bytes: ArraySlice<UInt8>) throws(DatasetError) {
    header += bytes
    guard header.count <= Self.largestHeader else {
      throw error("is longer than \(Self.largestHeader) bytes, expected label,pixel1,…")
    }
  }

  private mutating func parseHeader() throws(DatasetError) {
    if header.last == UInt8(ascii: "\r") { header.removeLast() }
    let names = header.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    let first = String(decoding: names[0].prefix(20), as: UTF8.self)
    guard first == "label" else {
      throw error(
        "the first column is called \(first.debugDescription), expected label: is this a file of"
          + " images?")
    }
    columns = names.count
    let pixelCount = columns - 1
    side = Int(Double(pixelCount).squareRoot())
    guard pixelCount > 0, side * side == pixelCount else {
      throw error(
        "\(pixelCount) columns after the label, expected a square number such as 784")
    }
  }

  // MARK: - Lines of numbers

  private mutating func parseNumbers(_ bytes: ArraySlice<UInt8>) throws(DatasetError) {
    for byte in bytes {
      let digit = byte &- UInt8(ascii: "0")
      if digit < 10, !isReturned {
        value = value &* 10 &+ Int(digit)
        digits &+= 1
        // Asked here, so that no number grows beyond all bounds.
        if digits > 3 || value > 255 {
          throw numberError("a number above 255 or of too many digits")
        }
      } else if byte == UInt8(ascii: ","), !isReturned {
        try endField()
      } else if byte == UInt8(ascii: "\n") {
        try endLine()
      } else if byte == UInt8(ascii: "\r"), !isReturned {
        isReturned = true
      } else {
        throw numberError(Self.describe(isReturned ? UInt8(ascii: "\r") : byte))
      }
    }
  }

  private mutating func endField() throws(DatasetError) {
    guard column < columns else {
      throw error("more than \(columns) columns, expected as many as in line 1")
    }
    guard digits > 0 else { throw numberError("nothing") }
    if column > 0 {
      pixels.append(UInt8(truncatingIfNeeded: value))
    } else {
      try addLabel()
    }
    column &+= 1
    value = 0
    digits = 0
  }

  private mutating func addLabel() throws(DatasetError) {
    guard value < classCount else {
      throw error("found label \(value), expected 0 to \(classCount - 1)")
    }
    guard pixels.count + columns - 1 <= largestBody else {
      throw error("more than \(largestBody) bytes of images follow")
    }
    labels.append(UInt8(truncatingIfNeeded: value))
  }

  private mutating func endLine() throws(DatasetError) {
    guard column > 0 || digits > 0 else {
      throw error("is empty, expected \(columns) numbers")
    }
    try endField()
    guard column == columns else {
      throw error("\(column) columns, expected \(columns) as in line 1")
    }
    line += 1
    column = 0
    isReturned = false
  }

  // MARK: - Errors

  private func numberError(_ found: String) -> DatasetError {
    error("column \(column + 1): found \(found), expected a number from 0 to 255")
  }

  private static func describe(_ byte: UInt8) -> String {
    (0x21..<0x7F).contains(byte)
      ? "'\(Character(UnicodeScalar(byte)))'" : "byte 0x" + String(byte, radix: 16)
  }

  private func error(_ problem: String) -> DatasetError {
    DatasetError(.malformed, "\(path): line \(line): \(problem)")
  }
}
