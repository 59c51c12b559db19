package io.roentgen.smoke.lambda;

import io.roentgen.smoke.Jvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lays a built module out as Lambda unpacks a function's zip: classes, and {@code lib/} with jars.
 */
public final class FunctionCode {

  private FunctionCode() {}

  /**
   * Copies the classes and links the jars.
   *
   * @param module a built module of this project, whose class path is in {@code classpath.txt}
   * @param directory is created
   * @return the directory
   */
  public static Path of(Path module, Path directory) throws IOException {
    Path lib = Files.createDirectories(directory.resolve("lib"));
    for (String entry : Jvm.classPath(module).split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (!Files.isDirectory(path)) {
        link(lib.resolve(path.getFileName()), path);
        continue;
      }
      List<Path> files;
      try (Stream<Path> walk = Files.walk(path)) {
        files = walk.filter(Files::isRegularFile).toList();
      }
      for (Path file : files) {
        Path target = directory.resolve(path.relativize(file));
        Files.createDirectories(target.getParent());
        Files.write(target, Files.readAllBytes(file));
      }
    }
    return directory;
  }

  private static void link(Path link, Path jar) throws IOException {
    try {
      Files.createSymbolicLink(link, jar.toAbsolutePath());
    } catch (FileAlreadyExistsException e) {
      // From an earlier run.
    }
  }
}
