package io.roentgen.trace;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Who is told of segments that begin. */
final class Listeners {

  /** Weak, as they are an application's, which may go; replaced, never changed. */
  private static volatile List<WeakReference<Consumer<Segment>>> all = Collections.emptyList();

  private Listeners() {}

  static synchronized void add(Consumer<Segment> listener) {
    List<WeakReference<Consumer<Segment>>> more = new ArrayList<>();
    for (WeakReference<Consumer<Segment>> known : all) {
      if (known.get() != null) {
        more.add(known);
      }
    }
    more.add(new WeakReference<>(listener));
    all = more;
  }

  static void tell(Segment segment) {
    List<WeakReference<Consumer<Segment>>> now = all;
    for (int i = 0; i < now.size(); i++) {
      Consumer<Segment> listener = now.get(i).get();
      if (listener != null) {
        try {
          listener.accept(segment);
        } catch (Throwable broken) {
          // A request must not learn of it.
        }
      }
    }
  }
}
