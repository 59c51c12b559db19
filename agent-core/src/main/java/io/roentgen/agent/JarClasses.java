package io.roentgen.agent;

import io.roentgen.agent.weave.ClassFiles;
import io.roentgen.agent.weave.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** Handlers in roentgen.jar. */
final class JarClasses implements ClassFiles {

  private final JarFile jar;

  JarClasses(JarFile jar) {
    this.jar = jar;
  }

  @Override
  public byte[] find(String path) {
    ZipEntry entry = jar.getEntry("modules/" + path);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return Streams.readAll(in);
    } catch (IOException e) {
      return null;
    }
  }
}
