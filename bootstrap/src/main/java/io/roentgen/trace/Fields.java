package io.roentgen.trace;

/** A few named values in the order they were put; cheaper than a map where there are a dozen. */
public final class Fields {

  private Object[] pairs = new Object[8];
  private int size;

  /** Puts a value, in place of an earlier one of that name. Null is ignored. */
  public synchronized void put(String name, Object value) {
    if (name == null || value == null) {
      return;
    }
    for (int i = 0; i < size; i += 2) {
      if (pairs[i].equals(name)) {
        pairs[i + 1] = value;
        return;
      }
    }
    if (size == pairs.length) {
      Object[] larger = new Object[size * 2];
      System.arraycopy(pairs, 0, larger, 0, size);
      pairs = larger;
    }
    pairs[size] = name;
    pairs[size + 1] = value;
    size += 2;
  }

  /** The value of that name, or null. */
  public synchronized Object get(String name) {
    for (int i = 0; i < size; i += 2) {
      if (pairs[i].equals(name)) {
        return pairs[i + 1];
      }
    }
    return null;
  }

  /** Puts a value into fields, which may be null; returns them. */
  static Fields with(Fields fields, String name, Object value) {
    Fields all = fields != null ? fields : new Fields();
    all.put(name, value);
    return all;
  }

  /** The same for a value in the fields of a name in these. */
  static Fields with(Fields fields, String outer, String name, Object value) {
    Fields all = fields != null ? fields : new Fields();
    all.within(outer).put(name, value);
    return all;
  }

  /** The fields kept under that name, which are put there if there are none. */
  private synchronized Fields within(String name) {
    Fields inner = (Fields) get(name);
    if (inner == null) {
      inner = new Fields();
      put(name, inner);
    }
    return inner;
  }

  /** How many there are. */
  public synchronized int size() {
    return size / 2;
  }

  /** The names; a copy. */
  public synchronized String[] names() {
    String[] names = new String[size / 2];
    for (int i = 0; i < names.length; i++) {
      names[i] = (String) pairs[2 * i];
    }
    return names;
  }

  /** Name (even) and value (odd) after each other; a copy. */
  public synchronized Object[] pairs() {
    Object[] copy = new Object[size];
    System.arraycopy(pairs, 0, copy, 0, size);
    return copy;
  }
}
