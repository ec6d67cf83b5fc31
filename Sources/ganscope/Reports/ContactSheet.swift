import Datasets
import Terminal

/// Some images of a data set, small and side by side, each with the name of its class below.
struct ContactSheet {
  private let view: SampleGridView
  private let captions: [String]

  /// - Parameter seed: which images are shown follows from it.
  init(
    _ dataset: ImageDataset, count: Int, seed: UInt64, tileSize: TileSize,
    capabilities: TerminalCapabilities
  ) {
    let order = BatchOrder(
      imageCount: dataset.count, batchSize: min(count, dataset.count), remainder: .keep, seed: seed)
    let shown = Array(order.epoch(1)[0])
    let size = dataset.imageSize
    view = SampleGridView(
      width: dataset.width, height: dataset.height, channels: dataset.channels,
      pixels: shown.flatMap { dataset.pixels[$0 * size..<($0 + 1) * size] }, tileSize: tileSize,
      capabilities: capabilities)
    captions = shown.map { index in
      dataset.labels.map { dataset.className(of: $0[index]) } ?? ""
    }
  }

  /// The sheet as lines of text, with escape sequences for colours as far as there are any.
  func text(columns: Int) -> String {
    // As high as need be: a text is scrolled, not cut off.
    let area = Rectangle(x: 0, y: 0, width: columns, height: 1_000_000)
    let tiles = view.tiles(in: area)
    // One row more for the last captions.
    var canvas = Canvas(width: columns, height: (tiles.map(\.maxY).max() ?? 0) + 1)
    view.draw(in: area, onto: &canvas)
    for (tile, caption) in zip(tiles, captions) {
      canvas.write(caption, x: tile.x, y: tile.maxY, limit: tile.width)
    }
    return canvas.styledText
  }
}

extension ImageDataset {
  fileprivate func className(of label: UInt8) -> String {
    classNames.indices.contains(Int(label)) ? classNames[Int(label)] : "\(label)"
  }
}
