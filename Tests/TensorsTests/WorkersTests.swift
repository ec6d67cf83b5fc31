import Foundation
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
    let results = [(1, false), (2, false), (2, true), (3, true), (7, false)].map { workers, team in
      withWorkers(workers, inTeam: team) {
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

  @Test(arguments: [1, 2, 5], [false, true])
  func `every tile runs exactly once`(workers: Int, inTeam: Bool) {
    let runs = Mutex([Int](repeating: 0, count: 100))
    withWorkers(workers, inTeam: inTeam) {
      Workers.run(tiles: 100) { tile in runs.withLock { $0[tile] += 1 } }
    }
    #expect(runs.withLock { $0 } == [Int](repeating: 1, count: 100))
  }

  @Test(arguments: [false, true])
  func `a region within a region runs every tile`(inTeam: Bool) {
    let runs = Mutex([Int](repeating: 0, count: 12 * 5))
    withWorkers(3, inTeam: inTeam) {
      Workers.run(tiles: 12) { outer in
        Workers.run(tiles: 5) { inner in runs.withLock { $0[outer * 5 + inner] += 1 } }
      }
    }
    #expect(runs.withLock { $0 } == [Int](repeating: 1, count: 12 * 5))
  }

  @Test func `several tasks have teams at once`() async {
    let sums = await withTaskGroup(of: Int.self) { group in
      for task in 1...4 {
        group.addTask {
          Workers.withCount(2) { Workers.withTeam { Self.sum(of: task, regions: 300) } }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(sums.sorted() == (1...4).map { $0 * 300 * 10 })
  }

  /// A task inherits the values of the one that made it, the team too.
  @Test func `a task that outlives the team it was made in computes all the same`() async {
    let task = Workers.withCount(2) {
      Workers.withTeam { Task { Self.sum(of: 1, regions: 100) } }
    }
    #expect(await task.value == 1000)
  }

  @Test func `the body of a team runs on the calling thread, with its task's values`() {
    let pool = StoragePool()
    let caller = Thread.current
    StoragePool.$current.withValue(pool) {
      Workers.withCount(2) {
        Workers.withTeam {
          #expect(StoragePool.current === pool)
          #expect(Workers.count == 2)
          #expect(Thread.current == caller)
        }
      }
    }
  }

  @Test func `what the body of a team throws comes out`() {
    struct Failure: Error {}
    #expect(throws: Failure.self) {
      try Workers.withCount(2) { try Workers.withTeam { throw Failure() } }
    }
  }

  @Test func `a team within a team is the outer one`() {
    let sum = Workers.withCount(2) {
      Workers.withTeam {
        Workers.withTeam { Self.sum(of: 1, regions: 10) } + Self.sum(of: 1, regions: 10)
      }
    }
    #expect(sum == 200)
  }

  @Test func `there is always a worker`() {
    Workers.withCount(-3) { #expect(Workers.count == 1) }
  }

  /// Forward, both gradients, of a dense layer and of a convolution in each way of computing it.
  @Test(arguments: [false, true])
  func `a step in steady state allocates nothing`(inTeam: Bool) {
    let pool = StoragePool()
    let counts = StoragePool.$current.withValue(pool) {
      withWorkers(3, inTeam: inTeam) {
        (0..<4).map { _ in
          step()
          return pool.blockCount
        }
      }
    }
    #expect(counts[0] > 0)
    #expect(counts.dropFirst().allSatisfy { $0 == counts[1] })
  }

  private func withWorkers<Value>(_ count: Int, inTeam: Bool, _ body: () -> Value) -> Value {
    Workers.withCount(count) { inTeam ? Workers.withTeam(body) : body() }
  }

  /// The sum over all tiles of some regions of ten tiles.
  private static func sum(of value: Int, regions: Int) -> Int {
    let sum = Atomic<Int>(0)
    for _ in 0..<regions {
      Workers.run(tiles: 10) { _ in sum.wrappingAdd(value, ordering: .relaxed) }
    }
    return sum.load(ordering: .relaxed)
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
