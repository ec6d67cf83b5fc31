package import Tensors

/// The largest singular value of each kernel of a network, followed from step to step (Miyato et al.,
/// "Spectral normalization for generative adversarial networks", 2018, algorithm 1).
///
/// A kernel `W` is taken as a matrix `[everything else, last axis]`. With unit vectors from power
/// iterations, `v = W u / ‖W u‖`, `u = Wᵀ v / ‖Wᵀ v‖`, its value is `σ = vᵀ W u`.
package struct SpectralNormalization: Sendable {
  private struct Kernel: Sendable {
    /// The tensor's name, and its number among the network's parameters.
    let name: String
    let parameter: Int
    /// One number for each column and row of the matrix.
    var right: [Double]
    var left: [Double] = []
    var value = 1.0
  }

  private var kernels: [Kernel] = []

  /// Starts from random vectors.
  package init(of network: Network, using random: inout RandomStream) {
    for (number, parameter) in network.parameters.enumerated()
    where parameter.name.hasSuffix(".kernel") {
      let extents = parameter.tensor.shape.extents
      let start = Tensor(
        normal: [extents[extents.count - 1]], mean: 0, deviation: 1, using: &random)
      kernels.append(
        Kernel(
          name: parameter.name, parameter: number,
          right: normalized(start.scalars.map(Double.init))))
    }
  }

  /// Follows the kernels of a network by power iterations.
  package mutating func iterate(_ iterations: Int, on network: Network) {
    let parameters = network.parameters
    for index in kernels.indices {
      let matrix = Matrix(parameters[kernels[index].parameter].tensor)
      for _ in 0..<iterations {
        kernels[index].left = normalized(matrix.product(kernels[index].right))
        kernels[index].right = normalized(matrix.transposedProduct(kernels[index].left))
      }
    }
  }

  /// Divides each kernel of a network by its largest singular value.
  ///
  /// - Returns: the kernels as they were.
  package mutating func normalize(_ network: inout Network) -> [Tensor] {
    var own: [Tensor] = []
    visitKernels(of: &network) { kernel, tensor in
      let product = Matrix(tensor).product(kernel.right)
      kernel.value = zip(kernel.left, product).reduce(0) { $0 + $1.0 * $1.1 }
      own.append(tensor)
      tensor.scale(by: Float(1 / kernel.value))
    }
    return own
  }

  /// Gives a network its own kernels back.
  package mutating func restore(_ network: inout Network, kernels own: [Tensor]) {
    var remaining = own[...]
    visitKernels(of: &network) { _, tensor in
      if let kernel = remaining.popFirst() { tensor = kernel }
    }
  }

  /// Takes gradients by the normalised kernels to those by the network's own, vectors held fixed:
  /// `G / σ − ⟨G, W⟩ / σ² · v uᵀ`.
  ///
  /// - Parameter own: what `normalize` gave.
  package func pullBack(_ gradients: inout NetworkGradients, kernels own: [Tensor]) {
    for (kernel, weights) in zip(kernels, own) {
      let gradient = gradients.parameters[kernel.parameter].scalars
      let along = zip(gradient, weights.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
      let factor = along / (kernel.value * kernel.value)
      var pulled = gradients.parameters[kernel.parameter]
      unsafe pulled.withUnsafeMutableBufferPointer { scalars in
        let columns = kernel.right.count
        for (row, left) in kernel.left.enumerated() {
          for (column, right) in kernel.right.enumerated() {
            let index = row * columns + column
            unsafe scalars[index] = Float(
              Double(gradient[index]) / kernel.value - factor * left * right)
          }
        }
      }
      gradients.parameters[kernel.parameter] = pulled
    }
  }

  /// Visits the vectors `u` in place under names such as `discriminator.0.kernel.u`.
  package mutating func visitVectors(_ visit: (String, inout Tensor) -> Void) {
    for index in kernels.indices {
      var vector = Tensor(rounding: kernels[index].right)
      visit("\(kernels[index].name).u", &vector)
      kernels[index].right = vector.scalars.map(Double.init)
    }
  }

  private mutating func visitKernels(
    of network: inout Network, _ visit: (inout Kernel, inout Tensor) -> Void
  ) {
    var index = 0
    var kernels = kernels
    network.visitParameters { number, tensor in
      guard index < kernels.count, kernels[index].parameter == number else { return }
      visit(&kernels[index], &tensor)
      index += 1
    }
    self.kernels = kernels
  }
}

/// A kernel as a matrix `[everything else, last axis]`.
private struct Matrix {
  let scalars: [Float]
  let columns: Int

  init(_ kernel: Tensor) {
    scalars = kernel.scalars
    columns = kernel.shape[kernel.shape.rank - 1]
  }

  func product(_ vector: [Double]) -> [Double] {
    stride(from: 0, to: scalars.count, by: columns).map { start in
      var sum = 0.0
      for column in 0..<columns { sum += Double(scalars[start + column]) * vector[column] }
      return sum
    }
  }

  func transposedProduct(_ vector: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: columns)
    for (row, factor) in vector.enumerated() {
      for column in 0..<columns { sums[column] += Double(scalars[row * columns + column]) * factor }
    }
    return sums
  }
}

/// A vector of length 1; one without a direction stays as it is.
private func normalized(_ vector: [Double]) -> [Double] {
  let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  return length > 0 ? vector.map { $0 / length } : vector
}
