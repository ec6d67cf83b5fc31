import Foundation

/// A value that is for the most part arrays of numbers, such as images.
///
/// Packed, its arrays are bytes behind the rest of it, which is JSON: a number in decimal digits takes
/// four times the room and much longer.
protocol PackedArrays: Codable, Sendable {
  /// Visits every array in place, always in the same order.
  mutating func visitArrays(_ visitor: inout some ArrayVisitor) throws

  /// - Throws: that it says what no training could, as it may in a damaged file.
  func requireSense() throws(RunStoreError)
}

/// What takes the arrays out of a value, or puts them into it.
protocol ArrayVisitor {
  mutating func visit<Number: PackedNumber>(_ array: inout [Number]) throws
}

/// A number of a fixed size, whose bytes stand with the lowest first.
protocol PackedNumber: BitwiseCopyable, Sendable {
  associatedtype Bits: FixedWidthInteger & UnsignedInteger
  var bits: Bits { get }
  init(bits: Bits)
}

extension UInt8: PackedNumber {
  var bits: UInt8 { self }
  init(bits: UInt8) { self = bits }
}

extension Int8: PackedNumber {
  var bits: UInt8 { UInt8(bitPattern: self) }
  init(bits: UInt8) { self.init(bitPattern: bits) }
}

extension Float: PackedNumber {
  var bits: UInt32 { bitPattern }
  init(bits: UInt32) { self.init(bitPattern: bits) }
}

extension Bool: PackedNumber {
  var bits: UInt8 { self ? 1 : 0 }
  init(bits: UInt8) { self = bits != 0 }
}

/// What stands in front of the bytes, behind its own length in four of them.
private struct PackedHead<Value: PackedArrays>: Codable {
  /// Without its arrays.
  var value: Value
  /// How many numbers each array has.
  var counts: [Int]
}

extension PackedArrays {
  /// The value as bytes.
  func packed() throws -> Data {
    var (rest, packer) = (self, ArrayPacker())
    try rest.visitArrays(&packer)
    let head = Data(try JSON.text(of: PackedHead(value: rest, counts: packer.counts)).utf8)
    return Data(littleEndian: UInt32(head.count)) + head + packer.data
  }

  /// Reads what `packed` has made.
  ///
  /// - Throws: that the bytes are none of such a value.
  init(packed data: Data) throws(RunStoreError) {
    do {
      self = try Self.unpacked(data)
    } catch {
      throw (error as? RunStoreError) ?? misfit
    }
    try requireSense()
  }

  private static func unpacked(_ data: Data) throws -> Self {
    var bytes = PackedBytes(data)
    let length = try bytes.take(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    let text = String(decoding: try bytes.take(length), as: UTF8.self)
    let head = try JSON.value(PackedHead<Self>.self, of: text)
    var unpacker = ArrayUnpacker(bytes: bytes, counts: head.counts[...])
    var value = head.value
    try value.visitArrays(&unpacker)
    guard unpacker.bytes.isEmpty, unpacker.counts.isEmpty else { throw misfit }
    return value
  }
}

private struct ArrayPacker: ArrayVisitor {
  private(set) var data = Data()
  private(set) var counts: [Int] = []

  mutating func visit<Number: PackedNumber>(_ array: inout [Number]) {
    counts.append(array.count)
    for number in array { data.append(littleEndian: number.bits) }
    array = []
  }
}

private struct ArrayUnpacker: ArrayVisitor {
  private(set) var bytes: PackedBytes
  private(set) var counts: ArraySlice<Int>

  mutating func visit<Number: PackedNumber>(_ array: inout [Number]) throws {
    let size = Number.Bits.bitWidth / 8
    guard let count = counts.popFirst(), (0...bytes.count / size).contains(count), array.isEmpty
    else { throw misfit }
    let taken = try bytes.take(count * size)
    array = stride(from: taken.startIndex, to: taken.endIndex, by: size).map { start in
      Number(bits: taken[start..<start + size].reversed().reduce(0) { $0 << 8 | Number.Bits($1) })
    }
  }
}

/// Bytes that are taken from the front.
private struct PackedBytes {
  private var rest: ArraySlice<UInt8>

  init(_ data: Data) { rest = Array(data)[...] }

  var count: Int { rest.count }
  var isEmpty: Bool { rest.isEmpty }

  mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
    guard count <= rest.count else { throw misfit }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }
}

private let misfit = RunStoreError(.badData, "the images in its table live are cut off")

extension Data {
  fileprivate init(littleEndian number: some FixedWidthInteger) {
    self.init()
    append(littleEndian: number)
  }

  fileprivate mutating func append(littleEndian number: some FixedWidthInteger) {
    for byte in 0..<number.bitWidth / 8 { append(UInt8(truncatingIfNeeded: number >> (8 * byte))) }
  }
}
