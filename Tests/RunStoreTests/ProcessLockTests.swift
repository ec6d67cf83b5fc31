import Foundation
import Testing

@testable import RunStore

struct ProcessLockTests {
  private let folder: TemporaryFolder
  private let directory: RunDirectory

  init() throws {
    folder = try TemporaryFolder()
    directory = try RunDirectory(path: folder.file("run")).create()
  }

  private var path: String { directory.trainerLockPath }

  /// Starts a process that has the lock for its whole life: it inherits the locked file.
  private func startHolder(of path: String, _ type: Int32 = F_WRLCK) throws -> Process {
    let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    var region = flock()
    region.l_type = Int16(type)
    try #require(unsafe fcntl(file, OpenFileLock.set, &region) == 0)
    let holder = Process()
    holder.executableURL = URL(fileURLWithPath: "/bin/sleep")
    holder.arguments = ["600"]
    holder.standardInput = FileHandle(fileDescriptor: file, closeOnDealloc: false)
    try holder.run()
    close(file)
    try write(Array("\(holder.processIdentifier)\n".utf8), into: path)
    return holder
  }

  /// Changes the content of a file and not the file.
  private func write(_ bytes: [UInt8], into path: String) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: Data(bytes))
    try file.close()
  }

  private func kill(_ process: Process) {
    _ = Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  private func isTaken(_ attempt: ProcessLock.Attempt) -> Bool {
    if case .taken = attempt { true } else { false }
  }

  private func holder(_ attempt: ProcessLock.Attempt) -> LockHolder? {
    if case .held(let holder) = attempt { holder } else { nil }
  }

  @Test func `a lock is for its owner alone, names its process and goes with it`() throws {
    let lock = try directory.lockForTraining()
    defer { withExtendedLifetime(lock) {} }
    #expect(try permissions(of: path) == 0o600)
    #expect(try bytes(of: path) == Array("\(getpid())\n".utf8))
    #expect(directory.trainer == LockHolder(processID: getpid()))
  }

  @Test func `all locks of a run are for its owner alone`() throws {
    let paths = [
      directory.trainerLockPath, directory.driverLockPath, directory.watchersLockPath,
    ]
    for (path, kind) in zip(paths, [.exclusive, .exclusive, .shared] as [ProcessLock.Kind]) {
      let lock = try ProcessLock.take(path, kind)
      defer { withExtendedLifetime(lock) {} }
      #expect(try permissions(of: path) == 0o600)
    }
    #expect(try permissions(of: directory.path) == 0o700)
  }

  @Test func `one process drives, and gives the place up when it wants`() throws {
    let seat = DriverSeat(directory)
    let other = try startHolder(of: directory.driverLockPath)
    let driver = try #require(try seat.take())
    #expect(driver == LockHolder(processID: other.processIdentifier))
    #expect(
      seat.refusal(by: driver)
        == "process \(other.processIdentifier) drives this run: this screen only watches")
    kill(other)
    #expect(try seat.take() == nil)
    #expect(try seat.take() == nil)
    #expect(try DriverSeat(directory).take() == LockHolder(processID: getpid()))
    try FileManager.default.removeItem(atPath: directory.path)
    #expect(message { _ = try seat.take() }?.contains("cannot open the lock") == true)
    _ = try directory.create()
    #expect(try seat.take() == nil)
    #expect(try DriverSeat(directory).take() == LockHolder(processID: getpid()))
    seat.leave()
    #expect(try DriverSeat(directory).take() == nil)
  }

  @Test func `nothing is left of a lock that was given back`() throws {
    do { _ = try directory.lockForTraining() }
    #expect(directory.trainer == nil)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `a second trainer is refused with the number of the first one's process`() throws {
    let first = try startHolder(of: path)
    defer { kill(first) }
    #expect(directory.trainer == LockHolder(processID: first.processIdentifier))
    do {
      _ = try directory.lockForTraining()
      Issue.record("two processes have the lock")
    } catch {
      #expect(error.exitCode == 75)
      #expect(
        error.description
          == "\(directory.path): is being trained by process \(first.processIdentifier): "
          + "'ganscope watch --attach \(directory.path)' shows it, and :stop there ends it")
    }
    #expect(message { try directory.requireUntrained() }?.contains("process") == true)
  }

  @Test func `the lock of a process that was killed is free, whatever stands in it`() throws {
    for text in ["1\n", "garbage", "", "-5\n", String(repeating: "9", count: 10_000)] {
      let dead = try startHolder(of: path)
      kill(dead)
      try write(Array(text.utf8), into: path)
      #expect(directory.trainer == nil)
      try directory.requireUntrained()
      let lock = try directory.lockForTraining()
      defer { withExtendedLifetime(lock) {} }
      #expect(try bytes(of: path) == Array("\(getpid())\n".utf8))
    }
  }

  @Test func `a lock whose text names nobody is held by another process`() throws {
    let first = try startHolder(of: path)
    defer { kill(first) }
    for text in ["garbage", "", "0\n", "-1\n", "12", "99999999999\n"] {
      try write(Array(text.utf8), into: path)
      #expect(directory.trainer == LockHolder(processID: nil))
      #expect(message { _ = try directory.lockForTraining() }?.contains("another process") == true)
    }
  }

  @Test func `two locks of one process exclude each other`() throws {
    let first = try ProcessLock.take(path)
    defer { withExtendedLifetime(first) {} }
    #expect(isTaken(first))
    #expect(try holder(ProcessLock.take(path)) == LockHolder(processID: getpid()))
  }

  @Test func `a shared lock is had by many, and the last of them takes the file along`() throws {
    let path = directory.watchersLockPath
    let other = try startHolder(of: path, F_RDLCK)
    do {
      let first = try ProcessLock.take(path, .shared)
      let second = try ProcessLock.take(path, .shared)
      defer { withExtendedLifetime((first, second)) {} }
      #expect(isTaken(first) && isTaken(second))
    }
    #expect(ProcessLock.holder(of: path) != nil)
    kill(other)
    #expect(ProcessLock.holder(of: path) == nil)
    do { _ = try ProcessLock.take(path, .shared) }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `a lock whose folder vanishes harms nobody, also not its successor`() throws {
    do {
      let lost = try directory.lockForTraining()
      defer { withExtendedLifetime(lost) {} }
      try FileManager.default.removeItem(atPath: directory.path)
      #expect(directory.trainer == nil)
      #expect(message { _ = try directory.lockForTraining() }?.hasPrefix(path) == true)
      _ = try directory.create()
      try RunStoreTests.write([], to: path)
    }
    #expect(FileManager.default.fileExists(atPath: path))
    _ = try directory.lockForTraining()
  }

  @Test func `what is no file in the place of a lock is an error`() throws {
    #expect(unsafe mkfifo(path, 0o600) == 0)
    _ = directory.trainer
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: folder.file("elsewhere"))
    #expect(directory.trainer == nil)
    #expect(message { _ = try directory.lockForTraining() }?.contains("cannot open") == true)
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(message { _ = try directory.lockForTraining() }?.contains("cannot open") == true)
  }

  @Test func `a run whose program was killed is told from one that goes on`() {
    let trainer = LockHolder(processID: 7)
    #expect(RunStanding(.running, trainer: trainer).description == "running (process 7)")
    #expect(RunStanding(.running, trainer: nil) == .interrupted)
    #expect(RunStanding(.finished, trainer: trainer) == .finished)
    #expect(RunStanding(.stopped, trainer: nil) == .stopped)
  }
}
