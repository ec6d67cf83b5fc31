import Synchronization
import Testing

@testable import Tensors

/// Any number of workers gives the same bits, and a step in steady state allocates nothing.
@Suite struct WorkersTests {
  @Test(arguments: KernelSet.supported)
  func `results have the same bits for any number of workers`(kernels: KernelSet) {
    let cases = [
      ConvolutionCase(
        size: (9, 10), kernel: 3, stride: 2, padding: .same, channels: (17, 33), batch: 19),
      ConvolutionCase(
        size: (12, 12), kernel: 5, stride: 2, padding: .same, channels: (1, 33), batch: 19),
      ConvolutionCase(
        size: (8, 8), kernel: 3, stride: 1, padding: .valid, channels: (20, 1), batch: 9),
    ]
    let results = [1, 2, 3, 7].map { workers in
      Workers.withCount(workers) {
        cases.flatMap { at in
          [
            convolution(at.input, kernel: at.weights, geometry: at.geometry, using: kernels),
            convolutionInputGradient(
              at.outputGradient, kernel: at.weights, geometry: at.geometry, using: kernels),
            convolutionKernelGradient(
              input: at.input, outputGradient: at.outputGradient, geometry: at.geometry,
              using: kernels),
          ]
        } + [
          matrixProduct(
            scattered([67, 500]), .plain, scattered([500, 70]), .plain, using: kernels)
        ]
      }
    }
    #expect(results.dropFirst().allSatisfy { $0 == results[0] })
  }

  @Test(arguments: [1, 2, 5])
  func `every tile runs exactly once`(workers: Int) {
    let runs = Mutex([Int](repeating: 0, count: 100))
    Workers.withCount(workers) {
      Workers.run(tiles: 100) { tile in runs.withLock { $0[tile] += 1 } }
    }
    #expect(runs.withLock { $0 } == [Int](repeating: 1, count: 100))
  }

  @Test func `there is always a worker`() {
    Workers.withCount(-3) { #expect(Workers.count == 1) }
  }

  /// Forward, both gradients, of a dense layer and of a convolution in each way of computing it.
  @Test func `a step in steady state allocates nothing`() {
    let pool = StoragePool()
    let counts = StoragePool.$current.withValue(pool) {
      Workers.withCount(3) {
        (0..<4).map { _ in
          step()
          return pool.blockCount
        }
      }
    }
    #expect(counts[0] > 0)
    #expect(counts.dropFirst().allSatisfy { $0 == counts[1] })
  }

  private func step() {
    let (x, w) = (Tensor(repeating: 1, shape: [40, 70]), Tensor(repeating: 1, shape: [70, 50]))
    let y = matrixProduct(x, .plain, w, .plain)
    _ = matrixProduct(x, .transposed, y, .plain)
    _ = matrixProduct(y, .plain, w, .transposed)
    for (inputs, outputs) in [(1, 20), (20, 30), (20, 1)] {
      let at = ConvolutionCase(
        size: (7, 7), kernel: 3, stride: 2, padding: .same, channels: (inputs, outputs), batch: 3)
      let y = convolution(at.input, kernel: at.weights, geometry: at.geometry)
      _ = convolutionInputGradient(y, kernel: at.weights, geometry: at.geometry)
      _ = convolutionKernelGradient(
        input: at.input, outputGradient: y, geometry: at.geometry)
    }
  }
}
