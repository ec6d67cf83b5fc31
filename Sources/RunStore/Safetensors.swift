import Foundation
package import Tensors

/// The safetensors format, float32 only: eight bytes with the length of a JSON header, the header
/// (name → type, shape, offsets), then the scalars of all tensors without holes.
///
/// Source: https://github.com/huggingface/safetensors#format
package enum Safetensors {
  /// What a file holds.
  package struct Content: Sendable, Equatable {
    /// In the order of their scalars in the file.
    package let tensors: [NamedTensor]
    package let metadata: [String: String]
  }

  /// Writes a file that is complete or absent; the same input makes the same bytes.
  ///
  /// - Precondition: names are unique and none is `__metadata__`.
  package static func write(
    _ tensors: [NamedTensor], metadata: [String: String] = [:], to path: String
  ) throws(RunStoreError) {
    try write(tensors, metadata: metadata, to: path, permissions: 0o666)
  }

  static func write(
    _ tensors: [NamedTensor], metadata: [String: String], to path: String, permissions: mode_t
  ) throws(RunStoreError) {
    let header = try SafetensorsHeader(tensors, metadata: metadata).bytes(for: path)
    try AtomicFile.write(to: path, permissions: permissions) { file throws(RunStoreError) in
      try file.append(header)
      for tensor in tensors.map(\.tensor) {
        // Scalars are stored little-endian, as every machine that this program runs on has them.
        let result: Result<Void, RunStoreError> = unsafe tensor.withUnsafeBufferPointer { scalars in
          let bytes = unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(scalars))
          return Result { () throws(RunStoreError) in try file.append(bytes) }
        }
        try result.get()
      }
    }
  }

  /// The largest file that is read, in bytes: one that claims to be larger is no run's.
  private static let limit = 1 << 31

  /// Reads a file strictly, its header first: nothing is made room for before that has been judged.
  ///
  /// - Throws: what is wrong and at which byte, for anything but a file without holes, overlaps,
  ///   duplicates and unknown keys, whose tensors are all `F32`.
  package static func read(_ path: String) throws(RunStoreError) -> Content {
    let file = try InputFile(path)
    try file.requireSize(atMost: limit)
    let lengthSize = SafetensorsHeader.lengthSize
    let length = try SafetensorsHeader.length(
      in: try file.bytes(from: 0, count: min(lengthSize, file.size)), fileSize: file.size,
      named: path)
    let header = try SafetensorsHeader(
      parsing: try file.bytes(from: lengthSize, count: length), fileSize: file.size, named: path)
    return try unsafe content(of: header) { start, buffer throws(RunStoreError) in
      try unsafe file.read(into: buffer, from: start)
    }
  }

  static func decode(_ data: Data, named file: String) throws(RunStoreError) -> Content {
    let header = try SafetensorsHeader(parsing: data, named: file)
    return try unsafe content(of: header) { start, buffer in
      let start = data.startIndex + start
      // Safe because the header was checked: the bytes lie in the data.
      unsafe data.copyBytes(to: buffer, from: start..<start + buffer.count)
    }
  }

  /// - Parameter fill: writes the bytes of the file from a place on into a buffer.
  private static func content(
    of header: SafetensorsHeader,
    _ fill: (Int, UnsafeMutableRawBufferPointer) throws(RunStoreError) -> Void
  ) throws(RunStoreError) -> Content {
    var tensors: [NamedTensor] = []
    for entry in header.entries {
      var tensor = Tensor(uninitialized: Shape(entry.shape))
      let start = header.byteCount + entry.bytes.lowerBound
      // The header was checked: the entry's bytes fill the shape.
      let result: Result<Void, RunStoreError> = unsafe tensor.withUnsafeMutableBufferPointer {
        let buffer = UnsafeMutableRawBufferPointer($0)
        return Result { () throws(RunStoreError) in try unsafe fill(start, buffer) }
      }
      try result.get()
      tensors.append(NamedTensor(name: entry.name, tensor: tensor))
    }
    return Content(tensors: tensors, metadata: header.metadata)
  }
}
