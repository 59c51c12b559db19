package io.roentgen.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import example.Services;
import io.roentgen.agent.Log;
import io.roentgen.link.Link;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Matching and weaving of what a JVM loads, with the JVM's own instrumentation. */
class TransformerTest {

  private static final String TARGET = Target.class.getName();

  private static final String SERVICES = "example.Services$";

  private final Instrumentation instrumentation = ByteBuddyAgent.install();
  private final List<String> said = new ArrayList<>();
  private final List<Transformer> installed = new ArrayList<>();
  @TempDir Path folder;
  private Path log;

  @BeforeEach
  void begin() {
    log = folder.resolve("log");
    Log.configure(Log.Level.WARN, log.toString());
    System.getProperties().put("said", said);
  }

  @AfterEach
  void end() {
    for (Transformer transformer : installed) {
      instrumentation.removeTransformer(transformer);
    }
    Log.configure(Log.Level.INFO, null);
    System.getProperties().remove("said");
  }

  private void install(String index) {
    Link.install(null);
    WeaveIndex parsed = WeaveIndex.parse(index, module -> true);
    installed.add(Transformer.install(instrumentation, parsed, WovenLoader::file));
  }

  private static Object serve(Class<?> type) throws Exception {
    Object object = type.getDeclaredConstructor().newInstance();
    for (Method method : type.getMethods()) {
      if (method.getName().equals("serve")
          && !method.isBridge()
          && !method.getParameterTypes()[0].isPrimitive()) {
        return method.invoke(object, "request");
      }
    }
    throw new NoSuchMethodException("serve");
  }

  @Test
  void subtypesAreWovenWhereTheyDeclareTheMethod() throws Exception {
    WovenLoader loader =
        WovenLoader.plain(
            Services.Api.class,
            Services.Direct.class,
            Services.Inherited.class,
            Services.Generic.class,
            Services.Unrelated.class);
    install(WovenLoader.builtIndex());

    assertEquals("direct", serve(loader.loadClass(SERVICES + "Direct")));
    assertEquals(List.of("serve " + SERVICES + "Direct"), said, Files.readString(log));
    assertEquals("inherited, direct", serve(loader.loadClass(SERVICES + "Inherited")));
    assertEquals(
        List.of(
            "serve " + SERVICES + "Direct",
            "serve " + SERVICES + "Inherited",
            "serve " + SERVICES + "Inherited"),
        said);
    said.clear();
    assertEquals("generic", serve(loader.loadClass(SERVICES + "Generic")));
    assertEquals("unrelated", serve(loader.loadClass(SERVICES + "Unrelated")));
    assertEquals(List.of(), said);
  }

  @Test
  void whatIsLoadedAlreadyIsWoven() throws Exception {
    WovenLoader loader = WovenLoader.plain(Target.class);
    Class<?> target = loader.loadClass(TARGET);
    Object object = target.getConstructor(String.class).newInstance("name");
    assertEquals("name", object.toString());
    install(WovenLoader.builtIndex());

    assertEquals("TEXT", target.getMethod("plain", String.class).invoke(object, "text"));
    assertEquals("exit true state of text text TEXT null", said.get(1));
  }

  @Test
  void aClassThatCannotBeWovenIsLoadedUnchangedAndNamedOnce() throws Exception {
    byte[] bytes = OldSources.overlapping();
    install(Places.large(bytes).replace("weavetest.Recorder", "weavetest.None"));
    WovenLoader loader = WovenLoader.plain().with("Overlapping", bytes);

    Class<?> type = loader.loadClass("Overlapping");
    Object object = type.getConstructor().newInstance();
    assertEquals(42, type.getMethod("overlaps", int.class).invoke(object, 1));
    List<String> lines = Files.readAllLines(log);
    assertEquals(1, lines.size(), lines.toString());
    assertTrue(lines.get(0).contains("cannot weave Overlapping, it is loaded unchanged"));
  }

  @Test
  void aMethodThatWouldBecomeTooLargeIsLoadedUnchanged() throws Exception {
    byte[] bytes = OldSources.nearlyTooLarge();
    install(Places.large(bytes));
    WovenLoader loader = WovenLoader.plain().with("Large", bytes);

    Class<?> type = loader.loadClass("Large");
    Object object = type.getConstructor().newInstance();
    assertEquals(32_764, type.getMethod("counts", int.class).invoke(object, 0));
    List<String> lines = Files.readAllLines(log);
    assertEquals(1, lines.size(), lines.toString());
    assertTrue(lines.get(0).contains("cannot weave Large, it is loaded unchanged"), lines.get(0));
  }

  @Test
  void aClassFileThatIsNoneIsLeftToTheJvm() {
    install(WovenLoader.builtIndex());
    byte[] garbage = {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 52, 0, 9, 99};
    ClassLoader loader = WovenLoader.plain().with("Garbage", garbage);
    Throwable thrown = null;
    try {
      loader.loadClass("Garbage");
    } catch (LinkageError | ClassNotFoundException e) {
      thrown = e;
    }
    assertEquals(ClassFormatError.class, thrown.getClass());
  }

  @Test
  void interfacesAndAbstractMethodsStayAsTheyAre() throws Exception {
    byte[] api = WovenLoader.read(SERVICES + "Api");
    install(Places.small(api).replace("serve", "serve,none"));
    WovenLoader loader = WovenLoader.plain().with(SERVICES + "Api", api);

    Class<?> type = loader.loadClass(SERVICES + "Api");
    assertEquals(2, type.getDeclaredMethods().length);
    assertTrue(type.isInterface());
  }

  /** OSGi's and JBoss's loaders delegate only what they were told to. */
  @Test
  void aLoaderThatHidesTheTracerIsLeftAlone() throws Exception {
    install(WovenLoader.builtIndex());
    ClassLoader blind =
        new ClassLoader(null) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(TARGET)) {
              byte[] bytes = WovenLoader.read(name);
              Class<?> known = findLoadedClass(name);
              return known != null ? known : defineClass(name, bytes, 0, bytes.length);
            }
            if (name.startsWith("io.roentgen.")) {
              throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
          }
        };

    Class<?> target = blind.loadClass(TARGET);
    Object object = target.getConstructor(String.class).newInstance("name");
    assertEquals("TEXT", target.getMethod("plain", String.class).invoke(object, "text"));
    assertEquals(List.of(), said);
    List<String> lines = Files.readAllLines(log);
    assertEquals(1, lines.size(), lines.toString());
    assertTrue(lines.get(0).contains("is not traced") || lines.get(0).contains("not traced"));
  }

  @Test
  void aModuleThatIsSwitchedOffIsNotWoven() throws Exception {
    Link.install(null);
    WeaveIndex index =
        WeaveIndex.parse(WovenLoader.builtIndex(), name -> !name.equals("weavetest"));
    installed.add(Transformer.install(instrumentation, index, WovenLoader::file));
    WovenLoader loader = WovenLoader.plain(Target.class);

    Class<?> target = loader.loadClass(TARGET);
    assertEquals("name", target.getConstructor(String.class).newInstance("name").toString());
    assertEquals(List.of("weavetest"), WeaveIndex.modules(WovenLoader.builtIndex()));
  }
}
