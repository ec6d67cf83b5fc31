import Foundation

/// The checkpoints of a run as files.
struct CheckpointFolder: Sendable {
  private let path: String

  init(_ run: RunDirectory) {
    path = run.checkpointsPath
  }

  /// Whether a file of this folder can have a name: `00001875-1.safetensors`.
  static func isName(_ name: String) -> Bool {
    name.wholeMatch(of: /[0-9]{1,19}-[0-9]{1,19}\.safetensors/) != nil
  }

  func holds(_ record: CheckpointRecord) -> Bool {
    record.file.map { FileManager.default.fileExists(atPath: "\(path)/\($0)") } ?? false
  }

  /// - Throws: that the file is damaged, or not the checkpoint that the run's database says.
  func read(_ record: CheckpointRecord) throws(RunStoreError) -> Checkpoint {
    let file = "\(path)/\(record.file ?? "")"
    let checkpoint = try CheckpointFile.read(file)
    guard checkpoint.branch == record.branch, checkpoint.step == record.step else {
      throw RunStoreError(
        .badData, "\(file): is the checkpoint of batch \(checkpoint.step), not of \(record.step)")
    }
    return checkpoint
  }

  /// Writes a checkpoint and returns its file's name and size.
  func write(
    _ checkpoint: Checkpoint, notes: [String: String]
  ) throws(RunStoreError) -> (name: String, byteCount: Int) {
    try makeFolder()
    let step = String(checkpoint.step)
    let name =
      String(repeating: "0", count: max(0, 8 - step.count)) + step
      + "-\(checkpoint.branch).safetensors"
    try CheckpointFile.write(checkpoint, notes: notes, to: "\(path)/\(name)")
    var status = stat()
    try systemCall("cannot read", "\(path)/\(name)") { [path] in
      unsafe stat("\(path)/\(name)", &status)
    }
    return (name, Int(status.st_size))
  }

  func remove(_ record: CheckpointRecord) {
    guard let file = record.file else { return }
    // What is left of it takes room, nothing else.
    unsafe _ = unlink("\(path)/\(file)")
  }

  /// Removes what a program that was killed left half done: files of which the run's database does not
  /// know.
  func removeAll(but records: [CheckpointRecord]) {
    let known = Set(records.compactMap(\.file))
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    for name in names where !known.contains(name) {
      guard name.hasSuffix(".partial") || name.hasSuffix(".safetensors") else { continue }
      unsafe _ = unlink("\(path)/\(name)")
    }
  }

  private func makeFolder() throws(RunStoreError) {
    guard unsafe mkdir(path, 0o700) != 0, errno != EEXIST else { return }
    throw RunStoreError(
      .cannotCreate, "\(path): cannot create the folder: \(systemMessage(errno))")
  }
}
