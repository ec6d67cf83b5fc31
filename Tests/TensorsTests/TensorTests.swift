import Testing

@testable import Tensors

struct TensorTests {
  @Test func `a copy keeps its scalars when the original is written to`() {
    var original = Tensor([3], scalars: [1, 2, 3])
    let copy = original
    unsafe original.withUnsafeMutableBufferPointer { unsafe $0[1] = 7 }
    #expect(copy.scalars == [1, 2, 3])
    #expect(original.scalars == [1, 7, 3])
  }

  @Test func `a tensor that nobody shares is written in place`() {
    var tensor = Tensor(zeros: [4])
    let before = address(tensor)
    unsafe tensor.withUnsafeMutableBufferPointer { unsafe $0[0] = 1 }
    #expect(address(tensor) == before)
  }

  @Test func `another shape shares the scalars`() {
    let tensor = Tensor([2, 3], scalars: [1, 2, 3, 4, 5, 6])
    let reshaped = tensor.reshaped(to: [3, 2])
    #expect(reshaped.shape == [3, 2])
    #expect(reshaped.scalars == tensor.scalars)
    #expect(address(reshaped) == address(tensor))
  }

  @Test func `equal tensors have equal shapes and scalars`() {
    #expect(Tensor([2], scalars: [1, 2]) == Tensor([2], scalars: [1, 2]))
    #expect(Tensor([2], scalars: [1, 2]) != Tensor([2], scalars: [1, 3]))
    #expect(Tensor([2], scalars: [1, 2]) != Tensor([1, 2], scalars: [1, 2]))
  }

  @Test(arguments: [0, 1, 15, 16, 17, 1000])
  func `storage is aligned to 64 bytes`(count: Int) {
    #expect(address(Tensor(uninitialized: [count])) % 64 == 0)
  }

  private func address(_ tensor: Tensor) -> Int {
    unsafe tensor.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) }
  }
}

struct ShapeTests {
  @Test func `a shape counts its scalars and axes`() {
    let shape: Shape = [2, 3, 4]
    #expect(shape.count == 24)
    #expect(shape.rank == 3)
    #expect(shape[1] == 3)
  }

  @Test func `a batch is one more axis in front`() {
    #expect(Shape([28, 28, 1]).batched(64) == [64, 28, 28, 1])
    #expect(Shape([64, 28, 28, 1]).sample == [28, 28, 1])
  }

  @Test func `a shape reads as extents with crosses`() {
    #expect(Shape([28, 28, 1]).description == "28×28×1")
    #expect(Shape([]).description == "scalar")
  }

  @Test func `an extent may be zero but not negative`() async {
    #expect(Shape([0, 3]).count == 0)
    await #expect(processExitsWith: .failure) { _ = Shape([-1]) }
  }
}
