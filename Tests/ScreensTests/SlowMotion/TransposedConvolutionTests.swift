import Foundation
import Screens
import Terminal
import Testing

struct TransposedConvolutionTests {
  /// An example with its output as another program computes it, by another formula.
  struct Golden: Decodable {
    let input: [[Int]]
    let kernel: [[Int]]
    let stride: Int
    let output: [[Int]]

    static func all() throws -> [Golden] {
      struct File: Decodable {
        let cases: [Golden]
      }
      let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
      let data = try Data(
        contentsOf: tests.appending(path: "GoldenNumbers/transposed_convolution.json"))
      return try JSONDecoder().decode(File.self, from: data).cases
    }
  }

  @Test func `all stamps together are the transposed convolution`() throws {
    let golden = try Golden.all()
    let examples = [TransposedConvolutionExample.enlarging, .checkerboard]
    try #require(golden.count == examples.count)
    for (golden, example) in zip(golden, examples) {
      #expect(golden.input == example.input)
      #expect(golden.kernel == example.kernel)
      #expect(golden.stride == example.stride)
      #expect(example.output(after: example.stampCount) == golden.output)
      #expect(example.outputSize == golden.output.count)
    }
  }

  @Test func `each stamp adds itself to its window and to nothing else`() {
    let example = TransposedConvolutionExample.enlarging
    for index in 0..<example.stampCount {
      let (before, after) = (example.output(after: index), example.output(after: index + 1))
      let stamp = example.stamp(index)
      for row in before.indices {
        for column in before.indices {
          let (a, b) = (row - stamp.outputRow, column - stamp.outputColumn)
          let isUnder = (0..<3).contains(a) && (0..<3).contains(b)
          let added = isUnder ? example.input[stamp.row][stamp.column] * example.kernel[a][b] : 0
          #expect(after[row][column] == before[row][column] + added)
        }
      }
    }
  }

  @Test func `it is done stamp by stamp, forth and back, and not beyond its ends`() {
    var state = TransposedConvolution()
    state.step(by: -1)
    #expect(state.count == 0)
    state.step(by: 3)
    state.step(by: -1)
    #expect(state.count == 2)
    state.step(by: .max)
    #expect(state.isAtEnd)
    state.showOther()
    #expect(state.example == .checkerboard)
    #expect(state.count == 0)
    state.showOther()
    #expect(state.example == .enlarging)
  }

  @Test(
    arguments: [(78, 18), (118, 34), (60, 14), (40, 8)],
    [("blocks", TerminalCapabilities.palette), ("ascii", .ascii)])
  func `the sixth stamp is shown at every size`(
    size: (width: Int, height: Int), mode: (name: String, capabilities: TerminalCapabilities)
  ) throws {
    try expectSnapshot(
      canvas(.enlarging, after: 6, size.width, size.height, mode.capabilities),
      named: "stamps-\(size.width)x\(size.height)-\(mode.name)")
  }

  @Test func `the checkerboard of a stride that does not divide the kernel is shown`() throws {
    try expectSnapshot(canvas(.checkerboard, after: 9, 78, 18), named: "checkerboard-78x18")
  }

  @Test func `any moment is drawn into any area, and nowhere else`() throws {
    var random = SplitMix(state: 3)
    let untouched = Cell("·")
    for _ in 0..<300 {
      let example: TransposedConvolutionExample =
        random.number(below: 2) == 0 ? .enlarging : .checkerboard
      var state = TransposedConvolution(example)
      state.step(by: random.number(below: 20))
      let area = Rectangle(
        x: 1, y: 1, width: random.number(below: 120), height: random.number(below: 40))
      var canvas = Canvas(width: area.width + 2, height: area.height + 2, filledWith: untouched)
      TransposedConvolutionView(state, appearance: try .phosphor(.palette))
        .draw(in: area, onto: &canvas)
      for x in 0..<canvas.width {
        #expect(canvas[x, 0] == untouched && canvas[x, canvas.height - 1] == untouched)
      }
      for y in 0..<canvas.height {
        #expect(canvas[0, y] == untouched && canvas[canvas.width - 1, y] == untouched)
      }
    }
  }

  private func canvas(
    _ example: TransposedConvolutionExample, after count: Int, _ width: Int, _ height: Int,
    _ capabilities: TerminalCapabilities = .palette
  ) throws -> Canvas {
    var state = TransposedConvolution(example)
    state.step(by: count)
    var canvas = Canvas(width: width, height: height)
    TransposedConvolutionView(state, appearance: try .phosphor(capabilities))
      .draw(in: canvas.bounds, onto: &canvas)
    return canvas
  }
}
