internal import CKernels

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The micro-kernels for one kind of processor; `CKernels.h` states their contract.
@safe package struct KernelSet: @unchecked Sendable, CustomStringConvertible {
  // Safe to send because it holds functions and numbers, none of which ever change.
  let product: ganscope_product_kernel
  let productPacking: ganscope_product_packing_kernel
  let convolve: ganscope_convolve_kernel
  let correlate: ganscope_correlate_kernel
  let peak: ganscope_peak_loop
  /// The floating-point operations in one repetition of `peak`.
  let peakOperations: Int

  /// The name by which `GANSCOPE_KERNELS` asks for it: `avx512`, `avx2`, `neon` or `portable`.
  package let name: String
  /// The most rows of a result that one call computes.
  let tileRows: Int
  /// The columns of a packed panel, and the most columns that one call computes.
  let tileColumns: Int
  private let bfloat16Table: UnsafePointer<ganscope_kernel_set>?

  private init(_ table: ganscope_kernel_set) {
    unsafe (product, convolve, correlate) = (table.product, table.convolve, table.correlate)
    unsafe productPacking = table.product_packing
    unsafe (peak, peakOperations) = (table.peak, table.peak_operations)
    unsafe (tileRows, tileColumns) = (table.tile_rows, table.tile_columns)
    name = unsafe String(cString: table.name)
    let bfloat16 = unsafe table.bfloat16
    unsafe bfloat16Table = bfloat16?.pointee.supported() ?? 0 != 0 ? bfloat16 : nil
  }

  /// The kernels whose operands are pairs of bfloat16 in place of floats, as `CKernels.h` says, or nil
  /// where the processor has none beside these.
  package var bfloat16: KernelSet? { unsafe bfloat16Table.map { unsafe KernelSet($0.pointee) } }

  package var description: String { name }

  /// The kernel sets of this program, best first, whether the processor has them or not.
  private static let all: [(set: KernelSet, supported: Bool)] = {
    var sets: [(KernelSet, Bool)] = []
    var index = 0
    while let table = unsafe ganscope_kernel_set_at(index)?.pointee {
      sets.append((unsafe KernelSet(table), unsafe table.supported() != 0))
      index += 1
    }
    return sets
  }()

  /// The kernel sets that this processor can run, best first.
  package static let supported = all.filter(\.supported).map(\.set)

  /// The best of the supported sets, or the one that is asked for by name.
  ///
  /// - Returns: The set, and where `name` cannot be had one line that says so.
  package static func choose(_ name: String?) -> (set: KernelSet, complaint: String?) {
    let best = supported[0]
    guard let name, !name.isEmpty else { return (best, nil) }
    if let set = supported.first(where: { $0.name == name }) { return (set, nil) }
    let reason =
      all.contains { $0.set.name == name }
      ? "this processor does not have \(name)" : "there are no kernels called \(name)"
    let names = supported.map(\.name).joined(separator: ", ")
    return (best, "GANSCOPE_KERNELS: \(reason); choose one of: \(names)")
  }

  private static let choice = choose(
    unsafe getenv("GANSCOPE_KERNELS").map { unsafe String(cString: $0) })

  /// The set that every operation uses unless told otherwise.
  package static var chosen: KernelSet { choice.set }

  /// One line for the user where the environment asks for kernels that cannot be had.
  package static var complaint: String? { choice.complaint }
}
