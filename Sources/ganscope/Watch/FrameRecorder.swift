import Dispatch
import Foundation
import RunStore
import Synchronization
import Terminal

/// Records what the screen shows into a file (asciicast v2), beside the screen.
///
/// Frames are handed over and written on a queue of their own, so a slow disk holds up nothing; where
/// they come faster than it takes them, the newest one stands for those that wait. A file that cannot be
/// written ends the recording and nothing else, and is a whole recording up to its last line.
final class FrameRecorder: Sendable {
  private enum Entry: Sendable {
    case frame(Canvas, Double)
    case marker(String, Double)
  }

  private struct Film: ~Copyable, Sendable {
    var cast: Asciicast
    /// Nil once it could not be written.
    var file: GrowingFile?
  }

  private struct Waiting: Sendable {
    var entries: [Entry] = []
    var isBeingWritten = false
    var failure: String?
  }

  /// The file that is written.
  let path: String
  private let queue = DispatchQueue(label: "recording")
  private let film: Mutex<Film>
  private let waiting = Mutex(Waiting())
  private let onFailure: @Sendable () -> Void

  /// Players shorten longer times without a change to these seconds.
  private static let idleTimeLimit = 3.0
  /// Frames and markers that wait at most; then the oldest are given up.
  private static let capacity = 64

  /// Begins a recording.
  ///
  /// - Parameters:
  ///   - file: a new one.
  ///   - size: of the screen.
  ///   - onFailure: is called on another thread when the file cannot be written any more.
  /// - Throws: that the file cannot be made, or that there is one already.
  convenience init(
    to file: String, size: (width: Int, height: Int), title: String,
    onFailure: @escaping @Sendable () -> Void
  ) throws {
    try self.init(GrowingFile(creating: file), size, title, onFailure)
  }

  /// Begins a recording under a name of its own: `STEM.cast`, or the first of `STEM-2.cast`, … that is free.
  convenience init(
    stem: String, inFolder folder: String, size: (width: Int, height: Int), title: String,
    onFailure: @escaping @Sendable () -> Void
  ) throws {
    try self.init(
      GrowingFile(creating: stem, suffix: "cast", in: folder), size, title, onFailure)
  }

  init(
    _ file: consuming GrowingFile, _ size: (width: Int, height: Int), _ title: String,
    _ onFailure: @escaping @Sendable () -> Void
  ) throws {
    let header = Asciicast.Header(
      width: size.width, height: size.height, title: title,
      timestamp: Int(Date.now.timeIntervalSince1970), idleTimeLimit: Self.idleTimeLimit)
    try file.append(Array(header.line.utf8))
    path = file.path
    film = Mutex(Film(cast: Asciicast(header), file: file))
    self.onFailure = onFailure
  }

  /// Why nothing is recorded any more, in one line; nil as long as all is well.
  var failure: String? { waiting.withLock { $0.failure } }

  /// Records what is shown; a frame that differs in nothing from the one before costs a comparison.
  ///
  /// - Parameter seconds: by any clock that does not go back.
  func frame(_ canvas: Canvas, at seconds: Double) {
    add(.frame(canvas, seconds))
  }

  /// Records a marker, to which players can jump, for example `epoch 3`.
  func marker(_ label: String, at seconds: Double) {
    add(.marker(label, seconds))
  }

  /// Writes what waits, and ends the recording.
  ///
  /// - Returns: what has become of it, in one line.
  func finish(at seconds: Double) -> String {
    queue.sync { writeWaiting() }
    let duration = film.withLock { film in
      let end = film.cast.end(at: seconds)
      append(end, to: &film, isLast: true)
      film.file = nil
      return film.cast.duration
    }
    return failure ?? "recorded \(Int(duration.rounded())) s to \(path)"
  }

  private func add(_ entry: Entry) {
    let isIdle = waiting.withLock { waiting in
      guard waiting.failure == nil else { return false }
      if case .frame = entry, case .frame? = waiting.entries.last {
        waiting.entries.removeLast()
      } else if waiting.entries.count >= Self.capacity {
        waiting.entries.removeFirst()
      }
      waiting.entries.append(entry)
      defer { waiting.isBeingWritten = true }
      return !waiting.isBeingWritten
    }
    if isIdle { queue.async { self.writeWaiting() } }
  }

  /// Only on the queue, so entries are written in their order.
  private func writeWaiting() {
    while let entries = takeWaiting() {
      film.withLock { film in
        for entry in entries {
          switch entry {
          case .frame(let canvas, let seconds):
            let lines = film.cast.frame(canvas, at: seconds)
            append(lines, to: &film)
          case .marker(let label, let seconds):
            let line = film.cast.marker(label, at: seconds)
            append(line, to: &film)
          }
        }
      }
    }
  }

  private func takeWaiting() -> [Entry]? {
    waiting.withLock { waiting in
      guard !waiting.entries.isEmpty else {
        waiting.isBeingWritten = false
        return nil
      }
      defer { waiting.entries = [] }
      return waiting.entries
    }
  }

  private func append(_ lines: String, to film: inout Film, isLast: Bool = false) {
    guard !lines.isEmpty, film.file != nil else { return }
    do {
      try film.file?.append(Array(lines.utf8))
      if isLast { try film.file?.sync() }
    } catch {
      film.file = nil
      fail("the recording has ended: \(error)")
    }
  }

  private func fail(_ problem: String) {
    waiting.withLock { $0.failure = problem }
    onFailure()
  }
}
