package dev.ferrule.pdata;

import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A repeated field, read in place: an element is made when the iteration comes to it. Valid as long
 * as the lease on the batch; may be iterated any number of times, by several threads.
 *
 * @param <T> what one element is read as
 */
public final class RepeatedView<T> implements Iterable<T> {
  private final MemorySegment segment;
  private final int start;
  private final int end;
  private final int tag;
  private final int size;
  private final MessageView.Reader<T> reader;

  /** The elements that have that tag among the fields between {@code start} and {@code end}. */
  RepeatedView(
      MemorySegment segment, int start, int end, int tag, int size, MessageView.Reader<T> reader) {
    this.segment = segment;
    this.start = start;
    this.end = end;
    this.tag = tag;
    this.size = size;
    this.reader = reader;
  }

  /** How many elements there are; known without reading them. */
  public int size() {
    return size;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return size == 0;
  }

  @Override
  public Iterator<T> iterator() {
    return new Elements();
  }

  private final class Elements implements Iterator<T> {
    private final WireReader in = new WireReader(segment, start, end);
    private int left = size;

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    public T next() {
      while (left > 0 && in.next()) {
        if (in.tag() == tag) {
          left--;
          return reader.read(segment, WireReader.startOf(in.range()), WireReader.endOf(in.range()));
        }
      }
      throw new NoSuchElementException();
    }
  }
}
