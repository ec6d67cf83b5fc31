import Foundation
import Hashing
import Tensors

/// One checkpoint as a safetensors file: the tensors under their names, the rest in its metadata.
///
/// `checksum` in the metadata is the SHA-256 of everything else that the file says, so that no change
/// of it goes unnoticed.
enum CheckpointFile {
  /// What `format` of the metadata begins with; a version follows.
  private static let format = "ganscope checkpoint"
  /// The newest version that this program writes and reads.
  private static let version = 1

  private enum Key {
    static let format = "format"
    static let branch = "branch"
    static let epoch = "epoch"
    static let batch = "batch"
    static let step = "step"
    static let reason = "reason"
    static let counters = "counters"
    static let checksum = "checksum"
  }

  /// Writes a file that is complete or absent, for its owner alone.
  ///
  /// - Parameter notes: more to stand in the metadata, for people.
  static func write(
    _ checkpoint: Checkpoint, notes: [String: String], to path: String
  ) throws(RunStoreError) {
    var metadata = notes
    metadata[Key.format] = "\(format) \(version)"
    metadata[Key.branch] = String(checkpoint.branch)
    metadata[Key.epoch] = String(checkpoint.epoch)
    metadata[Key.batch] = String(checkpoint.batch)
    metadata[Key.step] = String(checkpoint.step)
    metadata[Key.reason] = checkpoint.reason.rawValue
    metadata[Key.counters] = text(of: checkpoint.state.counters)
    metadata[Key.checksum] = checksum(checkpoint.state.tensors, metadata)
    try Safetensors.write(
      checkpoint.state.tensors, metadata: metadata, to: path, permissions: 0o600)
  }

  /// - Throws: that the file is missing, of a newer version, no checkpoint, or damaged.
  static func read(_ path: String) throws(RunStoreError) -> Checkpoint {
    try checkpoint(in: Safetensors.read(path), named: path)
  }

  static func checkpoint(
    in file: Safetensors.Content, named path: String
  ) throws(RunStoreError) -> Checkpoint {
    try requireVersion(file.metadata, path)
    guard file.metadata[Key.checksum] == checksum(file.tensors, file.metadata) else {
      throw RunStoreError(
        .badData,
        "\(path): damaged: it does not have its own checksum: "
          + "without it the run goes on from the one before")
    }
    func number(_ key: String) throws(RunStoreError) -> Int {
      guard let value = file.metadata[key].flatMap({ Int($0) }), value >= 0 else {
        throw RunStoreError(.badData, "\(path): its metadata have no number '\(key)'")
      }
      return value
    }
    guard let reason = Checkpoint.Reason(rawValue: file.metadata[Key.reason] ?? ""),
      let counters = counters(in: file.metadata[Key.counters] ?? "?")
    else {
      throw RunStoreError(.badData, "\(path): its metadata have no reason or no counters")
    }
    return Checkpoint(
      branch: try number(Key.branch), epoch: try number(Key.epoch), batch: try number(Key.batch),
      step: try number(Key.step), reason: reason,
      state: TrainingState(tensors: file.tensors, counters: counters))
  }

  private static func requireVersion(
    _ metadata: [String: String], _ path: String
  ) throws(RunStoreError) {
    let words = metadata[Key.format]?.split(separator: " ") ?? []
    guard words.dropLast().joined(separator: " ") == format,
      let found = words.last.flatMap({ Int($0) })
    else {
      throw RunStoreError(.badData, "\(path): is no checkpoint of a run")
    }
    guard found <= version else {
      throw RunStoreError(
        .badData,
        "\(path): has format \(found), this ganscope reads up to \(version): use a newer ganscope")
    }
  }

  // MARK: - Text

  /// Integers beyond 2⁵³ are none in other programs' JSON, so they stand as words.
  private static func text(of counters: [String: UInt64]) -> String {
    counters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
  }

  private static func counters(in text: String) -> [String: UInt64]? {
    var counters: [String: UInt64] = [:]
    for entry in text.split(separator: " ") {
      let parts = entry.split(separator: "=")
      guard parts.count == 2, let value = UInt64(parts[1]) else { return nil }
      counters[String(parts[0])] = value
    }
    return counters
  }

  static func checksum(_ tensors: [NamedTensor], _ metadata: [String: String]) -> String {
    var hash = SHA256()
    hash.update(Array(weightsSHA256(tensors).utf8))
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) where key != Key.checksum {
      for part in [key, value] {
        hash.update(UInt64(part.utf8.count))
        hash.update(Array(part.utf8))
      }
    }
    return hash.finish()
  }
}
