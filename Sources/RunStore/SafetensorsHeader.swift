import Foundation
import Tensors

/// The table of contents of a safetensors file.
struct SafetensorsHeader {
  struct Entry {
    let name: String
    let shape: [Int]
    /// Where the scalars are, counted from the end of the header.
    let bytes: Range<Int>
  }

  /// In the order of their bytes.
  let entries: [Entry]
  let metadata: [String: String]
  /// The bytes in front of the first scalar: the length, the JSON and its padding.
  let byteCount: Int

  /// The longest JSON that is read, in bytes: room for a hundred thousand tensors.
  ///
  /// The reference implementation reads ten times that, which as JSON takes gigabytes of memory.
  private static let limit = 10_000_000
  /// The most axes of a tensor; the networks have tensors of four.
  private static let mostAxes = 16
  /// The bytes of the JSON's length.
  static let lengthSize = 8
}

// MARK: - Writing

extension SafetensorsHeader {
  init(_ tensors: [NamedTensor], metadata: [String: String]) {
    var end = 0
    entries = tensors.map { named in
      let start = end
      end += named.tensor.count * MemoryLayout<Float>.size
      return Entry(name: named.name, shape: named.tensor.shape.extents, bytes: start..<end)
    }
    self.metadata = metadata
    byteCount = 0
    precondition(Set(entries.map(\.name)).count == entries.count, "two tensors have one name")
    precondition(!entries.contains { $0.name == Contents.metadataKey }, "a reserved name")
  }

  /// The length and the JSON, filled up with spaces so that the scalars begin at a multiple of 8.
  func bytes(for path: String) throws(RunStoreError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let contents = Contents(
      metadata: metadata,
      tensors: Dictionary(
        uniqueKeysWithValues: entries.map { entry in
          (
            entry.name,
            Contents.Tensor(
              dtype: "F32", shape: entry.shape,
              data_offsets: [entry.bytes.lowerBound, entry.bytes.upperBound])
          )
        }))
    guard var json = try? Array(encoder.encode(contents)) else {
      throw RunStoreError(.inputOutput, "\(path): the names of the tensors make no JSON")
    }
    while !json.count.isMultiple(of: 8) { json.append(UInt8(ascii: " ")) }
    return (0..<Self.lengthSize).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) } + json
  }
}

// MARK: - Reading

extension SafetensorsHeader {
  /// Reads the header of a whole file.
  init(parsing data: Data, named file: String) throws(RunStoreError) {
    let length = try Self.length(
      in: data.prefix(Self.lengthSize), fileSize: data.count, named: file)
    let json = data.dropFirst(Self.lengthSize).prefix(length)
    try self.init(parsing: json, fileSize: data.count, named: file)
  }

  /// The length of the JSON, in bytes, of which the file has as many.
  ///
  /// - Parameter beginning: the first bytes of the file, as many as it has of `lengthSize`.
  static func length(
    in beginning: Data, fileSize: Int, named file: String
  ) throws(RunStoreError) -> Int {
    func fault(_ byte: Int, _ problem: String) -> RunStoreError {
      RunStoreError(.badData, "\(file): byte \(byte): \(problem)")
    }
    guard fileSize >= lengthSize else {
      throw fault(fileSize, "the file ends within its header's length")
    }
    let length = beginning.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= limit else {
      throw fault(0, "the header's length is \(length), more than the \(limit) that are read")
    }
    guard length <= fileSize - lengthSize else {
      throw fault(
        fileSize, "the file ends within its header, which should have \(length) bytes")
    }
    return Int(length)
  }

  /// - Parameters:
  ///   - json: as long as `length` says.
  ///   - fileSize: the bytes of the whole file.
  init(parsing json: Data, fileSize: Int, named file: String) throws(RunStoreError) {
    func fault(_ byte: Int, _ problem: String) -> RunStoreError {
      RunStoreError(.badData, "\(file): byte \(byte): \(problem)")
    }
    try Self.requireText(json) { fault(Self.lengthSize, $0) }
    let contents: Contents
    do {
      contents = try JSONDecoder().decode(Contents.self, from: json)
    } catch {
      throw fault(Self.lengthSize, "the header is not what safetensors prescribes")
    }
    guard keyCount(ofJSON: json) == contents.keyCount else {
      throw fault(Self.lengthSize, "the header has duplicate or unknown keys")
    }
    byteCount = Self.lengthSize + json.count
    metadata = contents.metadata
    entries = try contents.tensors
      // So that of several faults it is always the same that is reported.
      .sorted { $0.key < $1.key }
      .map { name, tensor throws(RunStoreError) in
        try Self.entry(name, tensor) { fault(Self.lengthSize, $0) }
      }
      .sorted {
        ($0.bytes.lowerBound, $0.bytes.upperBound, $0.name)
          < ($1.bytes.lowerBound, $1.bytes.upperBound, $1.name)
      }
    var end = 0
    for entry in entries {
      guard entry.bytes.lowerBound == end else {
        let what = entry.bytes.lowerBound < end ? "overlaps the one before" : "leaves a hole before"
        throw fault(
          byteCount + min(end, entry.bytes.lowerBound),
          "the tensor '\(entry.name.prefix(60))' \(what)")
      }
      end = entry.bytes.upperBound
    }
    let bodySize = fileSize - byteCount
    guard end == bodySize else {
      throw fault(
        byteCount + min(end, bodySize),
        "the tensors have \(end) bytes, but \(bodySize) follow the header")
    }
  }

  /// Only UTF-8 is allowed, while Foundation would read other encodings too.
  private static func requireText(
    _ json: Data, _ fault: (String) -> RunStoreError
  ) throws(RunStoreError) {
    guard json.first == UInt8(ascii: "{"), !json.contains(0),
      String(bytes: json, encoding: .utf8) != nil
    else {
      throw fault("the header is not JSON")
    }
  }

  private static func entry(
    _ name: String, _ tensor: Contents.Tensor, _ fault: (String) -> RunStoreError
  ) throws(RunStoreError) -> Entry {
    let quoted = name.prefix(60)
    guard tensor.dtype == "F32" else {
      throw fault("the tensor '\(quoted)' has type \(tensor.dtype.prefix(20)): only F32 is read")
    }
    let offsets = tensor.data_offsets
    guard offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1] else {
      throw fault("the tensor '\(quoted)' has wrong data_offsets \(offsets.prefix(4))")
    }
    guard tensor.shape.count <= mostAxes else {
      throw fault("the tensor '\(quoted)' has \(tensor.shape.count) axes, expected few")
    }
    var size = MemoryLayout<Float>.size
    for extent in tensor.shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflow else { throw fault("the tensor '\(quoted)' has a wrong shape") }
      size = product
    }
    guard size == offsets[1] - offsets[0] else {
      throw fault(
        "the tensor '\(quoted)' has \(offsets[1] - offsets[0]) bytes, but its shape needs \(size)")
    }
    return Entry(name: name, shape: tensor.shape, bytes: offsets[0]..<offsets[1])
  }
}

// MARK: - JSON

/// The header as it stands in JSON.
private struct Contents: Codable {
  static let metadataKey = "__metadata__"

  struct Tensor: Codable {
    let dtype: String
    let shape: [Int]
    // The format's own name.
    let data_offsets: [Int]
  }

  let metadata: [String: String]
  let tensors: [String: Tensor]
  private let hasMetadata: Bool

  init(metadata: [String: String], tensors: [String: Tensor]) {
    self.metadata = metadata
    self.tensors = tensors
    hasMetadata = !metadata.isEmpty
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let names = container.allKeys.filter { $0.stringValue != Self.metadataKey }
    tensors = try Dictionary(
      names.map { ($0.stringValue, try container.decode(Tensor.self, forKey: $0)) },
      uniquingKeysWith: { first, _ in first })
    let metadata = try container.decodeIfPresent(
      [String: String].self, forKey: Key(stringValue: Self.metadataKey))
    self.metadata = metadata ?? [:]
    hasMetadata = metadata != nil
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    if hasMetadata { try container.encode(metadata, forKey: Key(stringValue: Self.metadataKey)) }
    for (name, tensor) in tensors { try container.encode(tensor, forKey: Key(stringValue: name)) }
  }

  /// The number of keys in all objects; a JSON text with more has duplicates or unknown ones.
  var keyCount: Int { tensors.count * 4 + (hasMetadata ? 1 + metadata.count : 0) }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

/// The number of keys in all objects of a valid JSON text: its colons outside strings.
///
/// Foundation keeps one of several equal keys without a word.
private func keyCount(ofJSON json: Data) -> Int {
  var (count, isInString, isEscaped) = (0, false, false)
  for byte in json {
    switch byte {
    case _ where isEscaped: isEscaped = false
    case UInt8(ascii: "\\"): isEscaped = isInString
    case UInt8(ascii: "\""): isInString.toggle()
    case UInt8(ascii: ":") where !isInString: count += 1
    default: break
    }
  }
  return count
}
