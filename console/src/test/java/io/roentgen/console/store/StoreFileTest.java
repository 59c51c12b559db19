package io.roentgen.console.store;

import static io.roentgen.console.trace.Documents.segment;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.console.trace.BadDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFileTest {

  private static final long HOUR = 3_600_000;

  @TempDir Path folder;
  private Path file;
  private final AtomicLong clock = new AtomicLong(1_795_310_296_000L);

  @BeforeEach
  void name() {
    file = folder.resolve("traces.jsonl");
  }

  private TraceStore store() {
    return new TraceStore(new Limits(1_000, 100 << 20, 24 * HOUR), clock::get);
  }

  private static byte[] document(int i) {
    String id = String.format("%016x", i);
    return segment("é" + i, id, null, "")
        .replace('\'', '"')
        .replace("bd862e3fe1be46a994272793", "00000000" + id)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void add(TraceStore store, int from, int to) throws BadDocument {
    for (int i = from; i < to; i++) {
      byte[] document = document(i);
      store.add(document, 0, document.length);
    }
  }

  @Test
  void whatWasKeptIsThereAgain() throws Exception {
    TraceStore first = store();
    first.open(file.toString());
    add(first, 0, 10);
    add(first, 0, 10);
    first.close();
    TraceStore second = store();
    StoreFile.Found found = second.open(file.toString());
    assertEquals(10, found.documents);
    assertEquals(0, found.bad);
    assertEquals(0, found.cut);
    add(second, 10, 12);
    second.close();
    TraceStore third = store();
    assertEquals(12, third.open(file.toString()).documents);
    assertArrayEquals(document(11), third.all().get(11).documents()[0].bytes());
    third.close();
    assertEquals(1, Files.list(folder).count(), "the lock's file is left behind");
  }

  @Test
  void aKillAtAnyByteLosesOnlyWhatWasNotWhole() throws Exception {
    TraceStore store = store();
    store.open(file.toString());
    add(store, 0, 3);
    store.close();
    byte[] all = Files.readAllBytes(file);
    for (int length = 0; length <= all.length; length++) {
      byte[] rest = Arrays.copyOf(all, length);
      Files.write(file, rest);
      int whole = 0;
      for (int i = 0; i < 3; i++) {
        whole += new String(rest, StandardCharsets.UTF_8).contains(text(i)) ? 1 : 0;
      }
      TraceStore again = store();
      StoreFile.Found found = again.open(file.toString());
      assertEquals(whole, found.documents, "cut at " + length);
      add(again, 7, 8);
      again.close();
      TraceStore after = store();
      assertEquals(whole + 1, after.open(file.toString()).documents, "appended after " + length);
      after.close();
    }
  }

  private static String text(int i) {
    return new String(document(i), StandardCharsets.UTF_8);
  }

  @Test
  void linesThatAreNoDocumentsAreCountedAndKept() throws Exception {
    Files.write(file, ("garbage\n" + text(1) + "\n{}\n\n" + text(2) + "\n").getBytes("UTF-8"));
    TraceStore store = store();
    StoreFile.Found found = store.open(file.toString());
    assertEquals(2, found.documents);
    assertEquals(2, found.bad);
    store.close();
    assertTrue(Files.readString(file).startsWith("garbage\n"));
  }

  @Test
  void aLineWithoutEndIsBounded() throws Exception {
    byte[] line = new byte[LineReader.LONGEST + 1_000_000];
    Arrays.fill(line, (byte) 'x');
    Files.write(file, line);
    Files.write(
        file, ("\n" + text(1) + "\n").getBytes("UTF-8"), java.nio.file.StandardOpenOption.APPEND);
    TraceStore store = store();
    assertEquals(1, store.open(file.toString()).documents);
    add(store, 2, 3);
    store.close();
    TraceStore again = store();
    assertEquals(2, again.open(file.toString()).documents);
    again.close();
  }

  @Test
  void aSecondConsoleIsKeptAway() throws Exception {
    TraceStore first = store();
    first.open(file.toString());
    IOException refused = assertThrows(IOException.class, () -> store().open(file.toString()));
    assertTrue(refused.getMessage().endsWith("another console has it"), refused.getMessage());
    first.close();
    TraceStore second = store();
    second.open(file.toString());
    second.close();
  }

  @Test
  void aFolderThatIsNotThereIsSaid() {
    IOException refused =
        assertThrows(
            IOException.class, () -> store().open(folder.resolve("no/such.jsonl").toString()));
    assertTrue(refused.getMessage().contains("there is no such folder"), refused.getMessage());
  }

  @Test
  void ageGoesOnAfterARestart() throws Exception {
    TraceStore first = store();
    first.open(file.toString());
    add(first, 0, 1);
    clock.addAndGet(20 * HOUR);
    add(first, 1, 2);
    first.close();
    clock.addAndGet(5 * HOUR);
    TraceStore second = store();
    second.open(file.toString());
    assertEquals(1, second.all().size());
    assertEquals(document(1).length, second.all().get(0).documents()[0].bytes().length);
    second.close();
  }

  @Test
  void theFileIsRewrittenWhenMostOfItIsGone() throws Exception {
    TraceStore store = new TraceStore(new Limits(100, 100 << 20, 24 * HOUR), clock::get);
    store.open(file.toString());
    byte[] large =
        text(0)
            .replace("}", ",\"metadata\":{\"x\":\"" + "y".repeat(60_000) + "\"}}")
            .getBytes(StandardCharsets.UTF_8);
    long longest = 0;
    for (int i = 0; i < 1_500; i++) {
      byte[] document =
          new String(large, StandardCharsets.UTF_8)
              .replace("-00000000" + "0".repeat(16), "-00000000" + String.format("%016x", i))
              .getBytes(StandardCharsets.UTF_8);
      store.add(document, 0, document.length);
      longest = Math.max(longest, store.figures().fileBytes);
    }
    assertEquals(100, store.figures().traces);
    assertEquals(1_400, store.figures().evicted);
    assertEquals(Files.size(file), store.figures().fileBytes);
    assertTrue(longest < 40 << 20, "grew to " + longest);
    store.close();
    TraceStore again = store();
    assertTrue(again.open(file.toString()).documents >= 100);
    again.close();
    assertFalse(Files.exists(folder.resolve("traces.jsonl.new")));
  }

  @Test
  void clearEmptiesTheFileToo() throws Exception {
    TraceStore store = store();
    store.open(file.toString());
    add(store, 0, 5);
    store.clear();
    add(store, 5, 6);
    store.close();
    TraceStore again = store();
    assertEquals(1, again.open(file.toString()).documents);
    again.close();
  }
}
