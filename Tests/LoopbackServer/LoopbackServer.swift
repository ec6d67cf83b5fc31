internal import Foundation
internal import Synchronization

/// An HTTP server on the loopback that answers as badly as a test wants.
///
/// Each connection gets one answer. It listens while the value lives.
package final class LoopbackServer: Sendable {
  package struct Request: Sendable, Hashable {
    package let path: String
    /// The first byte asked for, where a range is.
    package let first: Int?

    package init(path: String, first: Int?) {
      self.path = path
      self.first = first
    }
  }

  /// What is sent for a request, and what comes then.
  package struct Answer: Sendable {
    /// What becomes of the connection when all is sent.
    enum Ending: Sendable {
      case closed
      /// It stays open until the client leaves.
      case silent
      /// A zero is sent each second until the client leaves.
      case trickling
    }

    var head: [String]
    var body: [UInt8]
    var ending: Ending

    /// - Parameter head: the status line and the others; none for a server that says nothing.
    package init(head: [String], body: [UInt8] = []) {
      self.init(head: head, body: body, ending: .closed)
    }

    init(head: [String], body: [UInt8], ending: Ending) {
      self.head = head
      self.body = body
      self.ending = ending
    }
  }

  private let port: UInt16
  private let listener: Int32
  private let answer: @Sendable (Request, Int) -> Answer
  private let received = Mutex<[Request]>([])

  /// The requests so far, in their order.
  package var requests: [Request] { received.withLock { $0 } }

  /// The address of a folder on the server.
  package func address(_ folder: String) -> String { "http://127.0.0.1:\(port)/\(folder)/" }

  /// - Parameter answer: what to send for a request, and how many came before it.
  package init(answer: @escaping @Sendable (Request, Int) -> Answer) throws {
    self.answer = answer
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    let isListening = unsafe withUnsafeMutablePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe bind(descriptor, address, length) == 0 && listen(descriptor, 8) == 0
          && getsockname(descriptor, address, &length) == 0
      }
    }
    guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [weak self] in
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0, let self else { break }
        self.serve(connection)
        close(connection)
      }
      close(descriptor)
    }
  }

  deinit {
    // Wakes the thread, which then closes the socket.
    shutdown(listener, Int32(SHUT_RDWR))
  }

  private func serve(_ connection: Int32) {
    guard let request = read(connection) else { return }
    let earlier = received.withLock { requests in
      requests.append(request)
      return requests.count - 1
    }
    let answer = answer(request, earlier)
    guard !answer.head.isEmpty else { return }
    let head = (answer.head + ["Connection: close", "", ""]).joined(separator: "\r\n")
    guard write(Array(head.utf8) + answer.body, to: connection) else { return }
    switch answer.ending {
    case .closed: break
    case .silent:
      var byte: UInt8 = 0
      while unsafe recv(connection, &byte, 1, 0) > 0 {}
    case .trickling:
      while write([0], to: connection) { Thread.sleep(forTimeInterval: 1) }
    }
  }

  private func read(_ connection: Int32) -> Request? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while !bytes.suffix(4).elementsEqual([13, 10, 13, 10]) {
      guard unsafe recv(connection, &byte, 1, 0) == 1 else { return nil }
      bytes.append(byte)
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count == 3, words[0] == "GET" else { return nil }
    let range = lines.first { $0.hasPrefix("Range: bytes=") }
    let first = range.flatMap { Int($0.dropFirst("Range: bytes=".count).dropLast()) }
    return Request(path: String(words[1]), first: first)
  }

  /// Returns whether the client took it.
  private func write(_ bytes: [UInt8], to connection: Int32) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes[done...].withUnsafeBytes {
        unsafe send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }
}

extension LoopbackServer.Answer {
  /// A whole file; `announced` says another length than the true one.
  package static func whole(_ body: [UInt8], announced: Int? = nil) -> Self {
    Self(head: ["HTTP/1.1 200 OK", "Content-Length: \(announced ?? body.count)"], body: body)
  }

  /// The rest of a file, as a server does that honours ranges; all of it if nothing else is asked.
  package static func rest(of file: [UInt8], for request: LoopbackServer.Request) -> Self {
    guard let first = request.first else { return whole(file) }
    guard first < file.count else {
      return status("416 Range Not Satisfiable")
    }
    return part(of: file, from: first)
  }

  /// A part of a file, asked for or not.
  package static func part(of file: [UInt8], from first: Int) -> Self {
    let range = "Content-Range: bytes \(first)-\(file.count - 1)/\(file.count)"
    return Self(
      head: ["HTTP/1.1 206 Partial Content", range, "Content-Length: \(file.count - first)"],
      body: Array(file[first...]))
  }

  /// The first bytes of an answer, then the end of the connection.
  package func cut(after count: Int) -> Self {
    Self(head: head, body: Array(body.prefix(count)))
  }

  /// The first bytes of an answer, then silence.
  package func silent(after count: Int) -> Self {
    Self(head: head, body: Array(body.prefix(count)), ending: .silent)
  }

  /// The first bytes of an answer, then so little that no client takes it for a silence.
  package func trickle(after count: Int) -> Self {
    Self(head: head, body: Array(body.prefix(count)), ending: .trickling)
  }

  package static func status(_ status: String) -> Self {
    Self(head: ["HTTP/1.1 \(status)", "Content-Length: 0"])
  }

  package static func redirect(to address: String) -> Self {
    Self(head: ["HTTP/1.1 302 Found", "Location: \(address)", "Content-Length: 0"])
  }
}
