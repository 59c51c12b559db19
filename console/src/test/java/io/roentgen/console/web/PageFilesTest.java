package io.roentgen.console.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the page's files to their rules: they are served as they are, nobody compiles them. */
class PageFilesTest {

  private static final Path PAGE =
      Path.of("src", "main", "resources", "io", "roentgen", "console", "page");

  private static final Pattern IMPORT =
      Pattern.compile("(?:\\bfrom\\s+|\\bimport(?:\\s*\\(\\s*|\\s+))\"([^\"\\s]+)\"");

  private static final Pattern UNSAFE =
      Pattern.compile(
          "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function\\(");

  private static final Pattern SHEET = Pattern.compile("href=\"/page/([^\"]+\\.css)\"");

  @Test
  void modulesImportWhatIsThereAndByItsFullName() {
    List<String> wrong = new ArrayList<>();
    int imports = 0;
    for (Path module : files(".js")) {
      Matcher matcher = IMPORT.matcher(code(module));
      while (matcher.find()) {
        imports++;
        String name = matcher.group(1);
        boolean known =
            name.equals("preact")
                || name.equals("preact/hooks")
                || name.startsWith("roentgen/") && Files.exists(PAGE.resolve(name.substring(9)));
        if (!known) {
          wrong.add(PAGE.relativize(module) + " imports " + name);
        }
      }
    }
    assertTrue(imports > 100, "imports found: " + imports);
    assertEquals(List.of(), wrong);
  }

  @Test
  void nothingSentIsEverMarkupOrCode() {
    for (Path module : files(".js")) {
      Matcher matcher = UNSAFE.matcher(code(module));
      assertFalse(matcher.find(), () -> PAGE.relativize(module) + " uses " + matcher.group());
    }
  }

  @Test
  void everyStyleSheetIsLinkedAndThere() {
    Set<String> linked = new TreeSet<>();
    Matcher matcher = SHEET.matcher(text(PAGE.resolve("index.html")));
    while (matcher.find()) {
      linked.add(matcher.group(1));
    }
    Set<String> there =
        files(".css").stream()
            .map(file -> PAGE.relativize(file).toString().replace('\\', '/'))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(there, linked);
  }

  @Test
  void fewLinesAFileAndLittleInAll() throws IOException {
    long bytes = 0;
    for (Path file : files("")) {
      bytes += Files.size(file);
      long lines = text(file).lines().count();
      assertTrue(lines < 300 || file.toString().endsWith(".css"), file + " has " + lines);
    }
    assertTrue(bytes < 900_000, "the page has " + bytes + " bytes, Preact comes on top");
  }

  private static List<Path> files(String end) {
    try (Stream<Path> all = Files.walk(PAGE)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(end))
          .collect(Collectors.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A module without its comments, which may name what it must not use. */
  private static String code(Path module) {
    return text(module).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)^\\s*//.*$", "");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
