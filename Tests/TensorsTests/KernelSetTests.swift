import Testing

@testable import Tensors

struct KernelSetTests {
  @Test func `every machine has the portable kernels, and they come last`() {
    #expect(KernelSet.supported.last?.name == "portable")
  }

  @Test func `without a wish the best set is taken`() {
    #expect(KernelSet.choose(nil).set.name == KernelSet.supported[0].name)
    #expect(KernelSet.choose(nil).complaint == nil)
    #expect(KernelSet.choose("").complaint == nil)
  }

  @Test(arguments: KernelSet.supported)
  func `a supported set can be asked for by name`(kernels: KernelSet) {
    let choice = KernelSet.choose(kernels.name)
    #expect(choice.set.name == kernels.name)
    #expect(choice.complaint == nil)
  }

  @Test func `an unknown name is reported with the names that can be had`() throws {
    let complaint = try #require(KernelSet.choose("sse9").complaint)
    #expect(complaint.contains("sse9"))
    #expect(complaint.hasSuffix("portable"))
    #expect(KernelSet.choose("sse9").set.name == KernelSet.supported[0].name)
  }

  @Test func `kernels for bfloat16 stand beside those for floats of the same tile`() throws {
    for kernels in KernelSet.supported {
      guard let beside = kernels.bfloat16 else { continue }
      #expect(beside.tileRows == kernels.tileRows && beside.tileColumns == kernels.tileColumns)
      #expect(beside.peakOperations == 2 * kernels.peakOperations)
      #expect(!Precision.bfloat16.isAvailable(with: beside))
    }
  }

  @Test(arguments: KernelSet.supported)
  func `a precision is available where there are kernels for it`(kernels: KernelSet) {
    #expect(Precision.float32.isAvailable(with: kernels))
    #expect(Precision.bfloat16.isAvailable(with: kernels) == (kernels.bfloat16 != nil))
  }
}
