internal import Configuration

/// The folders in which data sets are looked for, the first one first; each holds one folder a set.
package struct DatasetSearchPath: Sendable, Hashable {
  package let folders: [String]

  package init(folders: [String]) {
    self.folders = folders
  }

  /// The option `--data-dir`, then the folders of `GANSCOPE_DATA` (separated by colons), then
  /// `ganscope/datasets` in the XDG data folder.
  package init(dataDirectory: String?, environment: [String: String]) {
    var folders = dataDirectory.map { [$0] } ?? []
    folders += (environment["GANSCOPE_DATA"] ?? "").split(separator: ":").map(String.init)
    folders.append(UserFolders(environment: environment).data + "/datasets")
    self.folders = folders
  }
}
