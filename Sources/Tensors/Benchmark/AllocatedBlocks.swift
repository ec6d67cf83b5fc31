/// How many blocks tensors have ever had to allocate; it does not move while the pool can serve all.
package var allocatedBlockCount: Int { StoragePool.current.blockCount }
