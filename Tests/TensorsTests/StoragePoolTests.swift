import Testing

@testable import Tensors

struct StoragePoolTests {
  @Test func `a block is used again for the next tensor of its size class`() {
    let pool = StoragePool()
    StoragePool.$current.withValue(pool) {
      for _ in 0..<10 { _ = Tensor(zeros: [1000]) }
      _ = Tensor(zeros: [1010])
    }
    #expect(pool.blockCount == 1)
  }

  @Test func `tensors that live at the same time have blocks of their own`() {
    let pool = StoragePool()
    StoragePool.$current.withValue(pool) {
      let tensors = (0..<3).map { Tensor(repeating: Float($0), shape: [100]) }
      #expect(tensors.map { $0.scalars[99] } == [0, 1, 2])
    }
    #expect(pool.blockCount == 3)
  }

  @Test(arguments: [1, 16, 17, 24, 25, 100, 1000, 1 << 20, (1 << 20) + 1])
  func `a size class holds what is asked for, and at most half as much again`(count: Int) {
    let capacity = StoragePool.sizeClass(count)
    #expect(capacity >= count)
    #expect(capacity <= max(16, count + count / 2 + 1))
  }
}
