import Foundation
import Session
import Testing

@testable import RunStore

struct TensorBoardLogTests {
  private let folder: TemporaryFolder
  private let log: TensorBoardLog

  init() throws {
    folder = try TemporaryFolder()
    var knobs = Knobs(generatorRate: 2e-4, discriminatorRate: 1e-4, dropout: nil)
    knobs.tricks = [
      TrickKnob(
        name: "label_noise", title: "label noise", value: 0, range: 0...1, notch: .step(0.05))
    ]
    log = TensorBoardLog(
      folder: folder.path, knobs: knobs, startedAt: Date(timeIntervalSince1970: 1_700_000_000.5))
  }

  private let file = "events.out.tfevents.1700000000.ganscope"

  @Test(
    arguments: [
      ("", 0), ("123456789", 0xe306_9283), (String(repeating: "\0", count: 32), 0x8a91_36aa),
    ] as [(String, UInt32)])
  func `checksums are those of RFC 3720`(text: String, expected: UInt32) {
    #expect(CRC32C.checksum(Array(text.utf8)) == expected)
  }

  @Test func `integers of a message have seven bits a byte`() {
    var message = ProtobufMessage()
    message.append(1, as: 1)
    message.append(300, as: 2)
    message.append(-1, as: 16)
    #expect(
      message.bytes == [0x08, 1, 0x10, 0xac, 2, 0x80, 1] + [UInt8](repeating: 0xff, count: 9) + [1])
  }

  @Test func `a record has its length and two sums`() throws {
    let record = EventRecord(version: "brain.Event:2", at: 0).bytes
    let body = Array(record[12..<record.count - 4])
    #expect(Array(record[0..<8]) == [UInt8(body.count), 0, 0, 0, 0, 0, 0, 0])
    // As TensorFlow's own writer masks them.
    #expect(Array(record[8..<12]) == CRC32C.masked(Array(record[0..<8])).littleEndianBytes)
    #expect(Array(record.suffix(4)) == CRC32C.masked(body).littleEndianBytes)
    #expect(body.suffix(15) == [0x1a, 13] + Array("brain.Event:2".utf8))
  }

  @Test func `a branch has a folder of its own, whatever its name`() throws {
    for (index, name) in ["main", "../up/and away", "..", ""].enumerated() {
      var line = BranchedRun.main
      line.branch = RunBranch(number: index + 1, name: name, origin: nil)
      try log.write(line)
    }
    #expect(folder.names == ["_", "_..", "_..-up-and away", "main"])
    try log.write(BranchedRun.main)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.file("main"))
    #expect(files == [file])
  }

  @Test func `a folder that cannot be made is an error`() throws {
    try write([], to: folder.file("main"))
    let error = message { try log.write(BranchedRun.main) }
    #expect(error?.hasPrefix("\(folder.path)/main: cannot create the folder: ") == true)
  }

  @Test(.needsPython("tensorboard.backend.event_processing.event_accumulator"))
  func `TensorBoard reads scalars and images`() throws {
    for line in BranchedRun.lines { try log.write(line) }
    let script = """
      import io, sys
      import numpy
      from PIL import Image
      from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

      events = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0, "images": 0})
      events.Reload()
      print(events.file_version, events.FirstEventTimestamp())
      for tag in sorted(events.Tags()["scalars"]):
        print(tag, [(e.step, round(e.value, 6)) for e in events.Scalars(tag)])
      for tag in events.Tags()["images"]:
        for image in events.Images(tag):
          pixels = numpy.asarray(Image.open(io.BytesIO(image.encoded_image_string)))
          print(tag, image.step, image.width, image.height, pixels.shape, pixels[0].tolist())
      """
    #expect(
      Python.run(script, [folder.file(#"slower, "D""#)]) == """
        2.0 1700000000.5
        accuracy/fake [(1, 1.0), (2, 1.0), (3, 1.0), (4, 1.0)]
        accuracy/real [(1, 0.75), (2, 0.75), (3, 0.75), (4, 0.75)]
        knobs/discriminator_rate [(0, 0.0001), (4, 0.0001)]
        knobs/generator_rate [(0, 0.0002), (4, 0.0002)]
        knobs/label_noise [(0, 0.0), (3, 0.0), (3, 0.25), (4, 0.25)]
        loss/discriminator [(1, 0.125), (2, 0.25), (3, 0.375), (4, 10.5)]
        loss/generator [(1, 1.0), (2, 2.0), (3, 3.0), (4, 14.0)]
        samples 0 6 6 (6, 6) [0, 20, 0, 0, 80, 100]
        samples 2 6 6 (6, 6) [2, 22, 0, 0, 82, 102]
        samples 4 6 6 (6, 6) [11, 31, 0, 0, 91, 111]

        """)
    let main = try #require(Python.run(script, [folder.file("main")]))
    #expect(
      main.contains("knobs/generator_rate [(0, 0.0002), (3, 0.0002), (3, 0.001), (4, 0.001)]"))
  }
}
