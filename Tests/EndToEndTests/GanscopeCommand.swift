import Foundation

/// The program as a user runs it in a folder, who has no files of it elsewhere.
struct GanscopeCommand {
  struct Answer {
    /// Standard output and standard error.
    let output: String
    let code: Int32
  }

  /// Where it runs; its runs and settings are below.
  let folder: URL

  /// - Parameter folder: an empty one of its own if not given.
  init(in folder: URL? = nil) throws {
    self.folder =
      folder
      ?? FileManager.default.temporaryDirectory
      .appendingPathComponent("ganscope-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
  }

  func callAsFunction(_ arguments: String...) throws -> Answer {
    try run(arguments)
  }

  func run(_ arguments: [String], environment: [String] = []) throws -> Answer {
    let home = folder.path
    let result = try ShortCommand.run(
      ["env", "-C", home, "HOME=\(home)", "XDG_DATA_HOME=\(home)/data"]
        + ["XDG_CONFIG_HOME=\(home)/config", "XDG_CACHE_HOME=\(home)/cache"] + environment + [
          builtProgram("ganscope")
        ]
        + arguments)
    return Answer(output: result.output, code: (result.status >> 8) & 0xFF)
  }

  /// The folder of a run with a name.
  func run(named name: String) -> URL {
    folder.appendingPathComponent("data/ganscope/runs/\(name)")
  }
}
