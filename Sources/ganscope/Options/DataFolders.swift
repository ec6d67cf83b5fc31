import ArgumentParser
import Datasets
import Foundation

/// The option that says where data sets are.
struct DataFolders: ParsableArguments {
  @Option(
    name: .customLong("data-dir"),
    help: "Where data sets are looked for first, and where new ones go.")
  var dataDirectory: String?

  var searchPath: DatasetSearchPath {
    DatasetSearchPath(
      dataDirectory: dataDirectory, environment: ProcessInfo.processInfo.environment)
  }

  /// Where new data sets go: the folder given, or the one in the XDG data folder.
  var destination: String {
    dataDirectory ?? DatasetSearchPath(
      dataDirectory: nil, environment: ProcessInfo.processInfo.environment
    ).folders.last ?? "."
  }
}
