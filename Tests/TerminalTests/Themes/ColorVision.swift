import Foundation
import Terminal

/// The linear light of a colour's red, green and blue, 0 to 1 (IEC 61966-2-1).
///
/// - Throws: that the colour is the terminal's own, so nobody knows it.
func linearLight(of color: Color) throws -> [Double] {
  guard case .palette(let index) = color else { throw UnknownColor() }
  let rgb = Palette.rgb(of: index)
  return [rgb.red, rgb.green, rgb.blue].map {
    let part = Double($0) / 255
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
  }
}

struct UnknownColor: Error {}

/// The contrast ratio of WCAG 2: 1 to 21.
func contrast(_ first: Color, _ second: Color) throws -> Double {
  func luminance(_ color: Color) throws -> Double {
    let light = try linearLight(of: color)
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
  }
  let (a, b) = (try luminance(first), try luminance(second))
  return (max(a, b) + 0.05) / (min(a, b) + 0.05)
}

/// A simulated colour vision: matrices for linear light from Machado, Oliveira and Fernandes,
/// "A Physiologically-based Model for Simulation of Color Vision Deficiency", 2009, severity 1.
struct ColorVision {
  let name: String
  let matrix: [[Double]]

  static let all = [
    ColorVision(name: "full", matrix: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    ColorVision(
      name: "deuteranopia",
      matrix: [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]),
    ColorVision(
      name: "protanopia",
      matrix: [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]),
    ColorVision(
      name: "tritanopia",
      matrix: [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]),
  ]

  /// The distance in CIELAB (ΔE 1976) of two colours as seen; 2.3 is just noticeable.
  func distance(_ first: Color, _ second: Color) throws -> Double {
    let (a, b) = (lab(try linearLight(of: first)), lab(try linearLight(of: second)))
    return zip(a, b).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
  }

  private func lab(_ color: [Double]) -> [Double] {
    let seen = matrix.map { row in
      min(1, max(0, zip(row, color).map { $0 * $1 }.reduce(0, +)))
    }
    let (r, g, b) = (seen[0], seen[1], seen[2])
    let xyz = [
      (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047, 0.2126 * r + 0.7152 * g + 0.0722 * b,
      (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    ].map { $0 > 0.008856 ? cbrt($0) : 7.787 * $0 + 16.0 / 116 }
    return [116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])]
  }
}
