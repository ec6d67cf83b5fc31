import Foundation
import Session
import Tensors
import Testing

@testable import RunStore

/// What other programs read of a run, shown with Python's own readers.
struct PythonTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(.needsPython("safetensors.numpy"))
  func `safetensors reads the weights`() throws {
    let path = folder.file("weights.safetensors")
    try Safetensors.write(exampleWeights, metadata: ["step": "12"], to: path)
    let script = """
      import sys, safetensors
      with safetensors.safe_open(sys.argv[1], "numpy") as file:
        print(file.metadata())
        for name in ["generator.0.kernel", "discriminator.1.bias"]:
          print(name, file.get_tensor(name).dtype, file.get_tensor(name).tolist()[-1])
      """
    #expect(
      Python.run(script, [path])
        == """
        {'step': '12'}
        generator.0.kernel float32 [0.0, 0.5, -0.25]
        discriminator.1.bias float32 9.0

        """)
  }

  @Test(.needsPython("safetensors.numpy"))
  func `safetensors reads a checkpoint`() throws {
    let path = folder.file("checkpoint.safetensors")
    try CheckpointFile.write(.example(step: 12), notes: ["run": "first"], to: path)
    let script = """
      import sys, safetensors
      with safetensors.safe_open(sys.argv[1], "numpy") as file:
        print([file.metadata()[key] for key in ["format", "run", "epoch", "step", "counters"]])
        print(sorted(file.keys()), file.get_tensor("generator.0.kernel").shape)
      """
    #expect(
      Python.run(script, [path]) == """
        ['ganscope checkpoint 1', 'first', '12', '12', 'random.latents=18446744073709551615 steps=12']
        ['discriminator.1.bias', 'generator.0.kernel'] (2, 3)

        """)
  }

  @Test(.needsPython("numpy"))
  func `numpy reads arrays, and what numpy writes is read`() throws {
    let (ours, theirs) = (folder.file("ours.npy"), folder.file("theirs.npy"))
    try NPYFile.write(.float32(Tensor([2, 2], scalars: [1, 2, 3, 4.5])), to: ours)
    let script = """
      import sys, numpy
      array = numpy.load(sys.argv[1])
      print(array.dtype, array.tolist())
      numpy.save(sys.argv[2], array * 2)
      """
    #expect(Python.run(script, [ours, theirs]) == "float32 [[1.0, 2.0], [3.0, 4.5]]\n")
    #expect(try NPYFile.read(theirs) == .float32(Tensor([2, 2], scalars: [2, 4, 6, 9])))
  }

  @Test(.needsPython("sqlite3"))
  func `another process reads the database while the run goes on`() throws {
    let directory = RunDirectory(path: folder.file("run"))
    let writer = RunWriter(directory: directory, record: .example())
    for step in 1...3 { writer.record(BatchMetrics.example(step: step)) }
    writer.flushNow()
    let script = """
      import sys, sqlite3
      database = sqlite3.connect(sys.argv[1])
      print(database.execute("SELECT count(*), max(step), sum(fake_accuracy) FROM batch").fetchone(),
        database.execute("SELECT description ->> 'recipe', status FROM run").fetchone(),
        database.execute("PRAGMA integrity_check").fetchone())
      """
    #expect(
      Python.run(script, [directory.databasePath])
        == "(3, 3, 3.0) ('pocket', 'running') ('ok',)\n")
    _ = try writer.finish(.example(step: 1, reason: .end))
  }
}
