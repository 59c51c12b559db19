package com.example;

import java.util.Set;
import java.util.TreeSet;

/** An application that does next to nothing, and says which threads it has. */
public final class Application {

  private Application() {}

  /** With an argument, waits for its standard input to end. */
  public static void main(String[] args) throws Exception {
    Set<String> threads = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      threads.add(thread.getName());
    }
    System.out.println("threads " + threads);
    String wanted = System.getProperty("look.for");
    if (wanted != null) {
      try {
        Class.forName(wanted);
      } catch (ClassNotFoundException e) {
        System.out.println(wanted + " is not found");
      }
    }
    while (args.length > 0 && System.in.read() >= 0) {
      // Until the test has seen enough.
    }
    System.out.println("done");
  }
}
