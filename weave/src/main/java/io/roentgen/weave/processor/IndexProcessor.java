package io.roentgen.weave.processor;

import io.roentgen.weave.Argument;
import io.roentgen.weave.AssignArgument;
import io.roentgen.weave.Enter;
import io.roentgen.weave.Instrumentation;
import io.roentgen.weave.Return;
import io.roentgen.weave.This;
import io.roentgen.weave.Thrown;
import io.roentgen.weave.Weave;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * Writes {@code META-INF/roentgen/<module>.index}: a line for each place a handler goes to, read at
 * start-up by the agent, so that no class of a module is loaded before its library shows up.
 *
 * <p>A line is {@code module|boot|handler|kind|target|methods|parameters|enter|assign|exit|skip},
 * where methods of super types come with their descriptors, and the last four are {@code name
 * descriptor bindings} or empty, and a binding is {@code T}his, {@code A}rgument with its number,
 * {@code E}nter, {@code R}eturn or {@code X} for thrown.
 *
 * <p>Lines of handlers for {@code javax.x} are written for {@code jakarta.x} too; the agent renames
 * the handlers when they are asked for.
 */
@SupportedAnnotationTypes("io.roentgen.weave.Instrumentation")
public final class IndexProcessor extends AbstractProcessor {

  private static final String HANDLERS = "io.roentgen.instrumentation.";
  private static final String JAVAX = HANDLERS + "javax.";

  private Descriptors descriptors;

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    descriptors = new Descriptors(environment);
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Map<String, List<String>> modules = new LinkedHashMap<>();
    for (Element element : round.getElementsAnnotatedWith(Instrumentation.class)) {
      Instrumentation module = element.getAnnotation(Instrumentation.class);
      List<String> lines = new ArrayList<>();
      collect((TypeElement) element, module, lines);
      if (lines.isEmpty()) {
        error(element, "no handler: neither this class nor a nested one has @Weave");
      }
      addJakarta((TypeElement) element, lines);
      modules.computeIfAbsent(module.name(), name -> new ArrayList<>()).addAll(lines);
    }
    modules.forEach(this::write);
    return true;
  }

  private void addJakarta(TypeElement type, List<String> lines) {
    String name = processingEnv.getElementUtils().getPackageOf(type).getQualifiedName().toString();
    if (!name.startsWith(JAVAX)) {
      return;
    }
    String api = name.substring(HANDLERS.length());
    String jakarta = "jakarta" + api.substring("javax".length());
    for (String line : new ArrayList<>(lines)) {
      lines.add(
          line.replace(api, jakarta).replace(api.replace('.', '/'), jakarta.replace('.', '/')));
    }
  }

  private void collect(TypeElement type, Instrumentation module, List<String> lines) {
    add(type, "", type.getAnnotationsByType(Weave.class), module, lines);
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      Weave[] places = method.getAnnotationsByType(Weave.class);
      if (places.length > 0) {
        String name = method.getSimpleName().toString();
        add(type, name.replaceFirst("^(enter|assign|exit|skip)", ""), places, module, lines);
      }
    }
    for (TypeElement nested : ElementFilter.typesIn(type.getEnclosedElements())) {
      collect(nested, module, lines);
    }
  }

  private void add(
      TypeElement type, String suffix, Weave[] places, Instrumentation module, List<String> out) {
    if (places.length == 0) {
      return;
    }
    String methods =
        method(type, "enter", suffix, module)
            + "|"
            + method(type, "assign", suffix, module)
            + "|"
            + method(type, "exit", suffix, module)
            + "|"
            + method(type, "skip", suffix, module);
    if (methods.equals("|||")) {
      error(type, "a handler needs enter, assign, exit or skip");
    }
    String handler = processingEnv.getElementUtils().getBinaryName(type).toString();
    for (Weave place : places) {
      if (place.type().length + place.subtypeOf().length == 0) {
        error(type, "@Weave needs type or subtypeOf");
      }
      String parameters = descriptors.ofParameters(place.parameters());
      String rest = "|" + parameters + "|" + methods;
      String start = module.name() + "|" + (module.boot() ? "boot" : "") + "|" + handler + "|";
      for (String name : place.type()) {
        out.add(
            start
                + "type|"
                + name.replace('.', '/')
                + "|"
                + String.join(",", place.method())
                + rest);
      }
      for (String name : place.subtypeOf()) {
        String inherited = inherited(type, name, place.method(), parameters);
        out.add(start + "subtype|" + name.replace('.', '/') + "|" + inherited + rest);
      }
    }
  }

  /**
   * The methods of a super type with their descriptors: what a class declares is then enough to
   * tell nearly all classes apart that merely have a method of the same name.
   */
  private String inherited(
      TypeElement handler, String superType, String[] names, String parameters) {
    TypeElement type = processingEnv.getElementUtils().getTypeElement(superType.replace('$', '.'));
    if (type == null) {
      error(handler, superType + " has to be on the class path of the compiler");
      return "";
    }
    Set<String> found = new TreeSet<>();
    for (ExecutableElement method :
        ElementFilter.methodsIn(processingEnv.getElementUtils().getAllMembers(type))) {
      String name = method.getSimpleName().toString();
      if (List.of(names).contains(name)) {
        String descriptor = descriptors.of(method);
        if (parameters.equals("*") || descriptor.startsWith(parameters)) {
          found.add(name + descriptor);
        }
      }
    }
    for (String name : names) {
      if (found.stream().noneMatch(method -> method.startsWith(name + "("))) {
        error(handler, superType + " has no such method " + name);
      }
    }
    return String.join(",", found);
  }

  private String method(TypeElement type, String role, String suffix, Instrumentation module) {
    String name = role + suffix;
    ExecutableElement found = null;
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      if (method.getSimpleName().contentEquals(name)) {
        if (found != null) {
          error(method, "a handler has one " + name);
        }
        found = method;
      }
    }
    if (found == null) {
      return "";
    }
    if (!found.getModifiers().contains(Modifier.STATIC)
        || found.getModifiers().contains(Modifier.PRIVATE)) {
      error(found, "must be static and not private");
    }
    if (module.boot()
        && !(found.getModifiers().contains(Modifier.PUBLIC)
            && type.getModifiers().contains(Modifier.PUBLIC))) {
      error(found, "is called from other packages, so it and its class must be public");
    }
    boolean exit = role.equals("exit");
    StringJoiner bindings = new StringJoiner(",");
    for (VariableElement parameter : found.getParameters()) {
      bindings.add(binding(parameter, role));
    }
    if (role.equals("enter") && found.getReturnType().getKind().isPrimitive()) {
      error(found, "enter returns an object or nothing");
    }
    if (role.equals("skip") && found.getReturnType().getKind() != TypeKind.BOOLEAN) {
      error(found, "skip returns a boolean");
    }
    AssignArgument assign = found.getAnnotation(AssignArgument.class);
    if (role.equals("assign") != (assign != null)) {
      error(found, "assign and @AssignArgument go together");
    }
    String target = "";
    if (assign != null) {
      target = "=" + assign.value();
      if (!("," + bindings + ",").contains(",A" + assign.value() + ",")) {
        error(found, "assign must take the argument it replaces");
      }
    }
    if (exit
        && found.getReturnType().getKind() != TypeKind.VOID
        && !bindings.toString().contains("R")) {
      error(found, "an exit that replaces the return value must take it");
    }
    checkReplacement(found, assign);
    return name + target + " " + descriptors.of(found) + " " + bindings;
  }

  /** Or what replaces an argument or a result would be a ClassCastException in the application. */
  private void checkReplacement(ExecutableElement method, AssignArgument assign) {
    if (method.getReturnType().getKind() == TypeKind.VOID) {
      return;
    }
    Types types = processingEnv.getTypeUtils();
    for (VariableElement parameter : method.getParameters()) {
      Argument argument = parameter.getAnnotation(Argument.class);
      boolean replaced =
          assign == null
              ? parameter.getAnnotation(Return.class) != null
              : argument != null && argument.value() == assign.value();
      if (replaced
          && !types.isAssignable(
              types.erasure(method.getReturnType()), types.erasure(parameter.asType()))) {
        error(method, "returns another type than what it replaces");
      }
    }
  }

  private String binding(VariableElement parameter, String role) {
    boolean exit = role.equals("exit");
    if (parameter.getAnnotation(This.class) != null) {
      return "T";
    }
    Argument argument = parameter.getAnnotation(Argument.class);
    if (argument != null) {
      return "A" + argument.value();
    }
    if (parameter.getAnnotation(Enter.class) != null && !role.equals("enter")) {
      return "E";
    }
    if (parameter.getAnnotation(Return.class) != null && exit) {
      return "R";
    }
    if (parameter.getAnnotation(Thrown.class) != null && exit) {
      return "X";
    }
    error(
        parameter,
        "what is it? @This, @Argument, in all but enter @Enter, in exit @Return, @Thrown");
    return "?";
  }

  private void write(String module, List<String> lines) {
    try (Writer out =
        processingEnv
            .getFiler()
            .createResource(
                StandardLocation.CLASS_OUTPUT, "", "META-INF/roentgen/" + module + ".index")
            .openWriter()) {
      for (String line : lines) {
        out.write(line);
        out.write('\n');
      }
    } catch (IOException e) {
      String message = "cannot write the index: " + e;
      processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message);
    }
  }

  private void error(Element element, String message) {
    processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, element);
  }
}
