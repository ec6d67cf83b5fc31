package import Tensors

/// The largest singular value of each kernel of a network, followed from step to step (Miyato et al.,
/// "Spectral normalization for generative adversarial networks", 2018, algorithm 1).
///
/// A kernel `W` is taken as a matrix `[everything else, last axis]`. With unit vectors from power
/// iterations, `v = W u / ‖W u‖`, `u = Wᵀ v / ‖Wᵀ v‖`, its value is `σ = vᵀ W u`.
package struct SpectralNormalization: Sendable {
  /// One for each parameter of the network; nil for those that are no kernels.
  private var kernels: [SingularVectors?]

  /// Starts from random vectors.
  package init(of network: Network, using random: inout RandomStream) {
    kernels = []
    for parameter in network.parameters {
      let isKernel = parameter.name.hasSuffix(".kernel")
      kernels.append(isKernel ? SingularVectors(of: parameter, using: &random) : nil)
    }
  }

  /// Follows the kernels of a network by power iterations.
  package mutating func iterate(_ iterations: Int, on network: Network) {
    for (number, parameter) in network.parameters.enumerated() {
      for _ in 0..<iterations { kernels[number]?.iterate(on: parameter.tensor) }
    }
  }

  /// Divides each kernel of a network by its largest singular value.
  ///
  /// - Returns: the kernels as they were.
  package mutating func normalize(_ network: inout Network) -> [Tensor] {
    var own: [Tensor] = []
    network.visitParameters { number, tensor in
      guard kernels[number] != nil else { return }
      own.append(tensor)
      kernels[number]?.normalize(&tensor)
    }
    return own
  }

  /// Gives a network its own kernels back.
  package func restore(_ network: inout Network, kernels own: [Tensor]) {
    var remaining = own[...]
    network.visitParameters { number, tensor in
      guard kernels[number] != nil, let kernel = remaining.popFirst() else { return }
      tensor = kernel
    }
  }

  /// Takes gradients by the normalised kernels to those by the network's own, vectors held fixed:
  /// `G / σ − ⟨G, W⟩ / σ² · v uᵀ`.
  ///
  /// - Parameter own: what `normalize` gave.
  package func pullBack(_ gradients: inout NetworkGradients, kernels own: [Tensor]) {
    var remaining = own[...]
    for (number, vectors) in kernels.enumerated() {
      guard let vectors, let kernel = remaining.popFirst() else { continue }
      vectors.pullBack(&gradients.parameters[number], kernel: kernel)
    }
  }

  /// Visits the vectors `u` in place under names such as `discriminator.0.kernel.u`.
  package mutating func visitVectors(_ visit: (String, inout Tensor) -> Void) {
    for index in kernels.indices { kernels[index]?.visit(visit) }
  }
}

/// The vectors of one kernel's largest singular value.
private struct SingularVectors {
  /// The kernel's name.
  private let name: String
  private let matrixShape: Shape
  /// `u`: `[columns, 1]`.
  private var right: Tensor
  /// `v`: `[rows, 1]`.
  private var left: Tensor
  /// `σ`.
  private var value = 1.0

  init(of parameter: NamedTensor, using random: inout RandomStream) {
    let shape = parameter.tensor.shape
    let columns = shape[shape.rank - 1]
    name = parameter.name
    matrixShape = [shape.count / columns, columns]
    left = Tensor(zeros: [matrixShape[0], 1])
    right = Tensor(normal: [columns, 1], mean: 0, deviation: 1, using: &random)
    right.normalize()
  }

  mutating func iterate(on kernel: Tensor) {
    let matrix = kernel.reshaped(to: matrixShape)
    left = matrixProduct(matrix, .plain, right)
    left.normalize()
    right = matrixProduct(matrix, .transposed, left)
    right.normalize()
  }

  mutating func normalize(_ kernel: inout Tensor) {
    let product = matrixProduct(kernel.reshaped(to: matrixShape), .plain, right)
    value = left.multiplied(by: product).sum()
    // A kernel of zeros stays one.
    if value != 0 { kernel.scale(by: Float(1 / value)) }
  }

  func pullBack(_ gradient: inout Tensor, kernel: Tensor) {
    guard value != 0 else { return }
    let alongKernel = gradient.multiplied(by: kernel).sum()
    let direction = matrixProduct(left, .plain, right, .transposed)
    gradient.add(direction.reshaped(to: kernel.shape), scaledBy: Float(-alongKernel / value))
    gradient.scale(by: Float(1 / value))
  }

  mutating func visit(_ visit: (String, inout Tensor) -> Void) {
    var vector = right.reshaped(to: [matrixShape[1]])
    visit("\(name).u", &vector)
    right = vector.reshaped(to: [matrixShape[1], 1])
  }
}

extension Tensor {
  /// Brings a vector to length 1; one without a direction stays as it is.
  fileprivate mutating func normalize() {
    let length = sumOfSquares().squareRoot()
    if length > 0 { scale(by: Float(1 / length)) }
  }
}
