import Testing

@testable import Tensors

struct MatrixProductTests {
  /// Every edge of a tile.
  static let extents = [1, 2, 5, 6, 7, 13, 14, 15, 16, 17, 31, 32, 33, 47, 64, 67]
  /// Every edge of a slice of the depth.
  static let depths = [1, 7, 383, 384, 385, 521]

  @Test(arguments: extents)
  func `a product of any extents is that of the reference`(m: Int) {
    for n in Self.extents {
      let k = 1 + (m + n) % 9
      let (a, b) = (scattered([m, k], seed: 1), scattered([k, n], seed: 2))
      let reference = matrixProductReference(a, .plain, b, .plain)
      for kernels in KernelSet.supported {
        let c = matrixProduct(a, .plain, b, .plain, using: kernels)
        #expect(c.shape == [m, n])
        #expect(error(c, reference, terms: k) < 2e-6, "\(kernels), \(m)×\(k) · \(k)×\(n)")
      }
    }
  }

  @Test(arguments: depths)
  func `each operand may be transposed`(k: Int) {
    let (m, n) = (15, 19)
    for left in Orientation.allCases {
      for right in Orientation.allCases {
        let a = scattered(left == .plain ? [m, k] : [k, m], seed: 3)
        let b = scattered(right == .plain ? [k, n] : [n, k], seed: 4)
        let reference = matrixProductReference(a, left, b, right)
        for kernels in KernelSet.supported {
          let c = matrixProduct(a, left, b, right, using: kernels)
          #expect(error(c, reference, terms: k) < 2e-6, "\(kernels), \(left) \(right)")
        }
      }
    }
  }

  @Test(arguments: KernelSet.supported)
  func `more rows than a block of tiles holds are all computed`(kernels: KernelSet) {
    let (a, b) = (scattered([1013, 3]), scattered([3, 5]))
    let reference = matrixProductReference(a, .plain, b, .plain)
    #expect(error(matrixProduct(a, .plain, b, .plain, using: kernels), reference, terms: 3) < 2e-6)
  }

  /// A vector on either side, and a depth of one; some rows and columns more than go together.
  @Test(arguments: [(1, 1), (7, 130), (19, 64), (300, 67), (67, 1000)])
  func `a product of a matrix and a vector is that of the reference`(m: Int, k: Int) {
    for left in Orientation.allCases {
      for right in Orientation.allCases {
        func check(_ a: Tensor, _ b: Tensor, terms: Int) {
          let reference = matrixProductReference(a, left, b, right)
          #expect(error(matrixProduct(a, left, b, right), reference, terms: terms) < 2e-6)
        }
        func matrix(
          _ rows: Int, _ columns: Int, _ orientation: Orientation, seed: UInt64
        ) -> Tensor {
          scattered(orientation == .plain ? [rows, columns] : [columns, rows], seed: seed)
        }
        check(matrix(m, k, left, seed: 1), matrix(k, 1, right, seed: 2), terms: k)
        check(matrix(m, 1, left, seed: 3), matrix(1, k, right, seed: 4), terms: 1)
      }
    }
  }

  @Test func `a product with a vector has the same bits for any number of workers`() {
    let (a, b) = (scattered([521, 129]), scattered([521, 1]))
    func products(_ workers: Int) -> [Tensor] {
      Workers.withCount(workers) {
        [matrixProduct(a, .transposed, b), matrixProduct(a, .plain, scattered([129, 1]))]
      }
    }
    #expect(products(1) == products(3))
  }

  @Test func `a sum of no terms is zero`() {
    #expect(
      matrixProduct(Tensor(zeros: [2, 0]), .plain, Tensor(zeros: [0, 3]), .plain)
        == Tensor(zeros: [2, 3]))
  }

  @Test func `a product without rows or columns is empty`() {
    #expect(
      matrixProduct(Tensor(zeros: [0, 4]), .plain, Tensor(zeros: [4, 3]), .plain).shape == [0, 3])
    #expect(
      matrixProduct(Tensor(zeros: [2, 4]), .plain, Tensor(zeros: [4, 0]), .plain).shape == [2, 0])
  }
}
