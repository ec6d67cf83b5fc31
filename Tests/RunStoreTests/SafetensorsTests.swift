import Foundation
import Tensors
import Testing

@testable import RunStore

struct SafetensorsTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("weights.safetensors")
  }

  /// A file with this header and as many zero bytes behind it.
  private func file(_ header: String, body: Int = 8) -> [UInt8] {
    let length = header.utf8.count
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8)
      + [UInt8](repeating: 0, count: body)
  }

  private func decode(_ bytes: [UInt8]) throws -> Safetensors.Content {
    try Safetensors.decode(Data(bytes), named: "f")
  }

  @Test func `tensors and metadata are read back in their order, bit by bit`() throws {
    let odd: [Float] = [.nan, -0.0, .infinity, .leastNonzeroMagnitude]
    let tensors =
      exampleWeights + [
        NamedTensor(name: "a \"quoted\" näme", tensor: Tensor([2, 1, 2], scalars: odd)),
        NamedTensor(name: "empty", tensor: Tensor([0, 5], scalars: [])),
        NamedTensor(name: "scalar", tensor: Tensor([], scalars: [4])),
      ]
    try Safetensors.write(tensors, metadata: ["step": "12", "é": "\n"], to: path)
    let content = try Safetensors.read(path)
    #expect(content.metadata == ["step": "12", "é": "\n"])
    #expect(content.tensors.map(\.name) == tensors.map(\.name))
    #expect(content.tensors.map(\.tensor.shape) == tensors.map(\.tensor.shape))
    #expect(
      content.tensors.map { $0.tensor.scalars.map(\.bitPattern) }
        == tensors.map { $0.tensor.scalars.map(\.bitPattern) })
  }

  @Test func `the same tensors make the same bytes, the scalars at a multiple of 8`() throws {
    let other = folder.file("other")
    for place in [path, other] {
      try Safetensors.write(exampleWeights, metadata: ["b": "1", "a": "2"], to: place)
    }
    let written = try bytes(of: path)
    #expect(try written == bytes(of: other))
    let length = Int(written[0]) + Int(written[1]) << 8
    #expect(length.isMultiple(of: 8))
    #expect(written.count == 8 + length + 9 * 4)
  }

  @Test func `a file without tensors is one`() throws {
    try Safetensors.write([], to: path)
    #expect(try Safetensors.read(path) == Safetensors.Content(tensors: [], metadata: [:]))
  }

  @Test(arguments: [
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, nil),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}   "#, nil),
    (#"{"a":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}"#, "type F16: only F32"),
    (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, "its shape needs 12"),
    (#"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, "wrong shape"),
    (#"{"a":{"dtype":"F32","shape":[4611686018427387904,2],"data_offsets":[0,8]}}"#, "wrong shape"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, "wrong data_offsets"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}"#, "wrong data_offsets"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,9]}}"#, "wrong data_offsets"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}"#, "leaves a hole"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, "but 8 follow the header"),
    (
      #"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}"#,
      "the tensors have 16 bytes, but 8 follow the header"
    ),
    (
      #"""
      {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
      "b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}
      """#, "'b' overlaps"
    ),
    (
      #"""
      {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
      "a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}
      """#, "duplicate or unknown keys"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"more":1}}"#,
      "duplicate or unknown keys"
    ),
    (#"{"a":{"shape":[2],"data_offsets":[0,8]}}"#, "not what safetensors prescribes"),
    (#"{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}"#, "not what safetensors"),
    (#"{"a":{"dtype":"F32","shape":[1e400],"data_offsets":[0,8]}}"#, "not what safetensors"),
    (#"{"__metadata__":{"a":1}}"#, "not what safetensors"),
    (#"[1,2]"#, "not JSON"),
    ("{\"a\":\0}", "not JSON"),
    (#"{"a":"#, "not what safetensors"),
    (String(repeating: #"{"a":"#, count: 100_000), "not what safetensors"),
  ])
  func `a header is read strictly`(header: String, problem: String?) throws {
    let error = message { _ = try decode(file(header)) }
    if let problem {
      #expect(error?.contains(problem) == true)
      #expect(error?.hasPrefix("f: byte ") == true && error?.contains("\n") == false)
    } else {
      #expect(error == nil)
    }
  }

  @Test func `a header of impossible length is refused with its byte`() throws {
    let huge = [UInt8](repeating: 0xff, count: 16)
    #expect(message { _ = try decode(huge) }?.hasPrefix("f: byte 0: the header's length") == true)
    let long: [UInt8] = [100, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x7d]
    #expect(
      message { _ = try decode(long) }
        == "f: byte 10: the file ends within its header, which should have 100 bytes")
  }

  @Test func `a file cut off anywhere is refused`() throws {
    try Safetensors.write(exampleWeights, to: path)
    let whole = try bytes(of: path)
    for count in 0..<whole.count {
      #expect(throws: RunStoreError.self) { try decode(Array(whole.prefix(count))) }
    }
  }

  @Test func `whatever is accepted of mutated files fills them exactly`() throws {
    try Safetensors.write(exampleWeights, metadata: ["step": "1"], to: path)
    let whole = try bytes(of: path)
    var random = SplitMix64(state: 5)
    var (accepted, refused) = (0, 0)
    for _ in 0..<3_000 {
      let mutated = whole.mutated(using: &random)
      do {
        let content = try decode(mutated)
        let header = try SafetensorsHeader(parsing: Data(mutated), named: "f").byteCount
        #expect(header + content.tensors.map(\.tensor.count).reduce(0, +) * 4 == mutated.count)
        accepted += 1
      } catch {
        #expect(String(describing: error).hasPrefix("f: byte "))
        refused += 1
      }
    }
    #expect(accepted > 50 && refused > 1_000)
  }

  @Test func `a missing file and a folder say so`() {
    #expect(
      message { _ = try Safetensors.read(path) }
        == "\(path): cannot read: No such file or directory")
    #expect(
      message { _ = try Safetensors.read(folder.path) } == "\(folder.path): is not a regular file")
  }
}
