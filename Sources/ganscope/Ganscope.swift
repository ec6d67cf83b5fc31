import ArgumentParser

@main
struct Ganscope: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ganscope", abstract: "Watch a GAN learn, in a terminal.")
}
