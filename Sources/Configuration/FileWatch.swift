#if canImport(Glibc)
  import Dispatch
  internal import Foundation
  import Glibc

  /// Tells when a file of the user's changes, appears or goes away, for as long as the watch is held.
  ///
  /// It watches the folder, as most editors write a new file and give it the name of the old one; and where
  /// the name is a symbolic link, the folder of the file that it means too. Nothing is polled: the system
  /// tells of changes (inotify).
  package final class FileWatch {
    private let source: any DispatchSourceRead

    /// Begins to watch.
    ///
    /// - Parameters:
    ///   - path: of the file, which need not be there.
    ///   - onChange: is called on a thread of its own when a file has been written completely, has got this
    ///     name, or has lost it; several changes within a moment may be one call.
    /// - Returns: nil where the file's folder is not there or the system watches no more of them.
    package init?(_ path: String, onChange: @escaping @Sendable () -> Void) {
      let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
      guard descriptor >= 0 else { return nil }
      let targets = Self.targets(of: path)
      var names: [Int32: Set<String>] = [:]
      for target in targets {
        let watch = unsafe inotify_add_watch(descriptor, target.folder, Self.changes)
        if watch >= 0 { names[watch, default: []].insert(target.name) }
      }
      guard !names.isEmpty else {
        close(descriptor)
        return nil
      }
      let queue = DispatchQueue(label: "file watch")
      source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
      source.setEventHandler { [names] in
        let changed = Self.events(of: descriptor)
        if changed.contains(where: { names[$0.watch]?.contains($0.name) == true }) { onChange() }
      }
      source.setCancelHandler { close(descriptor) }
      source.resume()
    }

    deinit {
      source.cancel()
    }

    /// A file that is begun or half written is nothing to be read yet.
    private static let changes = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE)

    /// The file's own folder and name, and those of what it links to.
    private static func targets(of path: String) -> [(folder: String, name: String)] {
      let file = URL(fileURLWithPath: path)
      let files = [file, file.resolvingSymlinksInPath()]
      return files.map { ($0.deletingLastPathComponent().path, $0.lastPathComponent) }
    }

    /// What has happened in the folders since this was asked before.
    private static func events(of descriptor: Int32) -> [(watch: Int32, name: String)] {
      var events: [(watch: Int32, name: String)] = []
      var buffer = [UInt8](repeating: 0, count: 16 * 1024)
      while true {
        let count = unsafe read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return events }
        events += Self.events(in: buffer.prefix(count))
      }
    }

    /// Events stand one after another: number of the watch, kind, cookie and length of the name, 4 bytes
    /// each, and the name with zeros behind it.
    private static func events(in bytes: ArraySlice<UInt8>) -> [(watch: Int32, name: String)] {
      func number(at offset: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << (8 * $1) }
      }
      var events: [(watch: Int32, name: String)] = []
      var offset = bytes.startIndex
      while offset + 16 <= bytes.endIndex {
        let end = min(offset + 16 + Int(number(at: offset + 12)), bytes.endIndex)
        let name = bytes[offset + 16..<end].prefix { $0 != 0 }
        events.append(
          (Int32(bitPattern: number(at: offset)), String(decoding: name, as: UTF8.self)))
        offset = end
      }
      return events
    }
  }
#endif
