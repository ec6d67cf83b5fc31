internal import CKernels

/// Functions of every scalar, and their gradients, which take the place of what they consume where
/// nobody else holds that.
extension Tensor {
  /// `x` where it is positive, else `slope · x`; with slope 0 the rectifier (ReLU).
  package consuming func leakyReLU(slope: Float) -> Tensor {
    unsafe mapped { y, x, count in unsafe ganscope_leaky_relu(y, x, count, slope) }
  }

  /// The gradient by the input of `leakyReLU`, of which this is the output.
  ///
  /// - Precondition: the slope is not negative, so that the output has the sign of the input.
  package func leakyReLUGradient(_ outputGradient: consuming Tensor, slope: Float) -> Tensor {
    precondition(slope >= 0)
    return unsafe outputGradient.combined(with: self) { dx, dy, y, count in
      unsafe ganscope_leaky_relu_gradient(dx, dy, y, count, slope)
    }
  }

  /// `λx` where x is positive, else `λα(eˣ − 1)`, with λ = 1.0507… and α = 1.6732… such that means
  /// of 0 and variances of 1 reproduce themselves (Klambauer et al., 2017).
  package consuming func selu() -> Tensor {
    unsafe mapped { y, x, count in unsafe ganscope_selu(y, x, count) }
  }

  /// The gradient by the input of `selu`, of which this is the output.
  package func seluGradient(_ outputGradient: consuming Tensor) -> Tensor {
    unsafe outputGradient.combined(with: self) { dx, dy, y, count in
      unsafe ganscope_selu_gradient(dx, dy, y, count)
    }
  }

  /// The hyperbolic tangent.
  package consuming func tanh() -> Tensor {
    unsafe mapped { y, x, count in unsafe ganscope_tanh(y, x, count) }
  }

  /// The gradient by the input of `tanh`, of which this is the output: `g · (1 − y²)`.
  package func tanhGradient(_ outputGradient: consuming Tensor) -> Tensor {
    unsafe outputGradient.combined(with: self) { dx, dy, y, count in
      unsafe ganscope_tanh_gradient(dx, dy, y, count)
    }
  }

  /// `1 / (1 + e⁻ˣ)`.
  package consuming func sigmoid() -> Tensor {
    unsafe mapped { y, x, count in unsafe ganscope_sigmoid(y, x, count) }
  }

  /// The gradient by the input of `sigmoid`, of which this is the output: `g · y(1 − y)`.
  package func sigmoidGradient(_ outputGradient: consuming Tensor) -> Tensor {
    unsafe outputGradient.combined(with: self) { dx, dy, y, count in
      unsafe ganscope_sigmoid_gradient(dx, dy, y, count)
    }
  }

  /// `eˣ`.
  package consuming func exponential() -> Tensor {
    unsafe mapped { y, x, count in unsafe ganscope_exp(y, x, count) }
  }

  /// The natural logarithm of normal positive numbers.
  package consuming func naturalLogarithm() -> Tensor {
    unsafe mapped { y, x, count in unsafe ganscope_log(y, x, count) }
  }
}
