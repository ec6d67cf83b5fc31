import Foundation
import Tensors
import Testing

@testable import RunStore

struct NPYFileTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("array.npy")
  }

  private func file(_ header: String, body: Int = 8) -> [UInt8] {
    let length = header.utf8.count
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 255), UInt8(length >> 8)]
      + Array(header.utf8) + [UInt8](repeating: 0, count: body)
  }

  private func decode(_ bytes: [UInt8]) throws -> NPYFile.Array {
    try NPYFile.decode(Data(bytes), named: "f")
  }

  @Test(arguments: [
    NPYFile.Array.float32(Tensor([2, 3], scalars: [1, 2, 3, 4, 5, -0.5])),
    .float32(Tensor([3], scalars: [1, 2, 3])), .float32(Tensor([], scalars: [7])),
    .float32(Tensor([0, 4], scalars: [])), .bytes([1, 2, 255, 4], [2, 2, 1]),
  ])
  func `an array is read back as it was`(array: NPYFile.Array) throws {
    try NPYFile.write(array, to: path)
    #expect(try NPYFile.read(path) == array)
  }

  @Test func `the bytes are those that NumPy writes`() throws {
    try NPYFile.write(.float32(Tensor([2], scalars: [0, 0])), to: path)
    let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }"
    let header = text + String(repeating: " ", count: 128 - 10 - text.count - 1) + "\n"
    #expect(try bytes(of: path) == file(header))
  }

  @Test(arguments: [
    ("{'shape':(2,),'fortran_order':False,'descr':'<f4'}\n", nil),
    (
      "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", "save it with .astype('float32')"
    ),
    ("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 1), }", "numpy.ascontiguousarray"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", "needs 12"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", "needs 4"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (,,), }", "the shape is not one"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999999999,), }", "not one"),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4), }",
      "more scalars"
    ),
    ("{'descr': '<f4', 'fortran_order': False, }", "needs exactly"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': 1}", "needs exactly"),
    ("[1, 2]", "not a Python dictionary"),
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

  @Test func `another format and another version are told`() {
    #expect(
      message { _ = try decode(Array("PK\u{3}\u{4}".utf8)) }?.contains("not an NPY file") == true)
    var newer = file("{}")
    newer[6] = 2
    #expect(message { _ = try decode(newer) }?.contains("only version 1.0") == true)
  }

  @Test func `whatever is accepted of mutated files fills its shape`() throws {
    try NPYFile.write(.float32(Tensor([2, 3], scalars: [1, 2, 3, 4, 5, 6])), to: path)
    let whole = try bytes(of: path)
    var random = SplitMix64(state: 3)
    var (accepted, refused) = (0, 0)
    for _ in 0..<500 {
      do {
        switch try decode(whole.mutated(using: &random)) {
        case .float32(let tensor): #expect(tensor.count == 6)
        case .bytes(let bytes, let shape): #expect(bytes.count == shape.count)
        }
        accepted += 1
      } catch {
        #expect(String(describing: error).hasPrefix("f: byte "))
        refused += 1
      }
    }
    #expect(accepted > 5 && refused > 100)
  }
}
