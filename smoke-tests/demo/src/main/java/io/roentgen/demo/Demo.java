package io.roentgen.demo;

import java.io.IOException;
import java.util.List;

/**
 * Roentgen in a minute: real servers, an application of some JVMs that were given nothing but the
 * agent, some requests, and the traces they leave. Started by the script {@code demo}, which builds
 * all of this first. Its system properties are those of {@link Stage}.
 */
public final class Demo {
  private Demo() {}

  /** Takes {@code xray-tracer} for that application, and {@code --keep}: go on until Ctrl-C. */
  public static void main(String[] args) throws InterruptedException {
    boolean keep = List.of(args).contains("--keep");
    boolean tracer = List.of(args).contains("xray-tracer");
    Stage stage = new Stage();
    int code = 1;
    try {
      if (stage.hasAgent()) {
        code = tracer ? new TracerDemo(stage).run(keep) : new ShopDemo(stage).run(keep);
      }
    } catch (IOException | IllegalStateException e) {
      stage.failed(e);
    }
    System.exit(code);
  }
}
