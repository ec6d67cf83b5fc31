internal import CCrypto

/// The system's SHA-256, fed piece by piece.
@safe package struct SHA256: ~Copyable {
  private let context: OpaquePointer?

  package init() {
    unsafe context = EVP_MD_CTX_new()
    let begun = unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil)
    precondition(begun == 1, "the system's libcrypto has no SHA-256")
  }

  deinit {
    unsafe EVP_MD_CTX_free(context)
  }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    // Safe because libcrypto reads `count` bytes, and only during the call.
    unsafe EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  package mutating func update(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe update($0) }
  }

  /// Takes in a number as 64 bits, little-endian.
  package mutating func update(_ number: UInt64) {
    unsafe withUnsafeBytes(of: number.littleEndian) { unsafe update($0) }
  }

  /// The digest in 64 lowercase hexadecimal digits.
  package consuming func finish() -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    unsafe EVP_DigestFinal_ex(context, &digest, nil)
    return digest.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
