package io.roentgen.instrumentation.aws;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table of the user's, in the format that Amazon's X-Ray agent and SDK take as {@code
 * awsServiceHandlerManifest}:
 *
 * <pre>
 *   {"services": {"DynamoDb": {"operations": {"GetItem": {
 *     "request_parameters": ["TableName"],
 *     "request_descriptors": {"RequestItems": {"map": true, "get_keys": true, "rename_to": "x"}},
 *     "response_parameters": ["Count"],
 *     "response_descriptors": {"Messages": {"list": true, "get_count": true}}}}}}}
 * </pre>
 *
 * Comments as in Java are allowed. Keys that are not known are skipped. What it says of an
 * operation counts instead of our line.
 */
final class Manifest {

  private static final int MAX_BYTES = 1 << 20;

  /** What members of these names hold is never recorded, whoever asks for it. */
  private static final Set<String> SECRET =
      new HashSet<>(
          Arrays.asList(
              "SecretString",
              "SecretBinary",
              "Payload",
              "Message",
              "MessageBody",
              "Body",
              "Data",
              "Value",
              "Input",
              "Output",
              "Cause",
              "Detail",
              "ClientContext",
              "LogResult",
              "InvokeArgs",
              "Statement",
              "PhoneNumber",
              "AttributeValue",
              "SSECustomerKey",
              "Policy"));

  private static final String[] NO_MEMBERS = {};

  private final Map<String, Map<String, Operation>> services = new LinkedHashMap<>();
  private final List<String> refused = new ArrayList<>();

  private Manifest() {}

  /**
   * Reads a file.
   *
   * @throws IOException if it can't be read or is larger than 1 MiB
   * @throws Json.Malformed if it is not such a table
   */
  static Manifest read(String file) throws IOException {
    try (InputStream in = new FileInputStream(file)) {
      return parse(ResourceTable.readAll(in, MAX_BYTES).toString("UTF-8"));
    }
  }

  /**
   * Reads a text.
   *
   * @throws Json.Malformed if it is not such a table
   */
  static Manifest parse(String text) {
    Manifest manifest = new Manifest();
    Map<?, ?> root = object(Json.parse(text), "the file");
    for (Map.Entry<?, ?> service : member(root, "services", "the file").entrySet()) {
      String name = (String) service.getKey();
      Map<String, Operation> operations = new LinkedHashMap<>();
      Map<?, ?> all = member(object(service.getValue(), name), "operations", name);
      for (Map.Entry<?, ?> operation : all.entrySet()) {
        String path = name + "." + operation.getKey();
        operations.put(
            (String) operation.getKey(),
            manifest.operation(object(operation.getValue(), path), path));
      }
      manifest.services.put(name, operations);
    }
    return manifest;
  }

  /** Members that are never recorded, with service and operation. */
  List<String> refused() {
    return refused;
  }

  void addTo(Map<String, ResourceTable.Section> sections) {
    for (Map.Entry<String, Map<String, Operation>> service : services.entrySet()) {
      ResourceTable.Section section = sections.get(service.getKey());
      if (section == null) {
        section = new ResourceTable.Section("");
        sections.put(service.getKey(), section);
      }
      for (Map.Entry<String, Operation> operation : service.getValue().entrySet()) {
        section.put(operation.getKey(), operation.getValue());
      }
    }
  }

  private Operation operation(Map<?, ?> operation, String path) {
    return new Operation(
        fields(operation, "request_parameters", "request_descriptors", path),
        fields(operation, "response_parameters", "response_descriptors", path));
  }

  private Field[] fields(Map<?, ?> operation, String parameters, String descriptors, String path) {
    List<Field> fields = new ArrayList<>();
    Object names = operation.get(parameters);
    if (names != null && !(names instanceof Collection)) {
      throw new Json.Malformed(path + "." + parameters + " is not a list");
    }
    if (names != null) {
      for (Object name : (Collection<?>) names) {
        if (!(name instanceof String)) {
          throw new Json.Malformed(path + "." + parameters + " is not a list of names");
        }
        add(fields, (String) name, Names.field((String) name), Field.Kind.VALUE, path);
      }
    }
    if (operation.get(descriptors) != null) {
      Map<?, ?> all = member(operation, descriptors, path);
      for (Map.Entry<?, ?> entry : all.entrySet()) {
        String name = (String) entry.getKey();
        Map<?, ?> descriptor = object(entry.getValue(), path + "." + name);
        Object renamed = descriptor.get("rename_to");
        Field.Kind kind = kind(descriptor);
        if (kind != null) {
          String field = renamed instanceof String ? (String) renamed : Names.field(name);
          add(fields, name, field, kind, path);
        }
      }
    }
    return fields.toArray(new Field[0]);
  }

  private static Field.Kind kind(Map<?, ?> descriptor) {
    if (is(descriptor, "map") && is(descriptor, "get_keys")) {
      return Field.Kind.KEYS;
    }
    return is(descriptor, "list") && is(descriptor, "get_count") ? Field.Kind.COUNT : null;
  }

  private static boolean is(Map<?, ?> descriptor, String name) {
    return Boolean.TRUE.equals(descriptor.get(name));
  }

  private void add(List<Field> fields, String member, String name, Field.Kind kind, String path) {
    if (kind == Field.Kind.VALUE && SECRET.contains(member)) {
      refused.add(path + "." + member);
    } else {
      fields.add(new Field(name, kind, new String[][] {{member}}, NO_MEMBERS));
    }
  }

  private static Map<?, ?> member(Map<?, ?> object, String name, String path) {
    return object(object.get(name), "\"" + name + "\" of " + path);
  }

  private static Map<?, ?> object(Object value, String path) {
    if (!(value instanceof Map)) {
      throw new Json.Malformed(path + (value == null ? " is missing" : " is not an object"));
    }
    return (Map<?, ?>) value;
  }
}
