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

  /// Reads a file strictly.
  ///
  /// - Throws: what is wrong and at which byte, for anything but a file without holes, overlaps,
  ///   duplicates and unknown keys, whose tensors are all `F32`.
  package static func read(_ path: String) throws(RunStoreError) -> Content {
    try decode(try readFile(path), named: path)
  }

  static func decode(_ data: Data, named file: String) throws(RunStoreError) -> Content {
    let header = try SafetensorsHeader(parsing: data, named: file)
    let tensors = header.entries.map { entry in
      var tensor = Tensor(uninitialized: Shape(entry.shape))
      let start = data.startIndex + header.byteCount + entry.bytes.lowerBound
      unsafe tensor.withUnsafeMutableBufferPointer { scalars in
        // Safe because the header was checked: the bytes lie in the file and fill the shape.
        unsafe data.copyBytes(to: scalars, from: start..<start + entry.bytes.count)
      }
      return NamedTensor(name: entry.name, tensor: tensor)
    }
    return Content(tensors: tensors, metadata: header.metadata)
  }
}
