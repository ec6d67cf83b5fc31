/// What stands in front of the scalars of a file in NumPy's format, version 1.0: ten bytes, then a
/// Python dictionary as text.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
package struct NPYHeader: Sendable, Hashable {
  package enum ScalarType: String, Sendable, Hashable, CaseIterable {
    case float32 = "<f4"
    case bytes = "|u1"

    /// The bytes of one scalar.
    package var size: Int {
      switch self {
      case .float32: 4
      case .bytes: 1
      }
    }

    /// What NumPy calls the type in a program.
    fileprivate var numpyName: String {
      switch self {
      case .float32: "float32"
      case .bytes: "uint8"
      }
    }
  }

  /// What is wrong with a header, and at which byte of its file.
  package struct Fault: Error, Sendable, Hashable {
    package let byte: Int
    package let problem: String

    package init(byte: Int, problem: String) {
      self.byte = byte
      self.problem = problem
    }
  }

  package let type: ScalarType
  package let shape: [Int]
  /// The bytes of all scalars.
  package let bodySize: Int

  /// The bytes before the text: a magic, a version, and the number of bytes of the text.
  package static let prefixSize = 10
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
}

// MARK: - Writing

extension NPYHeader {
  package init(type: ScalarType, shape: [Int]) {
    self.type = type
    self.shape = shape
    bodySize = shape.reduce(type.size, *)
  }

  /// Filled up with spaces to a multiple of 64 bytes, as NumPy does.
  package var bytes: [UInt8] {
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
  /// The bytes of the text, by the first ten bytes of the file.
  package static func textSize(of prefix: [UInt8]) throws(Fault) -> Int {
    guard prefix.starts(with: magic.prefix(6)) else {
      throw Fault(byte: 0, problem: "this is not an NPY file: save the array with numpy.save")
    }
    guard prefix.count == prefixSize, prefix.starts(with: magic) else {
      throw Fault(byte: 6, problem: "only version 1.0 of the NPY format is read")
    }
    return Int(prefix[8]) | Int(prefix[9]) << 8
  }

  /// Reads the text strictly.
  ///
  /// - Parameter expected: the types that scalars may have, the one to advise first.
  package init(text: some Collection<UInt8>, expecting expected: [ScalarType]) throws(Fault) {
    // The keys in any order, as Python writes the dictionary.
    let pattern = /^\s*\{([^{}]*)\}\s*$/
    guard let inner = try? pattern.wholeMatch(in: String(decoding: text, as: UTF8.self))?.1 else {
      throw Self.fault("the header is not a Python dictionary")
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
      throw Self.fault("the header needs exactly 'descr', 'fortran_order' and 'shape'")
    }
    guard let type = ScalarType(rawValue: descr), expected.contains(type) else {
      let advice = expected.first.map { ": save it with .astype('\($0.numpyName)')" } ?? ""
      throw Self.fault("the array has type '\(descr.prefix(20))'\(advice)")
    }
    guard order == "False" else {
      throw Self.fault("the array is in Fortran's order: save it with numpy.ascontiguousarray")
    }
    self.type = type
    (shape, bodySize) = try Self.shape(tuple, of: type)
  }

  private static func shape(
    _ tuple: String, of type: ScalarType
  ) throws(Fault) -> (shape: [Int], size: Int) {
    var words = tuple.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.filter { !$0.isWhitespace } }
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

  private static func fault(_ problem: String) -> Fault {
    Fault(byte: prefixSize, problem: problem)
  }
}
