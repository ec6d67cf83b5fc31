import ArgumentParser
import Datasets
import Foundation
import Synchronization

extension DatasetsCommand {
  struct Fetch: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "fetch", abstract: "Download a data set.",
      discussion: """
        Files are downloaded from the first mirror that has them, and get their names when their \
        sums (SHA-256) have proven right. A download that was stopped goes on where it was.
        """)

    @Argument(help: "A data set's name.")
    var name: String

    @OptionGroup var folders: DataFolders

    @Option(
      help: ArgumentHelp(
        "The address of a folder that has the files too, asked before the published ones.",
        valueName: "address"))
    var mirror: String?

    func run() throws {
      let catalogue = try DatasetCatalogue(searchPath: folders.searchPath)
      let dataset = try catalogue.description(of: name)
      guard dataset.format != .builtIn else {
        return try StandardOutput.writeLine("\(name) is built in: there is nothing to fetch")
      }
      let places = folders.dataDirectory.map { [$0] } ?? catalogue.searchPath.folders
      if let place = DatasetFetcher.place(of: dataset, among: places) {
        return try sayItIsHere(place)
      }
      try fetch(dataset)
    }

    private func fetch(_ dataset: DatasetDescription) throws {
      let stop = StopFlag()
      let signals = SignalStop { stop.set() }
      let reporter = FetchReporter()
      let fetcher = try DatasetFetcher(
        into: folders.destination, nearMirror: mirror, isStopped: { stop.isSet },
        report: reporter.report)
      defer { reporter.finish() }
      switch try fetcher.fetch(dataset) {
      case .isHere: try sayItIsHere(fetcher.folder(of: dataset))
      case .fetched: try StandardOutput.writeLine("\(name) is in \(fetcher.folder(of: dataset))")
      case .stopped:
        reporter.finish()
        writeToStandardError("ganscope: stopped; `ganscope datasets fetch \(name)` goes on\n")
        throw ExitCode(128 + (signals.firstSignal ?? SIGINT))
      }
    }

    private func sayItIsHere(_ place: String) throws {
      try StandardOutput.writeLine("\(name) is in \(place) already, as published")
    }
  }
}

/// Set by a signal, read by a download.
private final class StopFlag: Sendable {
  private let flag = Atomic(false)

  var isSet: Bool { flag.load(ordering: .relaxed) }

  func set() { flag.store(true, ordering: .relaxed) }
}
