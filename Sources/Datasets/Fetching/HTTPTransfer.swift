internal import CCurl
internal import Foundation

/// How long to wait for a server.
package struct FetchPatience: Sendable, Hashable {
  /// For a connection.
  package var connectSeconds: Int
  /// For the next byte.
  package var stallSeconds: Int

  package init(connectSeconds: Int = 15, stallSeconds: Int = 30) {
    self.connectSeconds = connectSeconds
    self.stallSeconds = stallSeconds
  }
}

/// Requests by libcurl, which follows redirects and goes through the proxies that the environment
/// names (`https_proxy`, `no_proxy`).
///
/// Only HTTP and HTTPS are spoken.
struct HTTPTransfer {
  /// Takes in a piece of a body together with the header of its answer.
  typealias Receiver = (HTTPAnswer, [UInt8]) throws(FetchFailure) -> Void

  private static let mostRedirects = 5

  let patience: FetchPatience
  /// Asked all the time whether to end the transfer.
  let isStopped: @Sendable () -> Bool

  /// Gets a file, or the rest of it from one byte on, and hands it over piece by piece.
  ///
  /// - Throws: what the receiver throws, or that the answer is no success or did not come whole.
  func get(
    _ address: String, from first: Int, receive: @escaping Receiver
  ) throws(FetchFailure) {
    guard isStarted, let handle = unsafe curl_easy_init() else {
      throw .local(DatasetError(.inputOutput, "libcurl cannot be started: no memory"))
    }
    defer { unsafe curl_easy_cleanup(handle) }
    let exchange = Exchange(
      stall: .seconds(patience.stallSeconds), receive: receive, isStopped: isStopped)
    unsafe prepare(handle, address, from: first)
    let code = withExtendedLifetime(exchange) {
      unsafe exchange.connect(to: handle)
      return unsafe curl_easy_perform(handle)
    }
    if let failure = exchange.failure { throw failure }
    if isStopped() { throw .stopped }
    if code != CURLE_OK { throw failure(code, status: exchange.answer.status) }
  }

  private func prepare(_ handle: UnsafeMutableRawPointer, _ address: String, from first: Int) {
    unsafe curl_allow_only_http(handle)
    unsafe curl_set_text(handle, CURLOPT_URL, address)
    unsafe curl_set_text(handle, CURLOPT_USERAGENT, "ganscope")
    unsafe curl_set_number(handle, CURLOPT_FOLLOWLOCATION, 1)
    unsafe curl_set_number(handle, CURLOPT_MAXREDIRS, Self.mostRedirects)
    unsafe curl_set_number(handle, CURLOPT_FAILONERROR, 1)
    // Signals belong to the whole program, not to one transfer in it.
    unsafe curl_set_number(handle, CURLOPT_NOSIGNAL, 1)
    unsafe curl_set_number(handle, CURLOPT_CONNECTTIMEOUT, patience.connectSeconds)
    // A range that is set by hand is never taken for fulfilled: see `HTTPAnswer.part`.
    if first > 0 { unsafe curl_set_text(handle, CURLOPT_RANGE, "\(first)-") }
    let isOwnMachine = ["127.0.0.1", "localhost", "[::1]"].contains(URL(string: address)?.host())
    if isOwnMachine { unsafe curl_set_text(handle, CURLOPT_NOPROXY, "*") }
  }

  private func failure(_ code: CURLcode, status: Int) -> FetchFailure {
    let words = unsafe String(cString: curl_easy_strerror(code)).lowercased()
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT:
      return .unreachable(words)
    case CURLE_OPERATION_TIMEDOUT:
      return .unreachable("does not answer")
    case CURLE_ABORTED_BY_CALLBACK:
      return .interrupted("sends nothing for \(patience.stallSeconds) s")
    case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR,
      CURLE_HTTP2, CURLE_HTTP2_STREAM:
      return .interrupted("broke off")
    case CURLE_HTTP_RETURNED_ERROR where status == 416:
      return .otherPart
    case CURLE_HTTP_RETURNED_ERROR:
      return .refused("answers with HTTP status \(status)")
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE:
      return .refused("has a certificate that cannot be verified; is ca-certificates installed?")
    case CURLE_TOO_MANY_REDIRECTS:
      return .refused("redirects more than \(Self.mostRedirects) times")
    default:
      return .refused(words)
    }
  }
}

/// Whether libcurl could be prepared.
private let isStarted = curl_start() == CURLE_OK

/// What libcurl calls back during one transfer.
private final class Exchange {
  private(set) var answer = HTTPAnswer()
  /// What the receiver has thrown.
  private(set) var failure: FetchFailure?
  /// When something came last.
  private var lastSign = ContinuousClock.now
  private let stall: Duration
  private let receive: HTTPTransfer.Receiver
  private let isStopped: @Sendable () -> Bool

  init(
    stall: Duration, receive: @escaping HTTPTransfer.Receiver,
    isStopped: @escaping @Sendable () -> Bool
  ) {
    self.stall = stall
    self.receive = receive
    self.isStopped = isStopped
  }

  /// Has libcurl call this object, which must outlive the transfer.
  func connect(to handle: UnsafeMutableRawPointer) {
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe curl_deliver(
      handle,
      { bytes, _, count, context in
        let exchange = unsafe Exchange.at(context)
        exchange.lastSign = .now
        let line = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
        unsafe exchange.answer.read(headerLine: String(decoding: line, as: UTF8.self))
        return count
      },
      { bytes, _, count, context in
        let exchange = unsafe Exchange.at(context)
        let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
        let isTaken = unsafe exchange.take(Array(piece))
        // Any other count than that of the bytes ends the transfer.
        return isTaken ? count : 0
      }, context)
    unsafe curl_ask(
      handle, { context, _, _, _, _ in unsafe Exchange.at(context).isOver ? 1 : 0 }, context)
  }

  private static func at(_ context: UnsafeMutableRawPointer?) -> Exchange {
    guard let context = unsafe context else { preconditionFailure("libcurl has lost its context") }
    // Safe because the caller of the transfer keeps the object alive until it ends.
    return unsafe Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
  }

  /// Whether the user has had enough, or the server has been silent for too long.
  ///
  /// libcurl's own limit looks at a mean over seconds, and so comes late.
  private var isOver: Bool { isStopped() || lastSign.duration(to: .now) > stall }

  private func take(_ bytes: [UInt8]) -> Bool {
    lastSign = .now
    do throws(FetchFailure) {
      try receive(answer, bytes)
      return true
    } catch {
      failure = error
      return false
    }
  }
}
