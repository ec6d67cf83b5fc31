package import Configuration

/// Every kind of layer that a recipe can name.
private let layers: [String: any LayerDescription.Type] = [
  Dense.kind: Dense.Description.self,
  Conv2D.kind: Conv2D.Description.self,
  Conv2DTranspose.kind: Conv2DTranspose.Description.self,
  BatchNormalization.kind: BatchNormalization.Description.self,
  MinibatchDeviation.kind: MinibatchDeviation.Description.self,
  LeakyReLU.kind: LeakyReLU.Description.self,
  ReLU.kind: ReLU.Description.self,
  SELU.kind: SELU.Description.self,
  Tanh.kind: Tanh.Description.self,
  Sigmoid.kind: Sigmoid.Description.self,
  Dropout.kind: Dropout.Description.self,
  Flatten.kind: Flatten.Description.self,
  Reshape.kind: Reshape.Description.self,
]

/// Reads one layer of a recipe: its `type`, and every setting of that type.
package func readLayer(
  _ reader: SettingsReader
) throws(ConfigurationError) -> any LayerDescription {
  let type = try reader.choice("type", among: layers)
  return try type.init(reading: reader)
}
