package com.example.xray;

/** The jobs, one after the other, or what another tracer records otherwise. */
public final class Program {

  private Program() {}

  /** Takes "all" or "differences", runs these and ends. */
  public static void main(String[] args) throws InterruptedException {
    if (args[0].equals("all")) {
      Jobs.all();
    } else {
      Differences.all();
    }
    System.out.println("READY program done");
    System.exit(0);
  }
}
