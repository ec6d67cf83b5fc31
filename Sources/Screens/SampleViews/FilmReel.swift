/// The place in the film of one sample through all kept grids.
package struct FilmReel: Sendable, Equatable {
  /// Which of the samples it shows.
  package private(set) var image = 0
  /// How many samples and how many frames there are.
  private var images = 0
  private var frames = 0
  /// The frame that was gone to, or nil to stay with the newest.
  private var stopped: Int?
  package private(set) var isPlaying = false

  /// The frame that is shown, or nil where there is none.
  package var frame: Int? { frames > 0 ? min(stopped ?? frames - 1, frames - 1) : nil }

  mutating func follow(frames: Int, images: Int) {
    self.frames = max(0, frames)
    self.images = max(0, images)
    image = min(image, max(0, self.images - 1))
  }

  /// Steps by some frames; beyond the last but one it stays with the newest.
  mutating func step(by offset: Int) {
    guard let frame else { return }
    let target = max(0, frame + offset)
    stopped = target >= frames - 1 ? nil : target
  }

  mutating func chooseImage(by offset: Int) {
    guard images > 0 else { return }
    image = ((image + offset) % images + images) % images
  }

  /// Plays from here, from its beginning where it is at the end, or stops.
  mutating func togglePlay() {
    isPlaying.toggle()
    if isPlaying, frame == frames - 1 { stopped = 0 }
  }

  mutating func stop() { isPlaying = false }

  /// Stays with the newest frame and stops.
  mutating func toNewest() {
    stop()
    stopped = nil
  }

  /// Whether it plays and there is anything to go on to.
  var isMoving: Bool { isPlaying && frames > 1 }

  /// The next frame, after the last one the first; a long film leaves frames out, so that none takes
  /// much more than ten seconds.
  mutating func advance() {
    guard let frame else { return }
    let stride = max(1, frames / 40)
    stopped = frame >= frames - 1 ? 0 : min(frame + stride, frames - 1)
  }
}
