/// How a convolution treats the border of an image, as Keras defines it.
package enum Padding: String, Sendable, CaseIterable {
  /// Zeros around the image so that `output = ceil(input / stride)`; an odd one comes at the end.
  case same
  /// No zeros: `output = floor((input - kernel) / stride) + 1`.
  case valid
}
