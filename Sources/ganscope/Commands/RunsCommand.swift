import ArgumentParser
import Foundation
import RunStore
import Session

struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List the runs, show one, or remove one.",
    subcommands: [List.self, Show.self, Remove.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the runs on disk.")

    func run() throws {
      let catalogue = RunCatalogue()
      let runs = catalogue.runs()
      guard !runs.isEmpty else {
        return try StandardOutput.writeLine("no runs in \(catalogue.folder) yet")
      }
      var table = TextTable(["run", "recipe", "data set", "status", "epoch", "batches", "started"])
      for run in runs { table.add(row(of: run)) }
      try StandardOutput.writeLine(table.text)
    }

    private func row(of run: RunDirectory) -> [String] {
      do {
        let trainer = run.trainer
        let overview = try RunReader(run).overview()
        let description = overview.record.description
        let epoch = overview.step / max(1, description.batchesPerEpoch)
        return [
          run.name, description.recipe, description.dataset,
          "\(RunStanding(overview.status, trainer: trainer))",
          "\(epoch)/\(description.epochs)", "\(overview.batches)",
          overview.startedAt.formatted(.iso8601),
        ]
      } catch {
        return [run.name, "", "", "damaged: \(error)"]
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show what a run is and how far it came.")

    @Argument(help: ArgumentHelp("A run's name, or its folder.", valueName: "run"))
    var name: String

    @Flag(help: "List all that was done to it, with the batch at which it took effect.")
    var journal = false

    func run() throws {
      let directory = try RunCatalogue().existing(name)
      let trainer = directory.trainer
      let report = try RunReport(of: RunReader(directory), trainer: trainer)
      try StandardOutput.writeLine(try journal ? report.journal() : report.overview())
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rm", abstract: "Remove a run from the disk for good.")

    @Argument(help: ArgumentHelp("A run's name, or its folder.", valueName: "run"))
    var name: String

    func run() throws {
      let directory = try RunCatalogue().existing(name)
      try directory.requireUntrained()
      try directory.remove()
      try StandardOutput.writeLine("removed \(directory.path)")
    }
  }
}
