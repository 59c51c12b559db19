package example;

/** Types of an application, woven by what they are a subtype of. */
public final class Services {

  private Services() {}

  /** Woven where it is implemented. */
  public interface Api<T> {
    /** Abstract: nothing to weave. */
    String serve(T request);

    /** Another overload. */
    default String serve(int request) {
      return "int";
    }
  }

  /** Direct. */
  public static class Direct implements Api<Object> {
    @Override
    public String serve(Object request) {
      return "direct";
    }
  }

  /** Inherits, and overrides. */
  public static class Inherited extends Direct {
    @Override
    public String serve(Object request) {
      return "inherited, " + super.serve(request);
    }
  }

  /** Its method takes a String and is reached through a bridge that takes an Object. */
  public static class Generic implements Api<String> {
    @Override
    public String serve(String request) {
      return "generic";
    }
  }

  /** Has a method of that name and is no Api. */
  public static class Unrelated {
    public String serve(Object request) {
      return "unrelated";
    }
  }
}
