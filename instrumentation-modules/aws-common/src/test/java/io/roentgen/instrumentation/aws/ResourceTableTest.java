package io.roentgen.instrumentation.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResourceTableTest {

  private static final Set<String> OF_A_PAYLOAD =
      Set.of(
          "Item",
          "Items",
          "Payload",
          "Body",
          "MessageBody",
          "Message",
          "Data",
          "Value",
          "Input",
          "Output",
          "Detail",
          "SecretString",
          "SecretBinary",
          "Statement",
          "Parameters",
          "PhoneNumber",
          "Endpoint",
          "Policy",
          "SSECustomerKey");

  private final ResourceTable table = ResourceTable.load(null);

  private static List<String> names(Field[] fields) {
    List<String> names = new ArrayList<>();
    for (Field field : fields) {
      names.add(field.name);
    }
    return names;
  }

  @Test
  void everyLineOfOursCanBeReadAndIsThereOnce() {
    Set<String> seen = new HashSet<>();
    String[] services = {};
    int operations = 0;
    for (String line : ResourceTable.builtIn().split("\n")) {
      if (line.startsWith("[")) {
        services = line.substring(1, line.indexOf(']')).split(", ");
        for (String service : services) {
          assertTrue(seen.add(service), service);
        }
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        String name = line.substring(0, line.indexOf(' '));
        assertTrue(seen.add(services[0] + "." + name), name);
        for (String service : services) {
          Operation operation = table.find(service, name);
          Set<String> fields = new HashSet<>(names(operation.request));
          fields.addAll(names(operation.response));
          assertFalse(fields.isEmpty(), line);
          for (String field : fields) {
            assertTrue(field.matches("[a-z][a-z0-9_]*"), field);
          }
        }
        operations++;
      }
    }
    assertTrue(operations > 400, operations + " operations");
  }

  @Test
  void noLineNamesWhatIsSentOrSecret() {
    for (String line : ResourceTable.builtIn().split("\n")) {
      if (line.startsWith("#") || line.startsWith("[") || line.isEmpty()) {
        continue;
      }
      for (String part : line.substring(line.indexOf(' ') + 1).split("[ .|,{}]")) {
        String member = part.replaceAll("=.*", "");
        assertFalse(OF_A_PAYLOAD.contains(member), line);
      }
    }
  }

  @Test
  void knowsBothSdksNames() {
    assertEquals(List.of("table_names"), names(table.find("DynamoDb", "BatchGetItem").request));
    assertSame(table.find("DynamoDb", "Query"), table.find("AmazonDynamoDBv2", "Query"));
    assertSame(table.find("S3", "GetObject"), table.find("Amazon S3", "GetObject"));
    assertEquals(List.of("message_id"), names(table.find("AmazonSQS", "SendMessage").response));
  }

  @Test
  void nothingIsKnownOfTheUnknown() {
    assertSame(Operation.UNKNOWN, table.find("DynamoDb", "GetItemm"));
    assertSame(Operation.UNKNOWN, table.find("DynamoDb", "GetIte"));
    assertSame(Operation.UNKNOWN, table.find("DynamoDb", ""));
    assertSame(Operation.UNKNOWN, table.find("dynamodb", "GetItem"));
    assertSame(Operation.UNKNOWN, table.find(null, "GetItem"));
    assertSame(Operation.UNKNOWN, table.find("DynamoDb", null));
    assertNotSame(Operation.UNKNOWN, table.find("DynamoDb", "GetItem"));
  }
}
