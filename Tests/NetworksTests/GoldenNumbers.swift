import Foundation

/// Numbers made by another program, whose script is named in the file.
enum GoldenNumbers {
  static func read<Content: Decodable>(_ file: String, as: Content.Type) throws -> Content {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "GoldenNumbers/\(file)"))
    return try JSONDecoder().decode(Content.self, from: data)
  }
}
