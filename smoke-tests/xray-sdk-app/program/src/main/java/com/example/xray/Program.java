package com.example.xray;

/** The jobs, one after the other. */
public final class Program {

  private Program() {}

  /** Runs them and ends. */
  public static void main(String[] args) throws InterruptedException {
    Jobs.all();
    System.out.println("READY program done");
    System.exit(0);
  }
}
