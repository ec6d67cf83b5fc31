import CursesTerminal
import Foundation
import RunStore
import Session
import Terminal

/// What is kept of the screen: pictures of samples, and a recording of all that it shows.
@MainActor final class ScreenCapture {
  private let wake: WakePipe
  private var recorder: FrameRecorder?
  /// The epoch of the recording's last marker.
  private var markedEpoch: Int?

  /// - Parameter wake: wakes the screen when the recording can go on no more.
  init(wake: WakePipe) {
    self.wake = wake
  }

  /// Writes images into a picture of an automatic name in the present folder.
  ///
  /// - Parameter sheet: the images, given the name of their run.
  /// - Returns: where it is, or why it is not, in one line.
  func save(_ run: RunDescription?, _ sheet: (String) -> SampleSheet) -> String {
    do {
      let path = try sheet(run?.run ?? "run").write(inFolder: ".")
      return "saved \(URL(fileURLWithPath: path).lastPathComponent)"
    } catch {
      return ShellError(error).message
    }
  }

  /// Begins a recording, or ends the one that goes on.
  ///
  /// - Parameter file: a new one; without it one of an automatic name in the present folder.
  /// - Returns: what has been done, in one line.
  func toggle(
    into file: String?, run: RunDescription?, size: (width: Int, height: Int), at seconds: Double
  ) -> String {
    if let end = finish(at: seconds) { return end }
    do {
      return try begin(into: file, run: run, size: size)
    } catch {
      return ShellError(error).message
    }
  }

  /// Begins a recording.
  ///
  /// - Returns: which file is written, in one line.
  func begin(
    into file: String?, run: RunDescription?, size: (width: Int, height: Int)
  ) throws -> String {
    let title = run.map { "ganscope: \($0.recipe) on \($0.dataset)" } ?? "ganscope"
    let onFailure: @Sendable () -> Void = { [wake] in wake.wake() }
    let recorder =
      if let file {
        try FrameRecorder(to: file, size: size, title: title, onFailure: onFailure)
      } else {
        try FrameRecorder(
          stem: "ganscope-\(URL(fileURLWithPath: run?.run ?? "run").lastPathComponent)",
          inFolder: ".", size: size, title: title, onFailure: onFailure)
      }
    self.recorder = recorder
    markedEpoch = nil
    return "recording into \(URL(fileURLWithPath: recorder.path).lastPathComponent)"
  }

  /// Records what is shown, with a marker where an epoch begins.
  func follow(_ canvas: Canvas, _ snapshot: TrainingSnapshot, at seconds: Double) {
    guard let recorder else { return }
    if let run = snapshot.run, run.batchesPerEpoch > 0, snapshot.step > 0 {
      let epoch = (snapshot.step - 1) / run.batchesPerEpoch + 1
      if epoch != markedEpoch { recorder.marker("epoch \(epoch)", at: seconds) }
      markedEpoch = epoch
    }
    recorder.frame(canvas, at: seconds)
  }

  /// Why the recording has ended by itself, once, in one line.
  func takeFailure() -> String? {
    guard let failure = recorder?.failure else { return nil }
    recorder = nil
    return failure
  }

  /// Ends the recording.
  ///
  /// - Returns: what has become of it, in one line; nil where there was none.
  func finish(at seconds: Double) -> String? {
    defer { recorder = nil }
    return recorder?.finish(at: seconds)
  }
}
