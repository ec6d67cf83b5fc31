#if canImport(Darwin)
  import Darwin
  import Dispatch
  internal import Foundation

  /// Tells when a file of the user's changes, appears or goes away, for as long as the watch is held.
  ///
  /// The system tells of changes in the folder, and of writes to the file that is there when the watch
  /// begins (kqueue); whoever is told begins a new watch to hear of writes to a new file. Nothing is polled.
  package final class FileWatch {
    private let sources: [any DispatchSourceFileSystemObject]

    /// Begins to watch.
    ///
    /// - Parameters:
    ///   - path: of the file, which need not be there.
    ///   - onChange: is called on a thread of its own.
    /// - Returns: nil where the file's folder is not there.
    package init?(_ path: String, onChange: @escaping @Sendable () -> Void) {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      let queue = DispatchQueue(label: "file watch")
      guard let folderSource = Self.source(folder, queue, onChange) else { return nil }
      sources = [folderSource] + [Self.source(path, queue, onChange)].compactMap { $0 }
    }

    deinit {
      for source in sources { source.cancel() }
    }

    private static func source(
      _ path: String, _ queue: DispatchQueue, _ onChange: @escaping @Sendable () -> Void
    ) -> (any DispatchSourceFileSystemObject)? {
      let descriptor = unsafe open(path, O_EVTONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return nil }
      let source = DispatchSource.makeFileSystemObjectSource(
        fileDescriptor: descriptor, eventMask: [.write, .delete, .rename], queue: queue)
      source.setEventHandler(handler: onChange)
      source.setCancelHandler { close(descriptor) }
      source.resume()
      return source
    }
  }
#endif
