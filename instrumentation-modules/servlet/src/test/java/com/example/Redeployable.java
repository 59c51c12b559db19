package com.example;

/** A container into which web applications come and go while it runs. */
public interface Redeployable extends Container {

  /**
   * Deploys the application in a folder, with a loader of its own, at /again.
   *
   * @return that loader
   */
  ClassLoader deploy(String folder);

  /** Takes it away again. */
  void undeploy();
}
