package io.roentgen.instrumentation.aws;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads members of requests and answers by their names in the API's model. One for each SDK, which
 * finds a member of a class; what was found is kept beside that class and goes with it.
 */
public abstract class Members {

  /** One member of one class. */
  public interface Member {
    /**
     * Its value, or null.
     *
     * @param owner an object of that class
     * @throws Throwable what the object's own code throws
     */
    Object of(Object owner) throws Throwable;
  }

  private static final Member NONE = new None();

  private final ClassValue<Map<String, Member>> found = new Found();

  /**
   * Looks for a member of this object's class; null if it has none of that name. Asked once for
   * each class and name.
   */
  protected abstract Member find(Object owner, String name);

  /** A member's value; null if it has none, or the class has no such member. */
  final Object get(Object owner, String name) throws Throwable {
    Map<String, Member> members = found.get(owner.getClass());
    Member member = members.get(name);
    if (member == null) {
      member = find(owner, name);
      if (member == null) {
        member = NONE;
      }
      members.put(name, member);
    }
    return member.of(owner);
  }

  private static final class Found extends ClassValue<Map<String, Member>> {
    @Override
    protected Map<String, Member> computeValue(Class<?> type) {
      return new ConcurrentHashMap<>(4);
    }
  }

  private static final class None implements Member {
    @Override
    public Object of(Object owner) {
      return null;
    }
  }
}
