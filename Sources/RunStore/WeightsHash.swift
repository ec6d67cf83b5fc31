import CCrypto
package import Tensors

/// The SHA-256, in hexadecimal, of named tensors in their order.
///
/// What is hashed for each tensor: the length of its name in UTF-8, the name, the number of axes,
/// each extent, then the scalars. Lengths and extents are 64-bit, scalars 32-bit, all
/// little-endian. Equal hashes therefore mean equal names, shapes and bits.
package func weightsSHA256(_ weights: [NamedTensor]) -> String {
  var hash = SHA256()
  for weight in weights {
    let (name, tensor) = (weight.name, weight.tensor)
    hash.update(UInt64(name.utf8.count))
    unsafe Array(name.utf8).withUnsafeBytes { unsafe hash.update($0) }
    hash.update(UInt64(tensor.shape.rank))
    for extent in tensor.shape.extents { hash.update(UInt64(extent)) }
    unsafe tensor.withUnsafeBufferPointer { unsafe hash.update(UnsafeRawBufferPointer($0)) }
  }
  return hash.finish()
}

/// The system's SHA-256, fed piece by piece.
@safe private struct SHA256: ~Copyable {
  private let context: OpaquePointer?

  init() {
    unsafe context = EVP_MD_CTX_new()
    let begun = unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil)
    precondition(begun == 1, "the system's libcrypto has no SHA-256")
  }

  deinit {
    unsafe EVP_MD_CTX_free(context)
  }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    // Safe because libcrypto reads `count` bytes, and only during the call.
    unsafe EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  mutating func update(_ number: UInt64) {
    unsafe withUnsafeBytes(of: number.littleEndian) { unsafe update($0) }
  }

  consuming func finish() -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    unsafe EVP_DigestFinal_ex(context, &digest, nil)
    return digest.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
