import Tensors
import Testing

struct TensorJoiningTests {
  @Test func `tensors are joined along the outermost axis in order`() {
    let joined = Tensor(joining: [
      Tensor([1, 2], scalars: [1, 2]), Tensor([2, 2], scalars: [3, 4, 5, 6]),
      Tensor([0, 2], scalars: []),
    ])
    #expect(joined == Tensor([3, 2], scalars: [1, 2, 3, 4, 5, 6]))
  }

  @Test func `the parts keep their scalars when the joined tensor is written to`() {
    let part = Tensor([1, 2], scalars: [1, 2])
    var joined = Tensor(joining: [part])
    unsafe joined.withUnsafeMutableBufferPointer { unsafe $0[0] = 9 }
    #expect(part.scalars == [1, 2])
    #expect(joined.scalars == [9, 2])
  }
}
