package dev.ferrule.pdata;

/** Size classes of off-heap slabs. */
final class SlabPool implements BufferPool {
  private final long maxBytes;

  SlabPool(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public WritableBuffer allocate(long byteSize) {
    throw new PoolExhaustedException(byteSize, 0, maxBytes);
  }

  @Override
  public long leasedBytes() {
    return 0;
  }

  @Override
  public long heldBytes() {
    return 0;
  }

  @Override
  public long maxBytes() {
    return maxBytes;
  }

  @Override
  public void close() {}
}
