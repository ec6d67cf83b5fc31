import Datasets

/// Images that are easy to tell apart: a bar in a row, in a column, or a dot, each at a place that depends
/// on the image's number, on a ground of its own grey.
enum BarImages {
  static func dataset(
    count: Int = 300, side: Int = 12, channels: Int = 1, classes: Int = 3, isLabelled: Bool = true
  ) -> ImageDataset {
    var pixels: [UInt8] = []
    for image in 0..<count {
      let (kind, place) = (image % classes, image / classes % (side - 2) + 1)
      for row in 0..<side {
        for column in 0..<side {
          let isInk =
            switch kind {
            case 0: row == place
            case 1: column == place
            default: row == place && column == place
            }
          let ground = UInt8(image * 7 % 60)
          pixels += [UInt8](repeating: isInk ? 255 : ground, count: channels)
        }
      }
    }
    return ImageDataset(
      name: "bars", pixels: pixels, width: side, height: side, channels: channels,
      labels: isLabelled ? (0..<count).map { UInt8($0 % classes) } : nil,
      classNames: isLabelled ? ["row", "column", "dot"] : [])
  }
}
