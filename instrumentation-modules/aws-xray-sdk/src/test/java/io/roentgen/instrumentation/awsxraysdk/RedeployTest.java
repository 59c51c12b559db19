package io.roentgen.instrumentation.awsxraysdk;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.roentgen.testing.Recorded;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is known of an application's SDK goes with the application. */
final class RedeployTest {

  @RegisterExtension static final Recorded recorded = new Recorded();

  @Test
  void letsGoOfTheSdksLoader() throws Exception {
    for (int i = 0; i < 3; i++) {
      // Jackson leaves its buffers in thread-locals.
      WeakReference<ClassLoader> loader = elsewhere(RedeployTest::deployed);
      recorded.beforeEach(null);
      await()
          .until(
              () -> {
                System.gc();
                return loader.get() == null;
              });
    }
  }

  private static <T> T elsewhere(Callable<T> task) throws Exception {
    FutureTask<T> future = new FutureTask<>(task);
    new Thread(future).start();
    return future.get();
  }

  /** The oldest version has a client of AWS SDK 1, which has a thread. */
  private static void stop(ClassLoader loader) throws Exception {
    if (!Sdk.IS_LATEST) {
      Sdk.call(loader.loadClass("com.amazonaws.http.IdleConnectionReaper"), "shutdown");
    }
  }

  private static WeakReference<ClassLoader> deployed() throws Exception {
    List<URL> jars = new ArrayList<>();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : classPath.split(File.pathSeparator)) {
      if (entry.matches(".*/(aws-|jackson-|commons-logging|httpc|joda|ion-|jmespath|utils).*")) {
        jars.add(new File(entry).toURI().toURL());
      }
    }
    URLClassLoader loader =
        new URLClassLoader(jars.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    Class<?> sdk = loader.loadClass("com.amazonaws.xray.AWSXRay");
    io.roentgen.trace.Segment segment =
        recorded.trace(
            () -> {
              Object seen = sdk.getMethod("getCurrentSegment").invoke(null);
              Sdk.call(seen, "putAnnotation", "a", "x");
              sdk.getMethod("beginSubsegment", String.class).invoke(null, "part");
              sdk.getMethod("endSubsegment").invoke(null);
            });
    recorded.unsampled(
        () -> {
          sdk.getMethod("beginSubsegment", String.class).invoke(null, "part");
          sdk.getMethod("endSubsegment").invoke(null);
        });
    assertEquals("x", segment.annotations().get("a"));
    assertEquals("part", recorded.only(segment).name());
    stop(loader);
    loader.close();
    return new WeakReference<>(loader);
  }
}
