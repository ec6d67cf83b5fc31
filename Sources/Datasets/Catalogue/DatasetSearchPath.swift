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
    if let data = Self.dataFolder(environment) { folders.append(data + "/ganscope/datasets") }
    self.folders = folders
  }

  private static func dataFolder(_ environment: [String: String]) -> String? {
    // The XDG specification has relative paths ignored.
    if let folder = environment["XDG_DATA_HOME"], folder.hasPrefix("/") { return folder }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return home + "/.local/share"
  }
}
