package io.roentgen.instrumentation.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.trace.Entity;
import io.roentgen.trace.Sink;
import io.roentgen.trace.Tracer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void keepWarnings() {
    Tracer.install(
        "test",
        (host, method, path) -> true,
        new Sink() {
          @Override
          public void offer(Entity complete) {}

          @Override
          public void warn(String message) {
            warnings.add(message);
          }
        });
  }

  @AfterEach
  void forget() {
    Tracer.install("test", (host, method, path) -> true, entity -> {});
  }

  private ResourceTable load(String text) throws IOException {
    Path file = folder.resolve("manifest.json");
    Files.writeString(file, text);
    return ResourceTable.load(file.toString());
  }

  private static String names(Field[] fields) {
    TreeSet<String> names = new TreeSet<>();
    for (Field field : fields) {
      names.add(field.name);
    }
    return names.toString();
  }

  @Test
  void addsAndReplacesOperations() throws IOException {
    ResourceTable table =
        load(
            """
            {
              // what we use
              "services": {
                "DynamoDb": {"operations": {
                  "GetItem": {"request_parameters": ["TableName", "ReturnConsumedCapacity"]},
                  "NewItem": {
                    "request_descriptors": {
                      "RequestItems": {"map": true, "get_keys": true, "rename_to": "tables"},
                      "Nothing": {"map": true, "get_count": true}
                    },
                    "response_parameters": ["Count"],
                    "response_descriptors": {"TableNames": {"list": true, "get_count": true}}
                  }
                }},
                "Kms": {"operations": {"Decrypt": {"request_parameters": ["KeyId"], "future": 1}}},
                "S3": {"operations": {"GetObject": {"request_parameters": ["Bucket"]}}}
              }
            }
            """);
    assertEquals(List.of(), warnings);
    assertEquals(
        "[return_consumed_capacity, table_name]", names(table.find("DynamoDb", "GetItem").request));
    assertEquals("[]", names(table.find("DynamoDb", "GetItem").response));
    assertEquals("[tables]", names(table.find("DynamoDb", "NewItem").request));
    assertEquals("[count, table_names]", names(table.find("DynamoDb", "NewItem").response));
    assertEquals("[key_id]", names(table.find("Kms", "Decrypt").request));
    assertEquals("[bucket_name]", names(table.find("S3", "GetObject").request));
    assertEquals("[table_name]", names(table.find("DynamoDb", "PutItem").request));
    assertSame(Operation.UNKNOWN, table.find("Kms", "Encrypt"));
  }

  @Test
  void whatIsSentOrSecretIsRefused() throws IOException {
    ResourceTable table =
        load(
            """
            {"services": {"Sqs": {"operations": {"SendMessage": {
              "request_parameters": ["MessageBody", "QueueUrl"]}}},
              "SecretsManager": {"operations": {"GetSecretValue": {
                "response_parameters": ["SecretString"]}}}}}
            """);
    assertEquals("[queue_url]", names(table.find("Sqs", "SendMessage").request));
    assertEquals("[]", names(table.find("SecretsManager", "GetSecretValue").response));
    assertEquals(1, warnings.size());
    assertTrue(
        warnings
            .get(0)
            .endsWith(
                "manifest.json: never recorded are "
                    + "[Sqs.SendMessage.MessageBody, SecretsManager.GetSecretValue.SecretString]"),
        warnings.get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      textBlock =
          """
          {"services": {          ~ line 1: a name in quotes was expected, not the end
          []                      ~ the file is not an object
          {}                      ~ "services" of the file is missing
          {"services": 1}         ~ "services" of the file is not an object
          {"services": {"Sqs": null}}                              ~ Sqs is missing
          {"services": {"Sqs": {}}}                                ~ "operations" of Sqs is missing
          {"services": {"Sqs": {"operations": []}}}                ~ "operations" of Sqs is not an object
          {"services": {"Sqs": {"operations": {"A": "b"}}}}        ~ Sqs.A is not an object
          {"services": {"Sqs": {"operations": {"A": {"request_parameters": "b"}}}}}     ~ Sqs.A.request_parameters is not a list
          {"services": {"Sqs": {"operations": {"A": {"response_parameters": [1]}}}}}    ~ Sqs.A.response_parameters is not a list of names
          {"services": {"Sqs": {"operations": {"A": {"request_descriptors": [1]}}}}}    ~ "request_descriptors" of Sqs.A is not an object
          {"services": {"Sqs": {"operations": {"A": {"request_descriptors": {"b":1}}}}}} ~ Sqs.A.b is not an object
          """)
  void aBrokenFileIsToldOfInOneLine(String text, String why) throws IOException {
    ResourceTable table = load(text);
    assertEquals("[table_name]", names(table.find("DynamoDb", "PutItem").request));
    String file = folder.resolve("manifest.json").toString();
    assertEquals(
        List.of("roentgen.aws.service.handler.manifest=" + file + " is not used: " + why),
        warnings);
  }

  @Test
  void soIsOneThatCannotBeRead() throws IOException {
    ResourceTable.load(folder.resolve("none").toString());
    ResourceTable.load(folder.toString());
    Files.write(folder.resolve("large"), new byte[2 << 20]);
    ResourceTable.load(folder.resolve("large").toString());
    Files.write(folder.resolve("binary"), new byte[] {(byte) 0xCA, (byte) 0xFE, 0, 1});
    ResourceTable.load(folder.resolve("binary").toString());
    Files.write(folder.resolve("utf16"), "{\"services\":{}}".getBytes(StandardCharsets.UTF_16));
    ResourceTable.load(folder.resolve("utf16").toString());
    Files.writeString(folder.resolve("deep"), "[".repeat(500_000));
    ResourceTable.load(folder.resolve("deep").toString());
    assertEquals(6, warnings.size());
    for (String warning : warnings) {
      assertTrue(warning.contains(" is not used: "), warning);
      assertTrue(warning.length() < 400, warning);
    }
  }
}
