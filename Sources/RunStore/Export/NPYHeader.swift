import Foundation

/// What stands in front of the scalars of an NPY file: a magic, a version, and a Python dictionary.
struct NPYHeader {
  enum ScalarType: String, CaseIterable {
    case float32 = "<f4"
    case bytes = "|u1"

    var size: Int {
      switch self {
      case .float32: 4
      case .bytes: 1
      }
    }
  }

  let type: ScalarType
  let shape: [Int]
  /// The bytes of the header, and of the scalars behind it.
  let byteCount: Int
  let bodySize: Int

  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
  private static let prefixSize = 10
}

// MARK: - Writing

extension NPYHeader {
  init(type: ScalarType, shape: [Int]) {
    self.type = type
    self.shape = shape
    byteCount = 0
    bodySize = shape.reduce(type.size, *)
  }

  /// Filled up with spaces to a multiple of 64 bytes, as NumPy does.
  var bytes: [UInt8] {
    let extents = shape.map { "\($0)," }.joined(separator: " ")
    let tuple = shape.count == 1 ? extents : String(extents.dropLast())
    var text = "{'descr': '\(type.rawValue)', 'fortran_order': False, 'shape': (\(tuple)), }"
    while !(Self.prefixSize + text.utf8.count + 1).isMultiple(of: 64) { text += " " }
    text += "\n"
    let length = text.utf8.count
    return Self.magic + [UInt8(length & 0xff), UInt8(length >> 8)] + Array(text.utf8)
  }
}

// MARK: - Reading

extension NPYHeader {
  init(parsing data: Data, named file: String) throws(RunStoreError) {
    func fault(_ byte: Int, _ problem: String) -> RunStoreError {
      RunStoreError(.badData, "\(file): byte \(byte): \(problem)")
    }
    let start = [UInt8](data.prefix(Self.prefixSize))
    guard start.starts(with: Self.magic.prefix(6)) else {
      throw fault(0, "this is not an NPY file: save the array with numpy.save")
    }
    guard start.count == Self.prefixSize, start.starts(with: Self.magic) else {
      throw fault(6, "only version 1.0 of the NPY format is read")
    }
    let length = Int(start[8]) | Int(start[9]) << 8
    guard data.count >= Self.prefixSize + length else {
      throw fault(data.count, "the file ends within its header")
    }
    let text = String(
      decoding: data.dropFirst(Self.prefixSize).prefix(length), as: UTF8.self)
    // The keys in any order, as Python writes the dictionary.
    let pattern = /^\s*\{([^{}]*)\}\s*$/
    guard let inner = try? pattern.wholeMatch(in: text)?.1 else {
      throw fault(Self.prefixSize, "the header is not a Python dictionary")
    }
    var rest = String(inner)
    func take(_ pattern: Regex<(Substring, Substring)>) -> String? {
      guard let match = rest.firstMatch(of: pattern) else { return nil }
      let value = String(match.1)
      rest.removeSubrange(match.range)
      return value
    }
    guard let descr = take(/'descr'\s*:\s*'([^']*)'\s*,?/),
      let order = take(/'fortran_order'\s*:\s*(True|False)\s*,?/),
      let tuple = take(/'shape'\s*:\s*\(([0-9,\s]*)\)\s*,?/),
      rest.allSatisfy(\.isWhitespace)
    else {
      throw fault(Self.prefixSize, "the header needs exactly 'descr', 'fortran_order' and 'shape'")
    }
    guard let type = ScalarType(rawValue: descr) else {
      throw fault(
        Self.prefixSize,
        "the array has type '\(descr.prefix(20))': save it with .astype('float32')")
    }
    guard order == "False" else {
      throw fault(
        Self.prefixSize,
        "the array is in Fortran's order: save it with numpy.ascontiguousarray")
    }
    self.type = type
    byteCount = Self.prefixSize + length
    (shape, bodySize) = try Self.shape(tuple, of: type) { fault(Self.prefixSize, $0) }
  }

  private static func shape(
    _ tuple: String, of type: ScalarType, _ fault: (String) -> RunStoreError
  ) throws(RunStoreError) -> (shape: [Int], size: Int) {
    var words = tuple.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    if words.last == "" { words.removeLast() }
    var (shape, size): ([Int], Int) = ([], type.size)
    for word in words {
      guard let extent = Int(word), extent >= 0 else { throw fault("the shape is not one") }
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      guard !overflow else { throw fault("the shape has more scalars than there can be") }
      shape.append(extent)
      size = product
    }
    return (shape, size)
  }
}
