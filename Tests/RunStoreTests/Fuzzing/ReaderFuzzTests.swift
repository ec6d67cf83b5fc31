import Foundation
import GRDB
import Session
import Tensors
import Testing

@testable import RunStore

/// Whatever a file says, its reader gives all of it or one line.
struct ReaderFuzzTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  // MARK: - Safetensors

  @Test func `safetensors are whole or refused, in memory as on disk`() throws {
    let path = folder.file("f")
    try Safetensors.write(exampleWeights, metadata: ["step": "1"], to: path)
    let written = try bytes(of: path)
    var fuzz = FuzzRun("safetensors", share: 0.55)
    var number = 0
    try fuzz.run { random in
      if Int.random(in: 0..<4, using: &random) == 0 { return written.mutated(using: &random) }
      var draft = SafetensorsDraft.sound(using: &random)
      for _ in 0..<Int.random(in: 0...3, using: &random) { draft.damage(using: &random) }
      let isMixed = Int.random(in: 0..<4, using: &random) == 0
      return isMixed ? draft.bytes.mutated(using: &random) : draft.bytes
    } _: { input in
      number += 1
      let inMemory = Result { try Safetensors.decode(Data(input), named: path) }
      if number.isMultiple(of: 8) {
        try write(input, to: path)
        expectSame(Result { try Safetensors.read(path) }, inMemory)
      }
      let content = try inMemory.get()
      let header = try SafetensorsHeader(parsing: Data(input), named: path)
      let scalars = content.tensors.reduce(0) { $0 + $1.tensor.scalars.count }
      if header.byteCount + 4 * scalars != input.count
        || content.tensors.count != header.entries.count
      {
        Issue.record("\(input.count) bytes make \(content.tensors.map(\.tensor.shape))")
      }
    }
    #expect(fuzz.accepted > 0 && fuzz.refused > fuzz.accepted)
  }

  private func expectSame(
    _ found: Result<Safetensors.Content, any Error>,
    _ expected: Result<Safetensors.Content, any Error>
  ) {
    switch (found, expected) {
    case (.success(let found), .success(let expected)):
      if text(found) != text(expected) { Issue.record("\(found) instead of \(expected)") }
    case (.failure(let found), .failure(let expected)):
      if "\(found)" != "\(expected)" { Issue.record("\(found) instead of \(expected)") }
    default: Issue.record("\(found) instead of \(expected)")
    }
  }

  /// Numbers that are none are equal too.
  private func text(_ content: Safetensors.Content) -> [String] {
    content.tensors.map { "\($0.name) \($0.tensor.shape) \($0.tensor.scalars.map(\.bitPattern))" }
      + content.metadata.map { "\($0.key) \($0.value)" }.sorted()
  }

  @Test func `a huge file is refused without being read`() throws {
    let path = folder.file("huge")
    try Safetensors.write(exampleWeights, to: path)
    // A hole: it takes no room on the disk.
    #expect(unsafe truncate(path, 1 << 40) == 0)
    for read in [
      { _ = try Safetensors.read(path) }, { _ = try CheckpointFile.read(path) },
      { _ = try NPYFile.read(path) },
    ] {
      #expect(
        message(of: read)
          == "\(path): has 1099511627776 bytes: files of more than 2147483648 bytes are not read")
    }
    #expect(unsafe truncate(path, 1 << 30) == 0)
    #expect(message { _ = try Safetensors.read(path) }?.contains("follow the header") == true)
  }

  // MARK: - Checkpoints

  @Test func `a checkpoint is as it was written, or refused`() throws {
    let path = folder.file("f")
    let original = Checkpoint.example(step: 12)
    try CheckpointFile.write(original, notes: ["run": "first"], to: path)
    let written = try bytes(of: path)
    let content = try Safetensors.decode(Data(written), named: path)
    let tensors = content.tensors.map(\.tensor)
    var fuzz = FuzzRun("checkpoints", share: 0.4)
    try fuzz.run { random -> (content: Safetensors.Content?, bytes: [UInt8]) in
      if Bool.random(using: &random) { return (nil, written.mutated(using: &random)) }
      // One with the right sum, so that what stands behind it is reached.
      var metadata = content.metadata
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        guard let key = metadata.keys.sorted().randomElement(using: &random) else { break }
        metadata[key] =
          Int.random(in: 0..<4, using: &random) == 0
          ? nil : Self.words.randomElement(using: &random)
      }
      metadata["checksum"] = CheckpointFile.checksum(content.tensors, metadata)
      return (Safetensors.Content(tensors: content.tensors, metadata: metadata), [])
    } _: { input in
      let isForged = input.content != nil
      let file = try input.content ?? Safetensors.decode(Data(input.bytes), named: path)
      let checkpoint = try CheckpointFile.checkpoint(in: file, named: path)
      let places = [checkpoint.branch, checkpoint.epoch, checkpoint.batch, checkpoint.step]
      if places.contains(where: { $0 < 0 })
        || !isForged && places != [original.branch, original.epoch, original.batch, original.step]
        || !isForged && checkpoint.state.counters != original.state.counters
        || checkpoint.state.tensors.map(\.tensor) != tensors
      {
        Issue.record("a checkpoint was read as \(places), \(checkpoint.state.counters)")
      }
    }
    #expect(fuzz.accepted > 0 && fuzz.refused > fuzz.accepted)
  }

  private static let words = [
    "", " ", "0", "1", "-1", "+1", "1.0", "1e3", "9223372036854775807", "9223372036854775808", "\n",
    "ganscope checkpoint 0", "ganscope checkpoint 2", "ganscope checkpoint -1",
    "ganscope checkpoint",
    "ganscope weights 1", "checkpoint 1", "epoch", "mark", "start", "steps=1", "steps=", "=1",
    "a=b=c",
    "steps=18446744073709551616", "steps=-1", "steps=1 steps=2", "random.latents=5 steps=0",
    "\u{1b}[2J",
  ]
}
