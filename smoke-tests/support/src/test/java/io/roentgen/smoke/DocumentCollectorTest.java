package io.roentgen.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DocumentCollectorTest {
  private static final String HEADER = "{\"format\": \"json\", \"version\": 1}\n";

  @TempDir private Path directory;

  @Test
  void keepsDocumentsAndTellsWhatWasNone() throws Exception {
    Path file = directory.resolve("below").resolve("documents.jsonl");
    String document = "{\"name\":\"a\",\"trace_id\":\"1-x\",\"id\":\"0000000000000001\"}";
    try (DocumentCollector collector = new DocumentCollector(file);
        DatagramSocket socket = new DatagramSocket()) {
      send(socket, collector, "no header");
      send(socket, collector, "{\"format\": \"xml\", \"version\": 1}\n" + document);
      send(socket, collector, HEADER + "[1]");
      send(socket, collector, HEADER + "{\"name\":");
      send(socket, collector, HEADER + document);
      while (collector.documents().isEmpty()) {
        collector.await(100);
      }
      assertEquals(document, collector.documents().get(0).toString());
      assertEquals(4, collector.malformed().size(), collector.malformed().toString());
      assertEquals(1, collector.traces().segments());
      collector.clear();
      assertTrue(collector.documents().isEmpty());
    }
    assertEquals(document + System.lineSeparator(), Files.readString(file));
  }

  private static void send(DatagramSocket socket, DocumentCollector to, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String[] address = to.address().split(":");
    socket.send(
        new DatagramPacket(
            bytes, bytes.length, new InetSocketAddress(address[0], Integer.parseInt(address[1]))));
  }
}
