/// A message of protocol buffers that is being written.
///
/// TensorBoard needs four messages of nine fields, which four wire types hold. The library for it
/// would bring generated code and a minute of building for that.
///
/// Source: https://protobuf.dev/programming-guides/encoding
struct ProtobufMessage {
  private enum WireType: UInt64 {
    case variable = 0
    case eightBytes = 1
    case counted = 2
    case fourBytes = 5
  }

  private(set) var bytes: [UInt8] = []

  /// `int64` and its smaller relatives.
  mutating func append(_ value: Int, as field: UInt64) {
    appendKey(field, .variable)
    appendVariable(UInt64(bitPattern: Int64(value)))
  }

  mutating func append(_ value: Double, as field: UInt64) {
    appendKey(field, .eightBytes)
    bytes += value.bitPattern.littleEndianBytes
  }

  mutating func append(_ value: Float, as field: UInt64) {
    appendKey(field, .fourBytes)
    bytes += value.bitPattern.littleEndianBytes
  }

  mutating func append(_ value: [UInt8], as field: UInt64) {
    appendKey(field, .counted)
    appendVariable(UInt64(value.count))
    bytes += value
  }

  mutating func append(_ value: String, as field: UInt64) {
    append(Array(value.utf8), as: field)
  }

  mutating func append(_ value: ProtobufMessage, as field: UInt64) {
    append(value.bytes, as: field)
  }

  private mutating func appendKey(_ field: UInt64, _ type: WireType) {
    appendVariable(field << 3 | type.rawValue)
  }

  /// Seven bits a byte, the lowest first; the eighth says that more follow.
  private mutating func appendVariable(_ value: UInt64) {
    var rest = value
    while rest > 0x7f {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

extension FixedWidthInteger {
  /// The lowest byte first.
  var littleEndianBytes: [UInt8] {
    stride(from: 0, to: bitWidth, by: 8).map { UInt8(truncatingIfNeeded: self >> $0) }
  }
}
