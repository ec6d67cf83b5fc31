/// What a team does at one moment, in one word that changes in one piece.
///
/// From the top: 32 bits number the region, 16 count the places in it that nobody has taken yet, 16
/// the threads that have taken one and are not done. So a thread joins a region, and learns which
/// place is its own, by one exchange; it fails if the region it looked at is over.
struct TeamState: Equatable {
  /// The most places that a region can have.
  static let mostPlaces = Int(UInt16.max)
  /// No region has begun.
  static let new = TeamState(region: 0, vacantPlaces: 0)
  /// The team has ended; no region gets this number.
  static let ended = TeamState(region: .max, vacantPlaces: 0)
  /// One busy thread.
  static let busyThread: UInt64 = 1
  /// All but the vacant places.
  static let withoutVacantPlaces = ~(UInt64(UInt16.max) << 16)

  let bits: UInt64

  init(bits: UInt64) { self.bits = bits }

  private init(region: UInt32, vacantPlaces: Int) {
    bits = UInt64(region) << 32 | UInt64(vacantPlaces) << 16
  }

  var region: UInt32 { UInt32(truncatingIfNeeded: bits >> 32) }
  var vacantPlaces: Int { Int(bits >> 16 & 0xFFFF) }
  var busyThreads: Int { Int(bits & 0xFFFF) }

  /// The next region.
  func next(places: Int) -> TeamState {
    let number = region + 1
    return TeamState(
      region: number == Self.ended.region ? 0 : number, vacantPlaces: min(places, Self.mostPlaces))
  }

  /// The same region with one place taken.
  var joined: TeamState { TeamState(bits: bits - (1 << 16) + Self.busyThread) }
}
