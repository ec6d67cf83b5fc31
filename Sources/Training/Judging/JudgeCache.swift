internal import Foundation
package import GANs
package import RunStore
internal import Tensors

/// The folder where judges are kept, so that each is trained once, and what they make of real images, so
/// that each judges those once.
///
/// A judge's file is safetensors with its record as JSON in the metadata. Opinions have a file of their own,
/// with the SHA-256 of the tensors.
package struct JudgeCache: Sendable, Hashable {
  package let folder: String

  private static let recordKey = "ganscope judge"
  private static let sumKey = "sha256"
  private static let (featuresName, probabilitiesName) = ("features", "probabilities")

  package init(folder: String) {
    self.folder = folder
  }

  /// Where the judge is kept that is made from what the key stands for.
  package func path(ofKey key: String) -> String { "\(folder)/\(key).safetensors" }

  /// The judge that is kept; nil where there is none or its file is damaged, as it can be made again.
  package func judge(ofKey key: String) -> Judge? {
    guard let content = try? Safetensors.read(path(ofKey: key)),
      let text = content.metadata[Self.recordKey],
      let record = try? JSONDecoder().decode(JudgeRecord.self, from: Data(text.utf8)),
      record.key == key
    else { return nil }
    return Judge(record, weights: content.tensors)
  }

  /// Keeps a judge.
  package func keep(_ judge: Judge) throws(RunStoreError) {
    try Folder.make(folder, permissions: 0o777)
    try Safetensors.write(
      judge.weights, metadata: [Self.recordKey: Self.text(of: judge.record)],
      to: path(ofKey: judge.record.key))
  }

  private static func text(of record: JudgeRecord) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // Words and numbers: a classifier's accuracy is a share.
    guard let data = try? encoder.encode(record) else { return "" }
    return String(decoding: data, as: UTF8.self)
  }

  // MARK: - Opinions

  /// Where opinions on some images are kept.
  package func path(ofOpinionsOn images: JudgeSubject) -> String {
    "\(folder)/opinions-\(images.key).safetensors"
  }

  /// The opinions that are kept; nil where there are none or their file is damaged.
  package func opinions(on images: JudgeSubject) -> JudgeOpinions? {
    guard let content = try? Safetensors.read(path(ofOpinionsOn: images)),
      content.metadata[Self.sumKey] == weightsSHA256(content.tensors),
      let features = content.tensors.first(where: { $0.name == Self.featuresName })?.tensor,
      features.shape == [images.imageCount, Judge.featureCount]
    else { return nil }
    let probabilities = content.tensors.first { $0.name == Self.probabilitiesName }?.tensor
    let shape: Shape? = images.classCount > 0 ? [images.imageCount, images.classCount] : nil
    guard probabilities?.shape == shape else { return nil }
    return JudgeOpinions(features: features, probabilities: probabilities)
  }

  /// Keeps opinions.
  package func keep(
    _ opinions: JudgeOpinions, on images: JudgeSubject
  ) throws(RunStoreError) {
    try Folder.make(folder, permissions: 0o777)
    var tensors = [NamedTensor(name: Self.featuresName, tensor: opinions.features)]
    if let probabilities = opinions.probabilities {
      tensors.append(NamedTensor(name: Self.probabilitiesName, tensor: probabilities))
    }
    try Safetensors.write(
      tensors, metadata: [Self.sumKey: weightsSHA256(tensors)],
      to: path(ofOpinionsOn: images))
  }
}
