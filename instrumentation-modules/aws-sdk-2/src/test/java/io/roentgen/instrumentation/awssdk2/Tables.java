package io.roentgen.instrumentation.awssdk2;

import com.amazonaws.xray.interceptors.TracingInterceptor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roentgen.instrumentation.aws.AwsResources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which operations the two tables have. */
final class Tables {

  private Tables() {}

  /** Amazon's table for this SDK: operations by service. */
  static JsonNode theirs() throws IOException {
    try (InputStream in =
        TracingInterceptor.class.getResourceAsStream("DefaultOperationParameterWhitelist.json")) {
      return new ObjectMapper().readTree(in).get("services");
    }
  }

  /** The operations of our table, by either SDK's name of their service. */
  static Map<String, TreeSet<String>> ours() throws IOException {
    Map<String, TreeSet<String>> table = new LinkedHashMap<>();
    List<TreeSet<String>> current = new ArrayList<>();
    try (InputStream in = AwsResources.class.getResourceAsStream("resources.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (line.startsWith("[")) {
          current.clear();
          for (String service : line.substring(1, line.indexOf(']')).split(", ")) {
            current.add(table.computeIfAbsent(service, any -> new TreeSet<>()));
          }
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          current.forEach(all -> all.add(line.substring(0, line.indexOf(' '))));
        }
      }
    }
    return table;
  }
}
