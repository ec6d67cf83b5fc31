import Foundation
import Terminal
import Testing

@testable import RunStore
@testable import ganscope

struct FrameRecorderTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ganscope-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func lines(_ path: String) throws -> [Substring] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
  }

  private func canvas(_ text: String) -> Canvas {
    var canvas = Canvas(width: text.count, height: 1)
    canvas.write(text, x: 0, y: 0)
    return canvas
  }

  private func recorder(_ name: String) throws -> FrameRecorder {
    try FrameRecorder(to: path(name), size: (2, 1), title: "digits", onFailure: {})
  }

  @Test func `a recording holds frames and markers in their order`() throws {
    let recorder = try recorder("film.cast")
    recorder.frame(canvas("ab"), at: 10)
    recorder.marker("epoch 1", at: 11)
    recorder.frame(canvas("ac"), at: 12)
    recorder.marker("epoch 2", at: 13)
    recorder.frame(canvas("ac"), at: 14)
    #expect(recorder.finish(at: 15) == "recorded 5 s to \(path("film.cast"))")
    let lines = try lines(path("film.cast"))
    #expect(lines.first?.contains(#""width": 2, "height": 1, "#) == true)
    #expect(
      lines.dropFirst().map { $0.prefix(14) } == [
        #"[0.000000, "o""#, #"[1.000000, "m""#, #"[2.000000, "o""#, #"[3.000000, "m""#,
        #"[5.000000, "o""#,
      ])
    #expect(recorder.failure == nil)
  }

  @Test func `what is recorded is on the disk before the recording has ended`() throws {
    let recorder = try recorder("film.cast")
    #expect(try lines(path("film.cast")).count == 1)
    recorder.frame(canvas("ab"), at: 0)
    _ = recorder.finish(at: 0)
    recorder.frame(canvas("cd"), at: 1)
    #expect(recorder.finish(at: 1).hasPrefix("recorded"))
    #expect(try lines(path("film.cast")).count == 3)
  }

  @Test func `a file that is there is not overwritten`() throws {
    try Data("mine".utf8).write(to: URL(fileURLWithPath: path("film.cast")))
    let error = #expect(throws: RunStoreError.self) { _ = try recorder("film.cast") }
    #expect(error?.description.hasSuffix("film.cast: cannot create: File exists") == true)
    #expect(try lines(path("film.cast")) == ["mine"])
  }

  @Test func `without a name it gets one that is free`() throws {
    for name in ["ganscope-run.cast", "ganscope-run-2.cast"] {
      let recorder = try FrameRecorder(
        stem: "ganscope-run", inFolder: folder.path, size: (2, 1), title: "", onFailure: {})
      #expect(recorder.path == path(name))
      _ = recorder.finish(at: 0)
    }
  }

  @Test func `a file that cannot be written ends the recording with one line`() async throws {
    // A pipe that nobody empties: the header fits into it, a large frame does not.
    var ends: [Int32] = [-1, -1]
    try #require(unsafe pipe(&ends) == 0)
    defer { close(ends[0]) }
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    let (failures, continuation) = AsyncStream.makeStream(of: Void.self)
    let recorder = try FrameRecorder(
      GrowingFile(path: "film.cast", descriptor: ends[1]), (500, 500), "digits",
      { continuation.yield() })
    recorder.frame(
      Canvas(width: 500, height: 500, filledWith: Cell("x")), at: 0)
    let line = recorder.finish(at: 1)
    #expect(
      line
        == "the recording has ended: film.cast: cannot write: Resource temporarily unavailable")
    #expect(recorder.failure == line)
    recorder.frame(canvas("ab"), at: 2)
    #expect(recorder.finish(at: 3) == line)
    continuation.finish()
    #expect(await failures.reduce(0) { count, _ in count + 1 } == 1)
  }
}
