import CZlib
import Datasets
import Testing

/// The one line that a body fails with.
func message(_ body: () throws(DatasetError) -> Void) -> String {
  do throws(DatasetError) {
    try body()
    return "no error"
  } catch {
    return error.description
  }
}

/// Bytes packed by zlib: 31 window bits make gzip, -15 what zip files hold.
private func packed(_ bytes: [UInt8], windowBits: Int32) throws -> [UInt8] {
  var stream = unsafe z_stream()
  try #require(
    unsafe deflateInit2_(
      &stream, 6, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size)) == Z_OK)
  defer { unsafe deflateEnd(&stream) }
  var input = bytes
  var output = [UInt8](repeating: 0, count: bytes.count / 1000 + bytes.count + 100)
  let count = output.count
  return try unsafe input.withUnsafeMutableBufferPointer { input in
    try unsafe output.withUnsafeMutableBufferPointer { output in
      unsafe stream.next_in = input.baseAddress
      unsafe stream.avail_in = UInt32(input.count)
      unsafe stream.next_out = output.baseAddress
      unsafe stream.avail_out = UInt32(output.count)
      try #require(unsafe deflate(&stream, Z_FINISH) == Z_STREAM_END)
      return unsafe Array(output.prefix(count - Int(stream.avail_out)))
    }
  }
}

func gzipped(_ bytes: [UInt8]) throws -> [UInt8] { try packed(bytes, windowBits: 31) }

func deflated(_ bytes: [UInt8]) throws -> [UInt8] { try packed(bytes, windowBits: -15) }

func checkSum(_ bytes: [UInt8]) -> Int { Int(unsafe crc32_z(0, bytes, bytes.count)) }
