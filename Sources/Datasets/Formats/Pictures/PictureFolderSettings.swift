internal import Configuration
internal import Foundation

/// What `dataset.toml` in a folder of images says about the images that are made of them.
struct PictureFolderSettings {
  private enum Channels: String, CaseIterable {
    case grey, colour
  }

  /// The extent of a row, and the number of rows.
  private(set) var size: Int?
  /// 1 for grey, 3 for red, green and blue.
  private(set) var channels: Int?

  /// Reads the file strictly, if it is there.
  init(of folder: String) throws(DatasetError) {
    let path = "\(folder)/dataset.toml"
    guard FileManager.default.fileExists(atPath: path) else { return }
    let bytes = try FileDescriptor(reading: path).bytes(in: 0..<1 << 16)
    do throws(ConfigurationError) {
      let reader = try SettingsReader(toml: String(decoding: bytes, as: UTF8.self), file: path)
      if reader.has("size") { size = try reader.integer("size", in: 1...1024) }
      if reader.has("channels") {
        let choice: Channels = try reader.choice("channels")
        channels = choice == .grey ? 1 : 3
      }
      try reader.finish()
    } catch {
      throw DatasetError(.malformed, error.description)
    }
  }
}
