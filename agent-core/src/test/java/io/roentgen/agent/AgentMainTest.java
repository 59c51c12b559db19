package io.roentgen.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.roentgen.agent.config.Config;
import io.roentgen.agent.emit.DaemonAddress;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Who is asked for sampling rules. */
class AgentMainTest {

  private static String asked(Map<String, String> environment, String... settings) {
    Properties properties = new Properties();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      properties.setProperty(
          "roentgen." + setting.substring(0, equals), setting.substring(equals + 1));
    }
    Config config = Config.read(properties, environment);
    DaemonAddress address = AgentMain.rulesAddress(config, environment);
    return address == null ? "nobody" : address.toString();
  }

  @Test
  void theDaemon() {
    assertEquals("127.0.0.1:2000", asked(Map.of()));
    assertEquals("127.0.0.1:2000", asked(Map.of(), "sampling=DEFAULT", "emitter=UDP"));
    assertEquals("xray:3000", asked(Map.of(), "daemon.address=xray:3000"));
    assertEquals("a:1", asked(Map.of("AWS_XRAY_DAEMON_ADDRESS", "udp:b:2 tcp:a:1")));
    assertEquals("127.0.0.1:2000", asked(Map.of(), "daemon.address=nonsense"));
  }

  /** It records everything, unless its rules are asked for. */
  @Test
  void theConsoleInside() {
    assertEquals("nobody", asked(Map.of(), "emitter=console"));
    assertEquals("127.0.0.1:2000", asked(Map.of(), "emitter=console", "sampling=default"));
  }

  @Test
  void nobody() {
    for (String sampling : new String[] {"local", "Local", "all", "none"}) {
      assertEquals("nobody", asked(Map.of(), "sampling=" + sampling));
    }
    assertEquals("nobody", asked(Map.of(), "emitter=file"));
    assertEquals("nobody", asked(Map.of("AWS_LAMBDA_FUNCTION_NAME", "checkout")));
    assertEquals("nobody", asked(Map.of(), "daemon.address=tcp:a udp:b:2"));
  }
}
