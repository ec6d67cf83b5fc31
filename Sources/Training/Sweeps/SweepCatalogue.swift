import Foundation
package import RunStore

/// The plans of sweeps on disk, each in a folder of its own beside those of the runs.
package struct SweepCatalogue: Sendable {
  package let folder: String

  private static let planFile = "plan.json"
  private static let lockFile = "sweep.lock"

  package init(folder: String) {
    self.folder = folder
  }

  /// The names of all sweeps, numbers within names in their order.
  package var names: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { FileManager.default.fileExists(atPath: path(of: $0, Self.planFile)) }
      .sorted { $0.compare($1, options: .numeric) == .orderedAscending }
  }

  /// The next automatic name: `sweep-3`.
  package var nextName: String {
    let numbers = names.compactMap { $0.hasPrefix("sweep-") ? Int($0.dropFirst(6)) : nil }
    return "sweep-\(min(numbers.max() ?? 0, .max / 2) + 1)"
  }

  /// - Throws: that the plan cannot be read, or was written by a newer program.
  package func plan(named name: String) throws(SweepError) -> SweepPlan {
    let file = path(of: name, Self.planFile)
    guard let bytes = try? Data(contentsOf: URL(filePath: file)) else {
      throw SweepError(.unknown, "\(file): cannot be read; is it there, and a file?")
    }
    guard let plan = try? JSONDecoder().decode(SweepPlan.self, from: bytes), plan.name == name
    else {
      throw SweepError(.malformed, "\(file): is no plan of a sweep; move the folder away")
    }
    guard plan.version <= SweepPlan.version else {
      throw SweepError(
        .malformed,
        "\(file): has format \(plan.version), this ganscope reads up to \(SweepPlan.version): "
          + "use a newer ganscope")
    }
    return plan
  }

  /// The sweep that trains the same as a plan, if there is one: the newest.
  package func twin(of plan: SweepPlan) -> SweepPlan? {
    names.reversed().lazy.compactMap { try? self.plan(named: $0) }.first { $0.trainsSame(as: plan) }
  }

  /// Writes a new plan, whole or not at all.
  package func keep(_ plan: SweepPlan) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    try write(encoder.encode(plan), to: path(of: plan.name, Self.planFile))
  }

  /// Takes the right to train a sweep, which lasts as long as the lock that is returned.
  package func lock(_ name: String) throws -> ProcessLock {
    try makeFolder(of: path(of: name, Self.lockFile))
    switch try ProcessLock.take(path(of: name, Self.lockFile)) {
    case .taken(let lock): return lock
    case .held(let holder):
      throw SweepError(.busy, "\(name): this sweep is being trained by \(holder): wait, or end it")
    }
  }

  /// Writes the recipe of a combination as a file that a run can be told.
  ///
  /// - Parameter number: of the combination in the plan.
  /// - Returns: its path.
  package func keepRecipe(
    _ text: String, number: Int, of plan: SweepPlan
  ) throws(RunStoreError) -> String {
    let file = path(of: plan.name, "recipes/\(number + 1)/\(plan.settings.recipe).toml")
    try write(Data(text.utf8), to: file)
    return file
  }

  /// Removes all that is kept of a sweep; its runs stay.
  package func remove(_ name: String) {
    try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
  }

  private func path(of name: String, _ file: String) -> String { "\(folder)/\(name)/\(file)" }

  private func makeFolder(of file: String) throws(RunStoreError) {
    try Folder.make(URL(filePath: file).deletingLastPathComponent().path)
  }

  private func write(_ content: Data, to file: String) throws(RunStoreError) {
    try makeFolder(of: file)
    try AtomicFile.write(Array(content), to: file)
  }
}
