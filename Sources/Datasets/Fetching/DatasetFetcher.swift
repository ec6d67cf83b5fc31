internal import Foundation

/// Downloads published data sets into a folder of data.
///
/// A file gets its name when it has proven to be what was published, by its SHA-256. Until then it
/// is `NAME.part`, with which a later attempt goes on.
package struct DatasetFetcher {
  package enum Outcome: Sendable, Hashable {
    case fetched
    /// All files were there before.
    case isHere
    /// The user stopped it.
    case stopped
  }

  /// The folder that holds one folder a set.
  private let root: String
  /// The address of a folder that is asked before those of the publication.
  private let nearMirror: String?
  private let transfer: HTTPTransfer
  private let report: (FetchEvent) -> Void

  /// - Parameters:
  ///   - nearMirror: the address of a folder with the files, asked before those of the publication.
  ///   - isStopped: asked all the time whether to end.
  ///   - report: told what happens, on the thread that fetches.
  package init(
    into root: String, nearMirror: String? = nil, patience: FetchPatience = FetchPatience(),
    isStopped: @escaping @Sendable () -> Bool = { false },
    report: @escaping (FetchEvent) -> Void = { _ in }
  ) throws(DatasetError) {
    if let nearMirror, !DatasetPublication.isFolderAddress(nearMirror) {
      throw DatasetError(
        .usage,
        "'\(nearMirror)': expected an address that begins with http:// or https:// and ends with /")
    }
    self.root = root
    self.nearMirror = nearMirror
    transfer = HTTPTransfer(patience: patience, isStopped: isStopped)
    self.report = report
  }

  /// The folder in which a set is put.
  package func folder(of dataset: DatasetDescription) -> String { "\(root)/\(dataset.folder)" }

  /// Fetches the files of a set that are not there yet.
  package func fetch(_ dataset: DatasetDescription) throws(DatasetError) -> Outcome {
    let publication = dataset.publication
    guard publication.isOffered else {
      throw DatasetError(
        .unavailable, "\(dataset.name) cannot be fetched; \(dataset.wayToGet)")
    }
    let missing = try Self.missing(publication.files, in: folder(of: dataset))
    guard !missing.isEmpty else { return .isHere }
    do throws(FetchFailure) {
      if let archive = publication.archive {
        try fetch(missing, within: archive, of: dataset)
      } else {
        for file in missing { try fetch(file, of: dataset) }
      }
      return .fetched
    } catch .stopped {
      return .stopped
    } catch .local(let error) {
      throw error
    } catch {
      throw DatasetError(.unavailable, "\(dataset.name): \(error.reason)")
    }
  }

  private func fetch(
    _ file: DatasetPublication.File, of dataset: DatasetDescription
  ) throws(FetchFailure) {
    let path = "\(folder(of: dataset))/\(file.name)"
    let mirrors = (nearMirror.map { [$0] } ?? []) + dataset.publication.mirrors
    let download = FileDownload(
      file: file, addresses: mirrors.map { $0 + file.name }, path: path, transfer: transfer,
      report: report)
    try download.run()
    report(.finished(path: path))
  }

  private func fetch(
    _ files: [DatasetPublication.File], within archive: DatasetPublication.File,
    of dataset: DatasetDescription
  ) throws(FetchFailure) {
    let folder = folder(of: dataset)
    let path = "\(folder)/\(archive.name)"
    if !Self.holds([archive], in: folder) { try fetch(archive, of: dataset) }
    report(.unpacking(path))
    do throws(DatasetError) {
      try TarArchive(path: path).unpack(files, into: folder)
    } catch {
      throw .local(error)
    }
    unsafe unlink(path)
    for file in files { report(.finished(path: "\(folder)/\(file.name)")) }
  }

  /// The first of several folders of data that holds all published files of a set, byte for byte.
  package static func place(
    of dataset: DatasetDescription, among roots: [String]
  ) -> String? {
    let files = dataset.publication.files
    guard !files.isEmpty else { return nil }
    return roots.map { "\($0)/\(dataset.folder)" }.first { holds(files, in: $0) }
  }

  /// Whether a folder holds files as they were published.
  private static func holds(_ files: [DatasetPublication.File], in folder: String) -> Bool {
    files.allSatisfy { $0.isCopied(at: "\(folder)/\($0.name)") }
  }

  /// The files that a folder does not hold.
  ///
  /// - Throws: that another file has the name of one, which nobody but the user may remove.
  static func missing(
    _ files: [DatasetPublication.File], in folder: String
  ) throws(DatasetError) -> [DatasetPublication.File] {
    var missing: [DatasetPublication.File] = []
    for file in files {
      let path = "\(folder)/\(file.name)"
      guard FileManager.default.fileExists(atPath: path) else {
        missing.append(file)
        continue
      }
      guard file.isCopied(at: path) else {
        throw DatasetError(
          .malformed, "\(path): is not the file that was published; move it away and fetch again")
      }
    }
    return missing
  }
}
