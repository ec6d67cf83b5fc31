/// What happens while a data set is fetched.
package enum FetchEvent: Sendable, Hashable {
  /// A file is asked for at an address, of which some bytes are there from an earlier attempt.
  case began(DatasetPublication.File, done: Int, address: String)
  /// So many bytes of the file are there now.
  case received(Int, of: Int)
  /// An address has not given the file.
  case failed(address: String, reason: String)
  /// The files of an archive that has come are taken out of it.
  case unpacking(String)
  /// A file that is what was published has its place.
  case finished(path: String)
}
