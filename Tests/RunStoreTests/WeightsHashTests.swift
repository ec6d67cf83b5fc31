import Tensors
import Testing

@testable import RunStore

struct WeightsHashTests {
  private func hash(_ name: String, _ shape: Shape, _ scalars: [Float]) -> String {
    weightsSHA256([NamedTensor(name: name, tensor: Tensor(shape, scalars: scalars))])
  }

  @Test func `the hash of nothing is the hash of no bytes`() {
    #expect(
      weightsSHA256([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  // hashlib.sha256(struct.pack("<Q", 1) + b"a" + struct.pack("<QQff", 1, 2, 1, 2)).hexdigest()
  @Test func `a tensor's hash is that of its name, shape and scalars`() {
    #expect(
      hash("a", [2], [1, 2]) == "ce3248be2177b63d57dcb6dafe72fec61f3283d6ffe2bf19687e1517af8ed575")
  }

  @Test func `a change of a name, a shape, a sign of zero or the order changes the hash`() {
    let hashes = [
      hash("a", [2], [0, 1]), hash("b", [2], [0, 1]), hash("a", [1, 2], [0, 1]),
      hash("a", [2], [-0.0, 1]), hash("a", [2], [1, 0]), weightsSHA256(exampleWeights),
      weightsSHA256(exampleWeights.reversed()),
    ]
    #expect(Set(hashes).count == hashes.count)
    #expect(weightsSHA256(exampleWeights) == hashes[5])
  }
}
