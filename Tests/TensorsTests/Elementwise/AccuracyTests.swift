import CKernels
import Foundation
import Testing

@testable import Tensors

/// The functions of our own against the C library's in double precision.
struct AccuracyTests {
  struct Function: Sendable, CustomTestStringConvertible {
    let name: String
    let range: ClosedRange<Float>
    /// In units of the last place.
    let bound: Double
    let ours: @Sendable (Tensor) -> Tensor
    let exact: @Sendable (Double) -> Double

    var testDescription: String { "\(name) in \(range)" }
  }

  /// In units of the last place of the exact result, or of the smallest normal number.
  private func error(_ found: Float, _ exact: Double) -> Double {
    let unit = max(Float(exact).ulp, Float.leastNormalMagnitude.ulp)
    return abs(Double(found) - exact) / Double(unit)
  }

  static let selu: @Sendable (Double) -> Double = {
    1.0507009873554805 * ($0 > 0 ? $0 : 1.6732632423543772 * expm1($0))
  }

  @Test(arguments: [
    Function(name: "exp", range: -87...88.7, bound: 2, ours: { $0.exponential() }, exact: exp),
    // Results below the smallest normal number lose bits, as they must.
    Function(name: "exp", range: -103 ... -87, bound: 2, ours: { $0.exponential() }, exact: exp),
    Function(
      name: "log", range: 1.2e-10...1, bound: 2, ours: { $0.naturalLogarithm() }, exact: log),
    Function(name: "log", range: 0.5...2, bound: 2, ours: { $0.naturalLogarithm() }, exact: log),
    Function(name: "log", range: 1...3e38, bound: 2, ours: { $0.naturalLogarithm() }, exact: log),
    Function(name: "tanh", range: -12...12, bound: 4, ours: { $0.tanh() }, exact: tanh),
    Function(name: "tanh", range: -0.01...0.01, bound: 4, ours: { $0.tanh() }, exact: tanh),
    Function(
      name: "sigmoid", range: -87...40, bound: 4, ours: { $0.sigmoid() },
      exact: { 1 / (1 + exp(-$0)) }),
    Function(name: "selu", range: -30...30, bound: 4, ours: { $0.selu() }, exact: selu),
    Function(name: "selu", range: -0.01...0.01, bound: 4, ours: { $0.selu() }, exact: selu),
  ])
  func `errors are within a few units of the last place`(_ function: Function) {
    let count = 20_000
    let (low, high) = (function.range.lowerBound, function.range.upperBound)
    let inputs = (0..<count).map { min(high, low + (high - low) * (Float($0) / Float(count - 1))) }
    let outputs = function.ours(Tensor([count], scalars: inputs)).scalars
    let worst = zip(inputs, outputs).map { error($1, function.exact(Double($0))) }.max() ?? 0
    #expect(worst <= function.bound)
  }

  @Test func `sine and cosine of turns are right to a unit in the seventh digit`() {
    let turns = (0..<20_000).map { UInt32(truncatingIfNeeded: $0 &* 214_783) }
    var (sine, cosine) = ([Float](repeating: 0, count: turns.count), [Float](turns.map { _ in 0 }))
    unsafe sine.withUnsafeMutableBufferPointer { sine in
      unsafe cosine.withUnsafeMutableBufferPointer { cosine in
        unsafe ganscope_sine_cosine(sine.baseAddress, cosine.baseAddress, turns, turns.count)
      }
    }
    for (index, turn) in turns.enumerated() {
      let angle = Double(turn) / 0x1p32 * 2 * Double.pi
      #expect(abs(Double(sine[index]) - sin(angle)) < 1.2e-7)
      #expect(abs(Double(cosine[index]) - cos(angle)) < 1.2e-7)
    }
  }

  @Test func `functions go to their limits and keep what is not a number`() {
    let inputs = Tensor([5], scalars: [-.infinity, -1000, 1000, .infinity, .nan])
    #expect(inputs.exponential().scalars.prefix(4) == [0, 0, .infinity, .infinity])
    #expect(inputs.tanh().scalars.prefix(4) == [-1, -1, 1, 1])
    #expect(inputs.sigmoid().scalars.prefix(4) == [0, 0, 1, 1])
    #expect(inputs.selu().scalars[3] == .infinity)
    for output in [inputs.exponential(), inputs.tanh(), inputs.sigmoid(), inputs.selu()] {
      #expect(output.scalars[4].isNaN)
    }
  }
}
