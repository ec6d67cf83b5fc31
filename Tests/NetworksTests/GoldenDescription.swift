import Tensors
import Testing

@testable import Networks

/// A layer as the scripts in Scripts/golden describe it.
protocol GoldenDescription: Decodable, Sendable {
  var kind: String { get }
  var settings: GoldenSettings { get }
  var tensors: [GoldenTensor] { get }
}

/// A tensor under its name in its layer.
struct GoldenTensor: Decodable, Sendable {
  let name: String
  let shape: [Int]
  let scalars: [Double]

  var tensor: Tensor { Tensor(Shape(shape), scalars: scalars.map { Float($0) }) }
}

/// Those that a kind of layer has, and no others.
struct GoldenSettings: Decodable, Sendable {
  let kernel: [Int]?
  let strides: [Int]?
  let padding: String?
  let slope: Float?
  let momentum: Float?
  let epsilon: Float?
  let training: Bool?
}

extension GoldenDescription {
  func description() throws -> any LayerDescription {
    let hasBias = tensors.contains { $0.name == "bias" }
    let kernelShape = tensors.first?.shape ?? []
    switch kind {
    case Dense.kind: return Dense.Description(units: kernelShape[1], hasBias: hasBias)
    case Conv2D.kind:
      return Conv2D.Description(
        ConvolutionSettings(filters: kernelShape[3], window: try window(), hasBias: hasBias))
    case Conv2DTranspose.kind:
      return Conv2DTranspose.Description(
        ConvolutionSettings(
          filters: kernelShape[2], window: try window(), hasBias: hasBias))
    case BatchNormalization.kind:
      return BatchNormalization.Description(
        momentum: try #require(settings.momentum), epsilon: try #require(settings.epsilon))
    case MinibatchDeviation.kind:
      return MinibatchDeviation.Description(epsilon: try #require(settings.epsilon))
    case Flatten.kind: return Flatten.Description()
    case LeakyReLU.kind: return LeakyReLU.Description(slope: try #require(settings.slope))
    case ReLU.kind: return ReLU.Description()
    case SELU.kind: return SELU.Description()
    case Tanh.kind: return Tanh.Description()
    case Sigmoid.kind: return Sigmoid.Description()
    default: throw UnknownGoldenKind(kind: kind)
    }
  }

  private func window() throws -> ConvolutionWindow {
    let (kernel, strides) = try (#require(settings.kernel), #require(settings.strides))
    return ConvolutionWindow(
      height: kernel[0], width: kernel[1], rowStride: strides[0], columnStride: strides[1],
      padding: try #require(settings.padding.flatMap(Padding.init)))
  }
}

/// A script has a kind of layer that the tests do not know.
struct UnknownGoldenKind: Error {
  let kind: String
}
