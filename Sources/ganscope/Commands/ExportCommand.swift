import ArgumentParser
import RunStore
import Session
import Tensors

struct ExportCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case safetensors
  }

  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the weights of one network of a run, for other programs.",
    discussion: """
      Tensors are named by network, layer and purpose, such as generator.3.kernel, and shaped as \
      Keras has them. The weights are those at the end of the run, or of its last whole epoch \
      while it goes on.
      """)

  @Argument(help: ArgumentHelp("A run's name, or its folder.", valueName: "run"))
  var name: String

  @Option(help: "The format of the file.")
  var format = Format.safetensors

  @Option(help: "generator or discriminator.")
  var network: NetworkRole

  @Flag(help: "The average of the generator's weights, where the run keeps one.")
  var average = false

  @Option(help: "The file to write.")
  var output: String

  func validate() throws {
    if average, network != .generator {
      throw ValidationError("a run keeps an average of the generator's weights only")
    }
  }

  func run() throws {
    let reader = try RunReader(RunCatalogue().existing(name))
    let description = try reader.overview().record.description
    let weights = try NetworkWeights(of: reader)
    let tensors = try average ? weights.generatorAverage() : weights.tensors(of: network)
    switch format {
    case .safetensors:
      let metadata = [
        "format": "ganscope weights 1", "recipe": description.recipe, "run": description.run,
      ]
      try Safetensors.write(tensors, metadata: metadata, to: output)
    }
    let scalars = tensors.reduce(0) { $0 + $1.tensor.count }
    try StandardOutput.writeLine("wrote \(tensors.count) tensors, \(scalars) numbers, to \(output)")
  }
}

extension NetworkRole: ExpressibleByArgument {}
