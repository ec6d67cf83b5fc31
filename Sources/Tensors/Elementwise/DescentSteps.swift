internal import CKernels

/// One step of Adam in Keras's form, in place, with each gradient `g` clipped to ±`clip` first:
/// `m += (1−β₁)(g − m)`, `v += (1−β₂)(g² − v)`, `w −= rate · m / (√v + ε)`.
///
/// - Parameter rate: the learning rate with the correction of both biases.
package func adamStep(
  _ weights: inout Tensor, firstMoment: inout Tensor, secondMoment: inout Tensor,
  gradient: Tensor, clip: Float, rate: Float, firstDecay: Float, secondDecay: Float, epsilon: Float
) {
  unsafe withUnsafeState(&weights, &firstMoment, &secondMoment, gradient) { w, m, v, g, count in
    unsafe ganscope_adam(w, m, v, g, count, clip, rate, firstDecay, secondDecay, epsilon)
  }
}

/// One step of RMSprop, in place, with each gradient `g` clipped to ±`clip` first:
/// `v = ρv + (1−ρ)g²`, `u = momentum · u + rate · g / (√v + ε)`, `w −= u`; or with `√(v + ε)`.
///
/// - Parameter velocity: `u`; unused where `momentum` is 0, and may then be empty.
package func rootMeanSquareStep(
  _ weights: inout Tensor, meanSquare: inout Tensor, velocity: inout Tensor, gradient: Tensor,
  clip: Float, rate: Float, decay: Float, momentum: Float, epsilon: Float, epsilonInsideRoot: Bool
) {
  unsafe withUnsafeState(&weights, &meanSquare, &velocity, gradient) { w, v, u, g, count in
    unsafe ganscope_rmsprop(
      w, v, u, g, count, clip, rate, decay, momentum, epsilon, epsilonInsideRoot ? 1 : 0)
  }
}

/// One step of gradient descent with momentum, in place, with each gradient `g` clipped to ±`clip`
/// first: `u = momentum · u − rate · g`, `w += u`.
///
/// - Parameter velocity: `u`; unused where `momentum` is 0, and may then be empty.
package func momentumStep(
  _ weights: inout Tensor, velocity: inout Tensor, gradient: Tensor, clip: Float, rate: Float,
  momentum: Float
) {
  var unused = Tensor(uninitialized: [0])
  unsafe withUnsafeState(&weights, &velocity, &unused, gradient) { w, u, _, g, count in
    unsafe ganscope_momentum_descent(w, u, g, count, clip, rate, momentum)
  }
}

private typealias StateLoop =
  @Sendable (
    _ weights: UnsafeMutablePointer<Float>, _ first: UnsafeMutablePointer<Float>,
    _ second: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, _ count: Int
  ) -> Void

/// Runs `loop` over the pieces of weights, their gradient and two more values for each weight,
/// either of which may be empty.
private func withUnsafeState(
  _ weights: inout Tensor, _ first: inout Tensor, _ second: inout Tensor, _ gradient: Tensor,
  _ loop: StateLoop
) {
  precondition(weights.shape == gradient.shape)
  precondition(first.count == 0 || weights.shape == first.shape)
  precondition(second.count == 0 || weights.shape == second.shape)
  let count = weights.count
  let (firstStride, secondStride) = (min(1, first.count), min(1, second.count))
  unsafe weights.withUnsafeMutablePointer { w in
    unsafe first.withUnsafeMutablePointer { u in
      unsafe second.withUnsafeMutablePointer { v in
        unsafe gradient.withUnsafePointer { g in
          // Safe because the pieces do not overlap and end before the pointers do.
          nonisolated(unsafe) let (w, u, v, g) = unsafe (w, u, v, g)
          Chunks.run(count: count) { piece in
            let start = piece.lowerBound
            unsafe loop(
              w + start, u + start * firstStride, v + start * secondStride, g + start, piece.count)
          }
        }
      }
    }
  }
}
