import Hashing
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
    hash.update(Array(name.utf8))
    hash.update(UInt64(tensor.shape.rank))
    for extent in tensor.shape.extents { hash.update(UInt64(extent)) }
    unsafe tensor.withUnsafeBufferPointer { unsafe hash.update(UnsafeRawBufferPointer($0)) }
  }
  return hash.finish()
}
