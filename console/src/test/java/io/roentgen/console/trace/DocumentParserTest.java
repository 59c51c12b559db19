package io.roentgen.console.trace;

import static io.roentgen.console.trace.Documents.document;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentParserTest {

  private static final String HEAD =
      "{'name':'shop','id':'277ff43cf1b4add0','start_time':1.5,'trace_id':'1-2-3'";

  @Test
  void readsWhatAnEntityHas() {
    Document document =
        document(
            HEAD
                + ",'end_time':2.25,'parent_id':'53995c3f42cd8ad8','origin':'AWS::EC2::Instance',"
                + "'fault':true,'throttle':true,'error':false,'user':'anna',"
                + "'resource_arn':'arn:x','http':{'request':{'method':'GET','url':'http://a/b',"
                + "'user_agent':'curl','client_ip':'1.2.3.4'},'response':{'status':503}},"
                + "'aws':{'region':'eu-west-1','retries':2,'ec2':{'instance_id':'i-1'},'l':[1]},"
                + "'annotations':{'a':'text','b':7,'c':true,'d':null,'e':{}},"
                + "'cause':{'exceptions':[{'type':'X','message':'m','remote':true},{}]},"
                + "'links':[{'trace_id':'1-9','id':'0000000000000001'}],"
                + "'metadata':{'deep':{'id':'not this'}},'new_field':[{'name':'nor this'}]}");
    Entity entity = document.entity();
    assertEquals("1-2-3", document.traceId());
    assertEquals("shop", entity.name());
    assertEquals(0x277ff43cf1b4add0L, entity.id());
    assertEquals(0x53995c3f42cd8ad8L, entity.parentId());
    assertTrue(entity.isSegment());
    assertEquals(.75, entity.seconds());
    assertEquals(Entity.FAULT | Entity.THROTTLE, entity.flags());
    assertEquals("anna", entity.user());
    assertEquals("arn:x", entity.resourceArn());
    assertEquals("AWS::EC2::Instance", entity.origin());
    assertEquals("GET", entity.http().method());
    assertEquals("http://a/b", entity.http().url());
    assertEquals("curl", entity.http().userAgent());
    assertEquals("1.2.3.4", entity.http().clientIp());
    assertEquals(503, entity.http().status());
    assertEquals("eu-west-1", entity.aws("region"));
    assertEquals("2", entity.aws("retries"));
    assertEquals("i-1", entity.aws("ec2.instance_id"));
    assertNull(entity.aws("l"));
    assertEquals(Map.of("a", "text", "b", 7.0, "c", true), entity.annotations());
    assertEquals("X", entity.failures()[0].type());
    assertEquals("m", entity.failures()[0].message());
    assertTrue(entity.failures()[0].isRemote());
    assertEquals("", entity.failures()[1].type());
    assertEquals("1-9", entity.links()[0].traceId());
    assertEquals(1, entity.links()[0].id());
  }

  @Test
  void readsSubsegments() {
    Entity entity =
        document(
                HEAD
                    + ",'end_time':3,'subsegments':[{'name':'db','id':'0000000000000001',"
                    + "'start_time':1.6,'end_time':1.7,'namespace':'remote',"
                    + "'sql':{'sanitized_query':'SELECT ?'}},{'name':'no id','start_time':1},7]}")
            .entity();
    assertEquals(1, entity.children().length);
    Entity db = entity.children()[0];
    assertFalse(db.isSegment());
    assertEquals(entity.id(), db.parentId());
    assertEquals("remote", db.namespace());
    assertTrue(db.isSql());
    assertEquals("SELECT ?", db.sql());
  }

  @Test
  void whatHasNotEndedIsInProgress() {
    assertTrue(document(HEAD + ",'in_progress':true}").entity().is(Entity.IN_PROGRESS));
    Entity noEnd = document(HEAD + "}").entity();
    assertTrue(noEnd.is(Entity.IN_PROGRESS));
    assertEquals(0, noEnd.seconds());
  }

  @Test
  void subsegmentsThatCameAloneAreNoSegments() {
    assertFalse(document(HEAD + ",'type':'subsegment','end_time':2}").entity().isSegment());
  }

  @Test
  void oddFieldsCountAsMissing() {
    Entity entity =
        document(
                HEAD
                    + ",'end_time':'soon','http':7,'aws':[],'annotations':'x','cause':'id','sql':1,"
                    + "'links':{},'subsegments':{},'user':{},'fault':'yes','origin':null}")
            .entity();
    assertNull(entity.http());
    assertNull(entity.annotations());
    assertNull(entity.user());
    assertEquals(Entity.IN_PROGRESS, entity.flags());
    assertFalse(entity.isSql());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'id':'a','start_time':1,'trace_id':'t'}             | no id, name or start_time
          {'name':'a','start_time':1,'trace_id':'t'}           | no id, name or start_time
          {'name':'a','id':'b','trace_id':'t'}                 | no id, name or start_time
          {'name':'a','id':'b','start_time':1}                 | no trace_id
          {'name':'a','id':'b','start_time':1,'trace_id':7}    | no trace_id
          [1]                                                  | no JSON object
          {'name':                                             | no JSON
          {'name':'a'} {'name':'b'}                            | no JSON
          {'name':'a','id':'b','start_time':NaN}               | no JSON
          """)
  void refusesWhatIsNoDocument(String json, String reason) {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    BadDocument bad =
        assertThrows(BadDocument.class, () -> new DocumentParser().parse(bytes, 0, bytes.length));
    assertEquals(reason, bad.getMessage());
  }

  @Test
  void refusesWhatIsTooDeepAndReadsWhatIsNot() throws BadDocument {
    String open = "{\"x\":";
    byte[] deep = (open.repeat(12_000) + "1" + "}".repeat(12_000)).getBytes(StandardCharsets.UTF_8);
    assertThrows(BadDocument.class, () -> new DocumentParser().parse(deep, 0, deep.length));
    String below = ",'subsegments':[{'name':'a','id':'b','start_time':1";
    Entity entity = document(HEAD + below.repeat(400) + "}]".repeat(400) + "}").entity();
    int depth = 0;
    for (; entity.children().length > 0; depth++) {
      entity = entity.children()[0];
    }
    assertEquals(400, depth);
  }

  @Test
  void keepsTheBytesOnOneLine() throws BadDocument {
    byte[] bytes =
        " \n{\"name\":\"é\",\r\n\"id\":\"b\",\"start_time\":1,\"trace_id\":\"t\"}\n"
            .getBytes(StandardCharsets.UTF_8);
    Document document = new DocumentParser().parse(bytes, 0, bytes.length);
    assertArrayEquals(
        "{\"name\":\"é\",  \"id\":\"b\",\"start_time\":1,\"trace_id\":\"t\"}"
            .getBytes(StandardCharsets.UTF_8),
        document.bytes());
  }

  @Test
  void idsThatAreNoHexNumbersAreToldApart() {
    assertEquals(0xabcdefL, DocumentParser.id("0000000000abcdef"));
    assertEquals(DocumentParser.id("one"), DocumentParser.id("one"));
    assertFalse(DocumentParser.id("one") == DocumentParser.id("two"));
    assertEquals(1, DocumentParser.id("0000000000000000"));
  }
}
