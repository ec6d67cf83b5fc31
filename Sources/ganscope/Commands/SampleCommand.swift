import ArgumentParser
import GANs
import RunStore
import Session
import Tensors

struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Make images with the generator of a run.",
    discussion: """
      The weights are those of the last checkpoint. With --epoch alone the run's own sample grid of \
      that epoch is written, as it was seen on the screen; with a seed, latent vectors, --average or \
      --float too, new images are made with the weights of that epoch.
      """)

  @Argument(help: ArgumentHelp("A run's name, or its folder.", valueName: "run"))
  var name: String

  @Option(help: "How many images to make.")
  var count: Int?

  @Option(help: "The number from which the latent vectors follow; the run's own if not given.")
  var seed: UInt64?

  @Option(help: "Latent vectors in place of random ones: a float32 array [count, latent] (.npy).")
  var latent: String?

  @Flag(help: "Use the average of the generator's weights, where the run keeps one.")
  var average = false

  @Flag(help: "Write 32-bit floats in the recipe's range of pixels, not rounded; only to .npy.")
  var float = false

  @Option(help: "The end of this epoch, 0 for the start; else the last checkpoint.")
  var epoch: Int?

  @Option(help: "The name of a branch; the one that was trained last if not given.")
  var branch: String?

  @Option(help: "The file to write; its name ends in .png, .npy or .idx.")
  var output: String

  func validate() throws {
    if let count, !(1...100_000).contains(count) {
      throw ValidationError("--count is \(count), but must lie between 1 and 100000")
    }
    if latent != nil, seed != nil || count != nil {
      throw ValidationError("--latent says which vectors to use: leave out --seed and --count")
    }
    try require(epoch, in: 0...1_000_000_000, "--epoch")
    if float, !output.lowercased().hasSuffix(".npy") {
      throw ValidationError("--float writes an array: the name of --output must end in .npy")
    }
  }

  /// Whether the images are to be those that were seen.
  private var wantsGrid: Bool {
    epoch != nil && seed == nil && latent == nil && !average && !float
  }

  func run() throws {
    let export = try SampleExport(path: output)
    let reader = try RunReader(RunCatalogue().existing(name))
    let record = try reader.overview().record
    let made = float ? try writeFloats(record, reader) : try writeBytes(record, reader, export)
    try StandardOutput.writeLine("wrote \(made) \(made == 1 ? "image" : "images") to \(output)")
  }

  /// - Returns: how many images were written.
  private func writeFloats(_ record: RunRecord, _ reader: RunReader) throws -> Int {
    let generator = try generator(record, reader)
    let images = try generator.outputs(from: latents(for: generator, record))
    try NPYFile.write(.float32(images), to: output)
    return images.shape[0]
  }

  /// - Returns: how many images were written.
  private func writeBytes(
    _ record: RunRecord, _ reader: RunReader, _ export: SampleExport
  ) throws -> Int {
    let pixels = try wantsGrid ? keptImages(reader) : newImages(record, reader)
    let format = record.description.format
    try export.write(pixels, format: format)
    return pixels.count / format.byteCount
  }

  private func newImages(_ record: RunRecord, _ reader: RunReader) throws -> [UInt8] {
    let generator = try generator(record, reader)
    return try generator.images(from: latents(for: generator, record))
  }

  private func generator(_ record: RunRecord, _ reader: RunReader) throws -> TrainedGenerator {
    let format = record.description.format
    let recipe = try Recipe(
      toml: record.recipeText, name: record.description.recipe, file: "the recipe of \(name)")
    let weights = try NetworkWeights(of: reader, branch: branch, epoch: epoch)
    return try TrainedGenerator(
      recipe: recipe, image: [format.height, format.width, format.channels],
      weights: average ? weights.generatorAverage() : weights.tensors(of: .generator))
  }

  private func latents(for generator: TrainedGenerator, _ record: RunRecord) throws -> Tensor {
    guard let latent else {
      return generator.latents(count ?? 64, seed: seed ?? record.description.seed)
    }
    guard case .float32(let vectors) = try NPYFile.read(latent) else {
      throw ShellError("\(latent): holds bytes, expected 32-bit floats", .badData)
    }
    guard vectors.shape.rank == 2, vectors.shape[1] == generator.latent, vectors.shape[0] > 0 else {
      throw ShellError(
        "\(latent): is \(vectors.shape), expected vectors [count, \(generator.latent)]", .badData)
    }
    return vectors
  }

  private func keptImages(_ reader: RunReader) throws -> [UInt8] {
    let epoch = epoch ?? 0
    let grids = try reader.line(named: branch).samples.filter(\.endsEpoch)
    guard let grid = grids.last(where: { $0.epoch == epoch }) else {
      let last = grids.last.map { "0 to \($0.epoch)" } ?? "none"
      throw ShellError("\(name): no grid of epoch \(epoch) was kept; there are \(last)", .noInput)
    }
    let kept = min(count ?? grid.count, grid.count)
    return Array(grid.pixels.prefix(kept * grid.format.byteCount))
  }
}
