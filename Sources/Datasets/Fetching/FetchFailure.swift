/// Why a server has not given a file.
enum FetchFailure: Error, Hashable {
  /// No connection came about.
  case unreachable(String)
  /// The connection broke off; another one may go on where it stopped.
  case interrupted(String)
  /// The server does not have the file, or has another one.
  case refused(String)
  /// The server sends another part of the file than the one that was asked for.
  case otherPart
  /// The user has had enough.
  case stopped
  /// It is not the server's fault.
  case local(DatasetError)

  var reason: String {
    switch self {
    case .unreachable(let reason), .interrupted(let reason), .refused(let reason): reason
    case .otherPart: "sends another part of the file than asked for"
    case .stopped: "stopped"
    case .local(let error): error.description
    }
  }
}
