internal import Foundation
package import GANs
package import RunStore

/// The folder where judges are kept, so that each is trained once.
///
/// A file is safetensors with the judge's record as JSON in its metadata.
package struct JudgeCache: Sendable, Hashable {
  package let folder: String

  private static let recordKey = "ganscope judge"

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
    let path = path(ofKey: judge.record.key)
    try Folder.make(folder, permissions: 0o777)
    try Safetensors.write(
      judge.weights, metadata: [Self.recordKey: Self.text(of: judge.record)], to: path)
  }

  private static func text(of record: JudgeRecord) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // Words and numbers: a classifier's accuracy is a share.
    guard let data = try? encoder.encode(record) else { return "" }
    return String(decoding: data, as: UTF8.self)
  }
}
