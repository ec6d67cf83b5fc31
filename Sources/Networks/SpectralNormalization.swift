package import Tensors

/// Divides every kernel of a network by an estimate `σ` of its largest singular value, so that no
/// layer of sums makes a change of its input longer (Miyato et al., 2018).
///
/// A kernel is taken as a matrix `W` of `[everything else, outputs]`. Power iteration, `v = Wᵀu / ‖Wᵀu‖`
/// and `u = Wv / ‖Wv‖`, takes `u` from one update to the next and gives `σ = uᵀWv = ‖Wv‖`.
package struct SpectralNormalization: Sendable {
  /// One for each parameter of the network; nil for those that are no kernels.
  private var kernels: [KernelNorm?]

  /// Starts with random directions `u`, from N(0, 1) and of length 1, in the order of the kernels.
  package init(of network: Network, using random: inout RandomStream) {
    kernels = []
    for (number, layer) in network.layers.enumerated() {
      var layer = layer
      let isTransposed = layer is Conv2DTranspose
      layer.visitTensors { name, role, tensor in
        guard role == .parameter else { return }
        kernels.append(
          name != "kernel"
            ? nil
            : KernelNorm(
              name: "\(network.name).\(number).\(name)",
              layout: KernelMatrix(shape: tensor.shape, isTransposed: isTransposed),
              using: &random))
      }
    }
  }

  /// The network with kernels `W / σ`, after some power iterations for each.
  ///
  /// What such a network learns besides, moving statistics, is its own: they are not those of
  /// `network`.
  ///
  /// - Parameter iterations: 1 or more.
  package mutating func normalized(_ network: Network, iterations: Int) -> Network {
    precondition(iterations > 0)
    var result = network
    result.visitParameters { number, kernel in
      kernels[number]?.iterate(kernel, iterations: iterations)
      if let scale = kernels[number]?.inverseNorm { kernel.scale(by: scale) }
    }
    return result
  }

  /// Takes gradients by the parameters of the network that `normalized` has given last to those by the
  /// parameters of the network that it was given: `(G − ⟨G, W/σ⟩ u vᵀ) / σ` for each kernel, with `u`
  /// and `v` held fixed.
  ///
  /// - Parameter normalized: that network, with the weights that it was given with.
  package func pullBack(
    _ gradients: NetworkGradients, from normalized: Network
  ) -> NetworkGradients {
    precondition(gradients.parameters.count == kernels.count)
    var result = gradients
    for (number, parameter) in normalized.parameters.enumerated() {
      kernels[number]?.pullBack(&result.parameters[number], kernel: parameter.tensor)
    }
    return result
  }

  /// Visits in place the direction `u` of each kernel, under a name such as
  /// `discriminator.0.kernel.u`.
  package mutating func visitState(_ visit: (String, inout Tensor) -> Void) {
    for index in kernels.indices { kernels[index]?.visitState(visit) }
  }
}

/// The estimate of one kernel's largest singular value.
private struct KernelNorm {
  private let name: String
  private let layout: KernelMatrix
  /// `u` and `v`, `[rows, 1]` and `[columns, 1]`.
  private var left: Tensor
  private var right: Tensor
  /// `1 / σ`.
  private(set) var inverseNorm: Float = 1

  init(name: String, layout: KernelMatrix, using random: inout RandomStream) {
    (self.name, self.layout) = (name, layout)
    left = Tensor(normal: [layout.rows, 1], mean: 0, deviation: 1, using: &random)
    right = Tensor(zeros: [layout.columns, 1])
    left.normalize()
  }

  mutating func iterate(_ kernel: Tensor, iterations: Int) {
    let matrix = layout.matrix(kernel)
    for _ in 0..<iterations {
      right = matrixProduct(matrix, .transposed, left)
      right.normalize()
      left = matrixProduct(matrix, .plain, right)
      inverseNorm = Float(1 / left.normalize())
    }
  }

  /// Takes a gradient by the kernel that has been normalised to that by the kernel before.
  func pullBack(_ gradient: inout Tensor, kernel normalized: Tensor) {
    let alongKernel = gradient.multiplied(by: normalized).sum()
    let direction = layout.kernel(matrixProduct(left, .plain, right, .transposed))
    gradient.add(direction, scaledBy: Float(-alongKernel))
    gradient.scale(by: inverseNorm)
  }

  mutating func visitState(_ visit: (String, inout Tensor) -> Void) {
    var direction = left.reshaped(to: [layout.rows])
    visit("\(name).u", &direction)
    left = direction.reshaped(to: [layout.rows, 1])
  }
}

/// How a kernel is taken as a matrix `[everything else, outputs]`.
private struct KernelMatrix {
  let shape: Shape
  /// Whether the outputs are the last but one axis, as in a transposed convolution.
  let isTransposed: Bool

  var columns: Int { shape[shape.rank - (isTransposed ? 2 : 1)] }
  var rows: Int { shape.count / columns }

  func matrix(_ kernel: Tensor) -> Tensor {
    (isTransposed ? kernel.exchangingLastAxes() : kernel).reshaped(to: [rows, columns])
  }

  func kernel(_ matrix: Tensor) -> Tensor {
    guard isTransposed else { return matrix.reshaped(to: shape) }
    let exchanged = shape.extents.dropLast(2) + [shape[shape.rank - 1], columns]
    return matrix.reshaped(to: Shape(Array(exchanged))).exchangingLastAxes()
  }
}

extension Tensor {
  /// Brings this tensor to length 1, and gives the length that it had, at least 1e-12.
  @discardableResult
  fileprivate mutating func normalize() -> Double {
    let length = max(1e-12, sumOfSquares().squareRoot())
    scale(by: Float(1 / length))
    return length
  }
}
