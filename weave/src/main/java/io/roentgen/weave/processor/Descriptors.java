package io.roentgen.weave.processor;

import java.util.Locale;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Types as class files write them: Java Virtual Machine Specification 4.3. */
final class Descriptors {

  private final ProcessingEnvironment environment;

  Descriptors(ProcessingEnvironment environment) {
    this.environment = environment;
  }

  /** Of a method, its types erased. */
  String of(ExecutableElement method) {
    StringBuilder out = new StringBuilder("(");
    for (VariableElement parameter : method.getParameters()) {
      out.append(of(parameter.asType()));
    }
    return out.append(')').append(of(method.getReturnType())).toString();
  }

  private String of(TypeMirror mirror) {
    TypeMirror type = environment.getTypeUtils().erasure(mirror);
    if (type.getKind() == TypeKind.ARRAY) {
      return "[" + of(((ArrayType) type).getComponentType());
    }
    if (type.getKind() == TypeKind.DECLARED) {
      TypeElement element = (TypeElement) ((DeclaredType) type).asElement();
      String name = environment.getElementUtils().getBinaryName(element).toString();
      return "L" + name.replace('.', '/') + ";";
    }
    return primitive(type.getKind());
  }

  /** Of types as they are written in source, in parentheses; a lone {@code *} stays. */
  String ofParameters(String[] types) {
    if (types.length == 1 && types[0].equals("*")) {
      return "*";
    }
    StringBuilder out = new StringBuilder("(");
    for (String type : types) {
      out.append(ofSource(type));
    }
    return out.append(')').toString();
  }

  private static String ofSource(String type) {
    if (type.endsWith("[]")) {
      return "[" + ofSource(type.substring(0, type.length() - 2));
    }
    for (TypeKind kind : TypeKind.values()) {
      if (kind.isPrimitive() && kind.name().toLowerCase(Locale.ROOT).equals(type)) {
        return primitive(kind);
      }
    }
    return "L" + type.replace('.', '/') + ";";
  }

  private static String primitive(TypeKind kind) {
    switch (kind) {
      case BOOLEAN:
        return "Z";
      case LONG:
        return "J";
      default:
        return kind.name().substring(0, 1);
    }
  }
}
