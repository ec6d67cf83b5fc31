internal import Synchronization
internal import Tensors

/// Reads a folder of PNG and JPEG files as images of one size.
///
/// The class of an image is the sub-folder that it is in; images of the folder itself have none. The
/// order is that of the names. Hidden files and those of other kinds are left out.
///
/// Each image is cut to the square in its middle and resized by area. `dataset.toml` in the folder may
/// say the `size` and the `channels` ("grey" or "colour"); otherwise images are 32×32 in colour if any
/// of them has colours, else 28×28 in grey.
package enum PictureFolder {
  /// The content of a folder.
  package struct Images: Sendable, Hashable {
    /// The extent of a row, and the number of rows.
    package let side: Int
    package let channels: Int
    /// Image after image, rows from the top, channels interleaved.
    package let pixels: [UInt8]
    /// The class of each image, an index of `classNames`; nil where there are no sub-folders.
    package let labels: [UInt8]?
    package let classNames: [String]
  }

  /// The images of a folder.
  ///
  /// - Parameter split: which of the sub-folders `train` and `test`, in a folder of these two.
  package static func read(
    at folder: String, split: DatasetSplit = .train
  ) throws(DatasetError) -> Images {
    let listing = try PictureListing(of: folder, split: split)
    guard !listing.paths.isEmpty else {
      throw DatasetError(.missing, "\(folder): this folder holds no PNG or JPEG image")
    }
    let settings = try PictureFolderSettings(of: folder)
    let channels = try channels(of: listing.paths, by: settings)
    let side = settings.size ?? (channels == 3 ? 32 : 28)
    let imageSize = side * side * channels
    guard listing.paths.count <= ByteReader.largestBody / imageSize else {
      throw DatasetError(
        .malformed,
        "\(folder): \(listing.paths.count) images of \(imageSize) bytes are more than "
          + "the \(ByteReader.largestBody) bytes that fit")
    }
    return Images(
      side: side, channels: channels,
      pixels: try pixels(of: listing.paths, side: side, channels: channels),
      labels: listing.labels, classNames: listing.classNames)
  }

  /// Whether there is any image in a folder or its sub-folders.
  static func holdsImages(_ folder: String, split: DatasetSplit) throws(DatasetError) -> Bool {
    try !PictureListing(of: folder, split: split).paths.isEmpty
  }

  /// What the settings say, else 3 if any image has colours, else 1.
  private static func channels(
    of paths: [String], by settings: PictureFolderSettings
  ) throws(DatasetError) -> Int {
    if let channels = settings.channels { return channels }
    for path in paths {
      let outline = try Picture.outline(at: path)
      if outline.channels == 3 { return 3 }
    }
    return 1
  }

  /// The pixels of all images, decoded in parallel.
  ///
  /// - Throws: the error of the first image that has one.
  private static func pixels(
    of paths: [String], side: Int, channels: Int
  ) throws(DatasetError) -> [UInt8] {
    let imageSize = side * side * channels
    let failure = Mutex<(index: Int, error: DatasetError)?>(nil)
    let pixels = unsafe [UInt8](unsafeUninitializedCapacity: paths.count * imageSize) {
      all, count in
      // Safe because each tile writes to the pixels of its own image only.
      nonisolated(unsafe) let all = unsafe all
      Workers.run(tiles: paths.count) { index in
        if let first = failure.withLock({ $0?.index }), first < index { return }
        do throws(DatasetError) {
          let image = try Picture(at: paths[index]).croppedToSquare()
            .resized(toWidth: side, height: side).converted(toChannels: channels)
          let place = index * imageSize..<(index + 1) * imageSize
          _ = unsafe UnsafeMutableBufferPointer(rebasing: all[place]).update(from: image.pixels)
        } catch {
          failure.withLock { if index < $0?.index ?? .max { $0 = (index, error) } }
        }
      }
      count = paths.count * imageSize
    }
    if let failure = failure.withLock({ $0 }) { throw failure.error }
    return pixels
  }
}
