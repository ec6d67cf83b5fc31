/// Downloads one published file to its place, from the first mirror that has it.
struct FileDownload {
  /// So many times a mirror may break off before the next one is tried.
  private static let mostTries = 10

  let file: DatasetPublication.File
  /// Addresses of the file, the best one first.
  let addresses: [String]
  /// Where the file will be.
  let path: String
  let transfer: HTTPTransfer
  let report: (FetchEvent) -> Void

  /// - Throws: that no mirror has the file, that it cannot be written, or `.stopped`.
  func run() throws(FetchFailure) {
    let part = try local { () throws(DatasetError) in try PartialFile(for: path) }
    var failures: [FetchFailure] = []
    do throws(FetchFailure) {
      if part.size > file.bytes { try local(part.clear) }
      for address in addresses {
        do throws(FetchFailure) {
          try download(from: address, into: part)
          return try local(part.finish)
        } catch {
          guard error.isOfServer else { throw error }
          failures.append(error)
          report(.failed(address: address, reason: error.reason))
        }
      }
      throw .local(nobodyHasIt(failures))
    } catch {
      if part.size == 0 { part.remove() }
      throw error
    }
  }

  // MARK: - One mirror

  /// Receives what is missing, and makes sure that all of it is what was published.
  private func download(from address: String, into part: PartialFile) throws(FetchFailure) {
    report(.began(file, done: part.size, address: address))
    // What an earlier attempt left may be wrong; then this mirror gets a chance to give all of it.
    var isAllFromHere = part.size == 0
    while true {
      isAllFromHere = try receiveRest(from: address, into: part) || isAllFromHere
      let sum = try local(part.sha256)
      if sum == file.sha256 { return }
      try local(part.clear)
      if isAllFromHere { throw .refused("sends other bytes than those published (SHA-256 \(sum))") }
      isAllFromHere = true
    }
  }

  /// Receives until the file is as long as published, however often the connection breaks off.
  ///
  /// - Returns: whether it had to begin at the first byte.
  private func receiveRest(
    from address: String, into part: PartialFile
  ) throws(FetchFailure) -> Bool {
    var isFromStart = false
    var tries = 0
    while part.size < file.bytes {
      let before = part.size
      tries += 1
      do throws(FetchFailure) {
        isFromStart = try request(address, into: part) || isFromStart
        guard part.size == file.bytes else {
          throw .interrupted("ends after \(part.size) of \(file.bytes) bytes")
        }
      } catch .otherPart where before > 0 {
        try local(part.clear)
        isFromStart = true
      } catch .interrupted(let reason) {
        guard part.size > before, tries < Self.mostTries else { throw .interrupted(reason) }
      }
    }
    return isFromStart
  }

  /// Makes one request for what is missing.
  ///
  /// - Returns: whether the server began at the first byte.
  private func request(_ address: String, into part: PartialFile) throws(FetchFailure) -> Bool {
    let first = part.size
    var hasBegun = false
    var isFromStart = false
    try transfer.get(address, from: first) { (answer, bytes) throws(FetchFailure) in
      if !hasBegun {
        hasBegun = true
        isFromStart = try begins(answer, at: first) == 0
        if isFromStart, first > 0 { try local(part.clear) }
      }
      guard part.size + bytes.count <= file.bytes else {
        throw .refused("sends more than the \(file.bytes) bytes published")
      }
      try append(bytes, to: part)
      report(.received(part.size, of: file.bytes))
    }
    return isFromStart
  }

  /// At which byte of the file an answer begins: at `first`, as asked for, or at 0.
  private func begins(_ answer: HTTPAnswer, at first: Int) throws(FetchFailure) -> Int {
    guard answer.status == 206 else {
      if let length = answer.length, length != file.bytes {
        throw .refused("has a file of \(length) bytes, expected \(file.bytes)")
      }
      return 0
    }
    guard let part = answer.part, part.first == first else { throw .otherPart }
    if let total = part.total, total != file.bytes {
      throw .refused("has a file of \(total) bytes, expected \(file.bytes)")
    }
    return first
  }

  private func append(_ bytes: [UInt8], to part: PartialFile) throws(FetchFailure) {
    do throws(DatasetError) {
      try part.append(bytes)
    } catch {
      throw .local(
        DatasetError(error.kind, "\(error.description); what has come so far is kept"))
    }
  }

  // MARK: - Failures

  /// One line: whether there is a network at all, or what each mirror has done.
  private func nobodyHasIt(_ failures: [FetchFailure]) -> DatasetError {
    let reasons = zip(addresses, failures).map { "\($0) \($1.reason)" }.joined(separator: "; ")
    let isOffline = failures.allSatisfy { if case .unreachable = $0 { true } else { false } }
    let problem = isOffline ? "no server can be reached; is there a network?" : "no server has it:"
    return DatasetError(.unavailable, "\(file.name): \(problem) \(reasons)")
  }

  private func local<Value>(
    _ body: () throws(DatasetError) -> Value
  ) throws(FetchFailure) -> Value {
    do throws(DatasetError) { return try body() } catch { throw .local(error) }
  }
}

extension FetchFailure {
  /// Whether another server may do better.
  fileprivate var isOfServer: Bool {
    switch self {
    case .unreachable, .interrupted, .refused, .otherPart: true
    case .stopped, .local: false
    }
  }
}
