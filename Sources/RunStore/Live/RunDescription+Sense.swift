import Session

extension RunDescription {
  /// - Throws: that it says what no run could be, as it may in a damaged file; a screen that believed
  ///   it would count beyond the range of its numbers.
  func requireSense() throws(RunStoreError) {
    let batches = epochs.multipliedReportingOverflow(by: batchesPerEpoch)
    let images = batches.partialValue.multipliedReportingOverflow(by: batchSize)
    guard epochs >= 0, batchesPerEpoch >= 0, batchSize >= 0, !batches.overflow, !images.overflow,
      format.isSensible
    else { throw RunStoreError(.badData, "its description makes no sense") }
  }
}
