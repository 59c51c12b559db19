package io.roentgen.trace;

/** What every HTTP client's call has in common. */
public final class HttpCall {

  private HttpCall() {}

  /**
   * Begins the subsegment of an HTTP call and makes it current; null as {@link Tracer#enterCall}.
   */
  public static Subsegment enter() {
    return Tracer.enterCall(null, Subsegment.REMOTE);
  }

  /**
   * Names the call after its host and records method and URL, without query, fragment and
   * credentials.
   *
   * @param url absolute, of any form: what can't be parsed is recorded as "unknown"
   */
  public static void request(Subsegment call, String method, String url) {
    int hostFrom = url == null ? -1 : url.indexOf("://");
    // A relative URL may have an absolute one in its query.
    if (hostFrom < 0 || indexOfAny(url, "/?#", 0) != hostFrom + 1) {
      call.setName("unknown");
      call.setRequest(method, null);
      return;
    }
    hostFrom += 3;
    int hostTo = indexOfAny(url, "/?#", hostFrom);
    int at = url.lastIndexOf('@', hostTo - 1);
    int pathTo = indexOfAny(url, "?#", hostTo);
    String shown =
        at >= hostFrom
            ? url.substring(0, hostFrom) + url.substring(at + 1, pathTo)
            : pathTo == url.length() ? url : url.substring(0, pathTo);
    int from = at >= hostFrom ? at + 1 : hostFrom;
    call.setName(from == hostTo ? "unknown" : hostOf(url, from, hostTo));
    call.setRequest(method, shown);
  }

  /**
   * Records the answer.
   *
   * @param contentLength in bytes; negative when unknown
   */
  public static void response(Subsegment call, int status, long contentLength) {
    call.setStatus(status);
    call.setContentLength(contentLength);
  }

  /** Without the port, and without the brackets around an IPv6 address. */
  private static String hostOf(String url, int from, int to) {
    int bracket = url.lastIndexOf(']', to - 1);
    if (url.charAt(from) == '[' && bracket > from + 1) {
      return url.substring(from + 1, bracket);
    }
    int port = url.lastIndexOf(':', to - 1);
    return url.substring(from, port > from ? port : to);
  }

  private static int indexOfAny(String text, String any, int from) {
    for (int i = from; i < text.length(); i++) {
      if (any.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }
}
