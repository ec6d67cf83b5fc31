import Foundation
import Terminal
import Testing

struct ThemeTests {
  @Test func `every built-in theme can be read`() throws {
    #expect(Theme.builtinNames == ["contrast", "paper", "phosphor"])
    for name in Theme.builtinNames { #expect(try Theme.builtin(name)?.name == name) }
    #expect(try Theme.builtin("none of these") == nil)
  }

  @Test func `the keys of btop are given to our roles`() throws {
    let theme = try Theme(
      name: "t",
      source: """
        # a comment
        theme[main_bg]="#000000"
        theme[main_fg]="#ffffff" # text
        theme[some_box_we_lack]="#123456"

        theme[upload_start]="#ff0000"
        theme[upload_mid]=""
        theme[upload_end]=""
        theme[download_start]="#00"
        theme[download_end]="0 0 255"
        """, file: "t.theme")
    #expect(theme[.text] == Style(foreground: .palette(231), background: .palette(16)))
    #expect(theme[.generator].foreground == .palette(196))
    #expect(theme[.discriminator].foreground == .palette(21))
  }

  @Test func `an empty colour is the terminal's own`() throws {
    let theme = try Theme(name: "t", source: #"theme[main_bg]="""#, file: "t.theme")
    #expect(theme[.text] == .plain)
  }

  @Test func `a selection without a colour of its own is reversed`() throws {
    let theme = try Theme(name: "t", source: "", file: "t.theme")
    #expect(theme[.selection].attributes.contains(.reverse))
  }

  @Test(arguments: [
    "main_bg=#000000", ##"theme[main_bg]="#00000""##, ##"theme[main_bg]="#gg0000""##,
    ##"theme[main_bg]="1 2 300""##, ##"theme[main_bg]="#000000"##, ##"theme[]="#000000""##,
    ##"theme[main_bg] "#000000""##,
  ])
  func `a line that is no entry is named with its file and line`(line: String) {
    let error = #expect(throws: ThemeError.self) {
      try Theme(name: "t", source: "# first\n\(line)\n", file: "bad.theme")
    }
    #expect(error?.description.hasPrefix("bad.theme:2: ") == true)
    #expect(error?.description.contains("\n") == false)
  }

  @Test(arguments: Theme.builtinNames)
  func `all text of a theme has a contrast of at least 4.5 to 1`(name: String) throws {
    let theme = try #require(try Theme.builtin(name))
    let roles = Theme.Role.allCases.filter { $0 != .border && $0 != .track }
    for role in roles {
      let contrast = try contrast(theme[role].foreground, theme[role].background)
      #expect(contrast >= 4.5, "\(name): \(role) has \(contrast)")
    }
  }

  @Test(arguments: Theme.builtinNames)
  func `generator and discriminator are apart for every kind of colour vision`(name: String)
    throws
  {
    let theme = try #require(try Theme.builtin(name))
    let first = try linear(theme[.generator].foreground)
    let second = try linear(theme[.discriminator].foreground)
    for vision in ColorVision.all {
      let distance = vision.distance(first, second)
      #expect(distance >= 40, "\(name), \(vision.name): \(distance)")
    }
  }

  @Test(arguments: Theme.builtinNames)
  func `branches are apart for every kind of colour vision`(name: String) throws {
    try expectApart(try #require(try Theme.builtin(name)))
  }

  @Test(arguments: [("#000000", "#ffffff"), ("#ffffff", "#000000"), ("", "#eeeeee")])
  func `a theme without colours for branches has some that are seen on its background`(
    background: String, text: String
  ) throws {
    let theme = try Theme(
      name: "t", source: "theme[main_bg]=\"\(background)\"\ntheme[main_fg]=\"\(text)\"",
      file: "t.theme")
    try expectApart(theme)
    guard !background.isEmpty else { return }
    for number in 1...6 {
      let style = theme[.branch(number)]
      #expect(try contrast(style.foreground, style.background) >= 4.5)
    }
  }

  @Test func `the seventh branch has the colour of the first`() {
    #expect(Theme.Role.branch(7) == .branch1)
    #expect([-5, 0, 1, 6].map(Theme.Role.branch) == [.branch1, .branch6, .branch1, .branch6])
  }

  private func expectApart(_ theme: Theme) throws {
    let colors = try (1...6).map { try linear(theme[.branch($0)].foreground) }
    for (index, first) in colors.enumerated() {
      for second in colors[..<index] {
        for vision in ColorVision.all {
          let distance = vision.distance(first, second)
          #expect(distance >= 19, "\(theme.name), \(vision.name): \(distance)")
        }
      }
    }
  }
}

/// The contrast ratio of WCAG 2.1: 1 to 21.
private func contrast(_ first: Color, _ second: Color) throws -> Double {
  func luminance(_ color: Color) throws -> Double {
    let parts = try linear(color)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
  let (a, b) = (try luminance(first), try luminance(second))
  return (max(a, b) + 0.05) / (min(a, b) + 0.05)
}

/// The linear light of a colour's red, green and blue, 0 to 1.
private func linear(_ color: Color) throws -> [Double] {
  guard case .palette(let index) = color else { throw NoColor() }
  let rgb = Palette.rgb(of: index)
  return [rgb.red, rgb.green, rgb.blue].map {
    let part = Double($0) / 255
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
  }
}

private struct NoColor: Error {}

/// A simulated colour vision: matrices for linear light from Machado, Oliveira and Fernandes,
/// "A Physiologically-based Model for Simulation of Color Vision Deficiency", 2009, severity 1.
private struct ColorVision {
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
  func distance(_ first: [Double], _ second: [Double]) -> Double {
    let (a, b) = (lab(first), lab(second))
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
