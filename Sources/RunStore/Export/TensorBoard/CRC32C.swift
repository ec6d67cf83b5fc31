/// The cyclic redundancy check of Castagnoli's polynomial.
///
/// zlib has only the other polynomial. Source: RFC 3720, appendix B.4.
enum CRC32C {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { bits, _ in
      bits & 1 == 0 ? bits >> 1 : (bits >> 1) ^ 0x82f6_3b78
    }
  }

  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { bits, byte in
      table[Int(UInt8(truncatingIfNeeded: bits) ^ byte)] ^ (bits >> 8)
    }
  }

  /// The sum as TensorFlow's records store it, so that a sum of bytes that hold sums stays sound.
  ///
  /// Source: tensorflow/tsl/lib/hash/crc32c.h
  static func masked(_ bytes: [UInt8]) -> UInt32 {
    let sum = checksum(bytes)
    return (sum >> 15 | sum << 17) &+ 0xa282_ead8
  }
}
