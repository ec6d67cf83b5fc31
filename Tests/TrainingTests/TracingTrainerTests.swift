import Datasets
import Foundation
import GANs
import RunStore
import Session
import Tensors
import Testing
import Training

/// `ganscope train --trace`, on the recipe `dense` with few neurons.
struct TracingTrainerTests {
  private static let batch = 4

  private func makeTrainer() throws -> GANTrainer {
    var text = try RecipeCatalogue().recipe("dense").text
    for (published, tiny) in [
      ("latent = 100", "latent = 3"), ("units = 256", "units = 5"), ("units = 512", "units = 6"),
      ("units = 1024", "units = 7"),
    ] {
      try #require(text.contains(published), "\(published)")
      text = text.replacing(published, with: tiny)
    }
    let recipe = try Recipe(toml: text, name: "tiny", file: "tiny.toml").withBatch(Self.batch)
    let pixels = (0..<3 * Self.batch * 28 * 28).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let images = ImageDataset(name: "slopes", pixels: pixels, width: 28, height: 28, channels: 1)
    return try GANTrainer(recipe: recipe, dataset: images, seed: 9, runName: "test")
  }

  /// What is in the file after `trained` batches, where at most `traced` are wanted.
  private func trace(_ trained: Int, of traced: Int) throws -> Safetensors.Content {
    let path = NSTemporaryDirectory() + "trace-\(UUID().uuidString).safetensors"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let writer = TraceWriter(path: path, batches: traced) { Issue.record("\($0)") }
    var trainer = TracingTrainer(try makeTrainer(), writer: writer, program: "1.2.3")
    for _ in 0..<trained { _ = trainer.trainBatch() }
    writer.finish()
    return try Safetensors.read(path)
  }

  private func parameters(of network: String) throws -> [NamedTensor] {
    try makeTrainer().weights.filter { $0.name.hasPrefix(network) }
  }

  @Test func `a batch has its images, draws, losses, gradients and results, in that order of use`()
    throws
  {
    let (generator, discriminator) = (
      try parameters(of: "generator"), try parameters(of: "discriminator")
    )
    let tensors = try trace(1, of: 1).tensors
    let expected: [(String, Shape)] =
      (generator + discriminator).map { ("start.\($0.name)", $0.tensor.shape) }
      + [("batch.0.real", [4, 28, 28, 1]), ("batch.0.draw.000.latents", [4, 3])]
      + [7, 6, 5].enumerated().map { ("batch.0.draw.00\($0 + 1).dropout_mask", [8, $1]) }
      + discriminator.map { ("batch.0.gradient.0.\($0.name)", $0.tensor.shape) }
      + [("batch.0.draw.004.latents", [4, 3])]
      + [7, 6, 5].enumerated().map { ("batch.0.draw.00\($0 + 5).dropout_mask", [4, $1]) }
      + generator.map { ("batch.0.gradient.0.\($0.name)", $0.tensor.shape) }
      + [("batch.0.loss.discriminator", [1]), ("batch.0.loss.generator", [1])]
      + (generator + discriminator).map { ("batch.0.after.\($0.name)", $0.tensor.shape) }
      + [generator, discriminator].flatMap { network in
        ["first_moment", "second_moment"].flatMap { moment in
          network.map { ("batch.0.after.optimizer.\($0.name).\(moment)", $0.tensor.shape) }
        }
      }
    #expect(tensors.map(\.name) == expected.map(\.0))
    #expect(tensors.map(\.tensor.shape) == expected.map(\.1))
  }

  @Test func `masks hold zeros and ones, and what a batch ends with is what the next begins with`()
    throws
  {
    let trainer = try makeTrainer()
    let content = try trace(2, of: 2)
    let tensors = Dictionary(uniqueKeysWithValues: content.tensors.map { ($0.name, $0.tensor) })
    let mask = try #require(tensors["batch.1.draw.001.dropout_mask"]).scalars
    #expect(Set(mask) == [0, 1])
    #expect(mask.filter { $0 == 0 }.count < mask.count / 2)
    var plain = trainer
    let losses = [plain.trainBatch(), plain.trainBatch()].map(\.discriminatorLoss)
    #expect(tensors["batch.0.loss.discriminator"]?.scalars == [losses[0]])
    #expect(tensors["batch.1.loss.discriminator"]?.scalars == [losses[1]])
    for weight in plain.weights {
      #expect(tensors["batch.1.after.\(weight.name)"] == weight.tensor, "\(weight.name)")
    }
  }

  @Test func `the metadata say how to repeat the run`() throws {
    let (trainer, metadata) = (try makeTrainer(), try trace(1, of: 1).metadata)
    #expect(metadata["recipe"]?.contains("[generator]") == true)
    #expect(
      metadata.filter { $0.key != "recipe" } == [
        "format": "ganscope-trace-1", "generator_rate": "0.0002", "discriminator_rate": "0.0002",
        "dropout": "0.3", "seed": "9", "program": "1.2.3", "dataset": trainer.run.dataset,
      ])
  }

  @Test func `a run that ends early has the batches that it trained`() throws {
    let names = try trace(2, of: 5).tensors.map(\.name)
    #expect(names.contains("batch.1.real") && !names.contains("batch.2.real"))
  }

  @Test func `batches after the last one of the trace are not kept`() throws {
    #expect(try trace(3, of: 1) == trace(1, of: 1))
  }

  @Test func `a trace changes no weight`() throws {
    let writer = TraceWriter(path: "/nowhere", batches: 9) { _ in }
    var (traced, plain) = (
      TracingTrainer(try makeTrainer(), writer: writer, program: ""), try makeTrainer()
    )
    for _ in 0..<3 { #expect(traced.trainBatch() == plain.trainBatch()) }
    #expect(weightsSHA256(traced.weights) == weightsSHA256(plain.weights))
  }

  @Test func `a file that cannot be written is reported, once`() throws {
    let failures = Failures()
    let writer = TraceWriter(path: "/nowhere/trace", batches: 1) { failures.note($0) }
    var trainer = TracingTrainer(try makeTrainer(), writer: writer, program: "")
    _ = trainer.trainBatch()
    writer.finish()
    #expect(failures.all.count == 1)
    #expect(failures.all.first?.kind == .cannotCreate)
  }
}
