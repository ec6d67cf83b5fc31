import Foundation
package import Session

/// Images as they are on the screen at one moment of a run, to be kept as a PNG with a name of its own.
package struct SampleSheet: Sendable, Equatable {
  private let stem: String
  private let step: Int
  private let format: ImageFormat
  private let pixels: [UInt8]

  /// The samples of one moment.
  package init(_ grid: SampleGrid, of run: String) {
    stem = Self.stem(run, epoch: grid.epoch, step: grid.step)
    (step, format, pixels) = (grid.step, grid.format, grid.pixels)
  }

  /// The images of a view; its kind is in the name where they are no fixed samples.
  package init(_ view: SampleView, of run: String) {
    let stem = Self.stem(run, epoch: view.epoch, step: view.step)
    self.stem = view.request.word.map { "\(stem)-\($0)" } ?? stem
    (step, format, pixels) = (view.step, view.format, view.pixels)
  }

  /// Writes the sheet as `ganscope-RUN-epoch12-batch3400.png`, or with `-2`, `-3`, … behind that where
  /// there is such a file already.
  ///
  /// - Returns: the path of the file.
  package func write(inFolder folder: String) throws(RunStoreError) -> String {
    guard !pixels.isEmpty, [1, 3].contains(format.channels) else {
      throw RunStoreError(
        .badData,
        "\(stem).png: there are \(pixels.count / max(1, format.byteCount)) images of "
          + "\(format.channels) channels at batch \(step): expected some of 1 or 3")
    }
    let path = try UnusedName.take(stem, suffix: "png", in: folder)
    do {
      try PNGImage.writeSheet(pixels, format: format, to: path)
    } catch {
      unsafe _ = unlink(path)
      throw error
    }
    return path
  }

  /// A run's name may be a path, or hold what no file's name should.
  private static func stem(_ run: String, epoch: Int, step: Int) -> String {
    let name = run.split(separator: "/").last.map(String.init) ?? "run"
    let safe = name.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "-" }
    return "ganscope-\(String(safe))-epoch\(epoch)-batch\(step)"
  }
}

extension SampleViewRequest {
  /// What is shown, in a word; nil for the samples that every run keeps.
  fileprivate var word: String? {
    switch self {
    case .fixedLatents: nil
    case .freshLatents: "fresh"
    case .realImages: "real"
    case .realAndFake: "mixed"
    case .nearestImages: "nearest"
    case .attention: "attention"
    case .wish: "wish"
    case .latentWalk: "walk"
    case .featureMaps: "features"
    }
  }
}
