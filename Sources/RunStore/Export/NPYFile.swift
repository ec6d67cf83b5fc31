import Foundation
package import Tensors

/// NumPy's format for one array, version 1.0, of 32-bit floats or bytes.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
package enum NPYFile {
  package enum Array: Sendable, Equatable {
    case float32(Tensor)
    case bytes([UInt8], Shape)
  }

  /// - Precondition: bytes fill their shape.
  package static func write(_ array: Array, to path: String) throws(RunStoreError) {
    let bytes: [UInt8]
    switch array {
    case .float32(let tensor):
      let scalars = unsafe tensor.withUnsafeBufferPointer {
        unsafe [UInt8](UnsafeRawBufferPointer($0))
      }
      bytes = NPYHeader(type: .float32, shape: tensor.shape.extents).bytes + scalars
    case .bytes(let values, let shape):
      precondition(values.count == shape.count, "\(values.count) bytes do not fill \(shape)")
      bytes = NPYHeader(type: .bytes, shape: shape.extents).bytes + values
    }
    try AtomicFile.write(bytes, to: path, permissions: 0o666)
  }

  /// Reads a file strictly.
  ///
  /// - Throws: what is wrong, and at which byte or what to do about it.
  package static func read(_ path: String) throws(RunStoreError) -> Array {
    try decode(try readFile(path), named: path)
  }

  static func decode(_ data: Data, named file: String) throws(RunStoreError) -> Array {
    let (header, headerSize) = try readHeader(of: data, named: file)
    let body = data.dropFirst(headerSize)
    guard body.count == header.bodySize else {
      throw RunStoreError(
        .badData,
        "\(file): byte \(headerSize): \(body.count) bytes follow the header, "
          + "but an array of \(Shape(header.shape)) needs \(header.bodySize)")
    }
    switch header.type {
    case .bytes:
      return .bytes([UInt8](body), Shape(header.shape))
    case .float32:
      var tensor = Tensor(uninitialized: Shape(header.shape))
      unsafe tensor.withUnsafeMutableBufferPointer { scalars in
        // Safe because the body has exactly the bytes that the shape needs.
        unsafe _ = body.copyBytes(to: scalars)
      }
      return .float32(tensor)
    }
  }

  private static func readHeader(
    of data: Data, named file: String
  ) throws(RunStoreError) -> (header: NPYHeader, size: Int) {
    do throws(NPYHeader.Fault) {
      let prefix = [UInt8](data.prefix(NPYHeader.prefixSize))
      let size = NPYHeader.prefixSize + (try NPYHeader.textSize(of: prefix))
      guard data.count >= size else {
        throw NPYHeader.Fault(byte: data.count, problem: "the file ends within its header")
      }
      let text = data.dropFirst(NPYHeader.prefixSize).prefix(size - NPYHeader.prefixSize)
      return (try NPYHeader(text: text, expecting: [.float32, .bytes]), size)
    } catch {
      throw RunStoreError(.badData, "\(file): byte \(error.byte): \(error.problem)")
    }
  }
}
