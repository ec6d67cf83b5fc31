import Configuration
import Foundation
import Testing

/// Each test waits for the call itself; the limit is only there for a call that never comes.
@Suite(.timeLimit(.minutes(5))) struct FileWatchTests {
  private let folder: URL
  private let file: URL
  private let calls: AsyncStream<Void>
  private let report: @Sendable () -> Void

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ganscope-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    file = folder.appendingPathComponent("mine.theme")
    let (calls, continuation) = AsyncStream.makeStream(of: Void.self)
    self.calls = calls
    report = { continuation.yield() }
  }

  private func nextCall() async throws {
    for await _ in calls { return }
    throw CancellationError()
  }

  private func write(_ text: String, to file: URL, atomically: Bool) throws {
    try Data(text.utf8).write(to: file, options: atomically ? .atomic : [])
  }

  @Test(arguments: [false, true])
  func `a change is told, whether a file is written or replaced`(atomically: Bool) async throws {
    try write("first", to: file, atomically: false)
    let watch = try #require(FileWatch(file.path, onChange: report))
    try write("second", to: file, atomically: atomically)
    try await nextCall()
    #expect(try String(contentsOf: file, encoding: .utf8) == "second")
    withExtendedLifetime(watch) {}
  }

  @Test func `a file that comes into being is told, and one that goes`() async throws {
    let watch = try #require(FileWatch(file.path, onChange: report))
    try write("first", to: file, atomically: true)
    try await nextCall()
    try FileManager.default.removeItem(at: file)
    try await nextCall()
    withExtendedLifetime(watch) {}
  }

  @Test func `other files in the folder are not told`() async throws {
    let (seen, continuation) = AsyncStream.makeStream(of: Bool.self)
    let path = file.path
    let watch = try #require(
      FileWatch(path) { continuation.yield(FileManager.default.fileExists(atPath: path)) })
    let other = folder.appendingPathComponent("other.theme")
    let otherWatch = try #require(FileWatch(other.path, onChange: report))
    try write("other", to: other, atomically: false)
    try await nextCall()
    try write("mine", to: file, atomically: false)
    // A call because of the other file came before this one was there.
    for await isThere in seen {
      #expect(isThere)
      break
    }
    withExtendedLifetime((watch, otherWatch)) {}
  }

  @Test func `what a symbolic link means is watched too`() async throws {
    let elsewhere = folder.appendingPathComponent("elsewhere")
    try FileManager.default.createDirectory(at: elsewhere, withIntermediateDirectories: true)
    let target = elsewhere.appendingPathComponent("real.theme")
    try write("first", to: target, atomically: false)
    try FileManager.default.createSymbolicLink(at: file, withDestinationURL: target)
    let watch = try #require(FileWatch(file.path, onChange: report))
    try write("second", to: target, atomically: true)
    try await nextCall()
    withExtendedLifetime(watch) {}
  }

  @Test func `a folder that is not there cannot be watched`() {
    let path = folder.appendingPathComponent("none/mine.theme").path
    #expect(FileWatch(path, onChange: report) == nil)
  }
}
