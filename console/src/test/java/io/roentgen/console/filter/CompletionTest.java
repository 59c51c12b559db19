package io.roentgen.console.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.roentgen.console.trace.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each expression has a | where the cursor is. */
class CompletionTest {

  static final Vocabulary SEEN =
      new Vocabulary() {
        @Override
        public Collection<Node> nodes() {
          return Arrays.asList(
              Node.of("shop", "client"),
              Node.of("shop", "AWS::ECS::Container"),
              Node.of("stock", ""),
              Node.of("orders", "AWS::DynamoDB::Table"),
              Node.of("a \"b\"", "remote"));
        }

        @Override
        public Collection<String> annotationKeys() {
          return Arrays.asList("customer", "count", "aws.local.operation");
        }

        @Override
        public Collection<?> annotationValues(String key) {
          switch (key) {
            case "customer":
              return Arrays.asList("gold", "silver");
            case "count":
              return Arrays.asList(3.0, 2.5, true);
            case "aws.local.operation":
              return Collections.singletonList("GET /orders");
            default:
              return Collections.emptyList();
          }
        }

        @Override
        public Collection<?> values(String keyword) {
          return keyword.equals("user")
              ? Arrays.asList("alice", "bob")
              : keyword.equals("http.status")
                  ? Arrays.asList(200.0, 404.0)
                  : Collections.emptyList();
        }
      };

  private static List<Completion> at(String expression) {
    int cursor = expression.indexOf('|');
    return Completion.of(
        expression.substring(0, cursor) + expression.substring(cursor + 1), cursor, SEEN);
  }

  private static List<String> texts(String expression) {
    List<String> texts = new ArrayList<>();
    for (Completion completion : at(expression)) {
      texts.add(completion.text().trim());
    }
    return texts;
  }

  /** What is offered, with _ between, in this order and nothing else. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          serv|                                ~ service(_rootcause.fault.service_rootcause.error.service_rootcause.responsetime.service
          ok AND serv|                         ~ service(_rootcause.fault.service_rootcause.error.service_rootcause.responsetime.service
          FAU|                                 ~ fault_rootcause.fault.service_rootcause.fault.entity_rootcause.fault.exception
          status|                              ~ http.status
          service|                             ~ service(_rootcause.fault.service_rootcause.error.service_rootcause.responsetime.service
          service |                            ~ (
          service(|                            ~ "shop"_"stock"_"orders"_"a \\"b\\""_id(
          service(sh|                          ~ "shop"
          service("|                           ~ "shop"_"stock"_"orders"_"a \\"b\\""
          service("st|                         ~ "stock"
          service('st|                         ~ "stock"
          service("A|                          ~ "a \\"b\\""
          service("or|ders") { ok }            ~ "orders"
          service("zzz|                        ~
          service(id|                          ~ id(
          service(id |                         ~ (
          service(id(|                         ~ name:_type:_account.id:
          service(id(t|                        ~ type:
          service(id(name |                    ~ :
          service(id(name: |                   ~ "shop"_"stock"_"orders"_"a \\"b\\""
          service(id(type: |                   ~ "client"_"AWS::ECS::Container"_""_"AWS::DynamoDB::Table"_"remote"
          service(id(type: "AWS::D|            ~ "AWS::DynamoDB::Table"
          service(id(name: "shop" |            ~ ,_)
          service(id(name: "shop", ty|         ~ type:
          service(id(name: "shop") |           ~ )
          service("shop" |                     ~ )
          service("shop") |                    ~ {_AND_OR
          service("shop") { |                  ~ ok_error_throttle_fault_partial_inferred_root_responsetime_duration_http.status_http.url_http.method_http.useragent_http.clientip_user_name_type_message_availabilityzone_instance.id_resource.arn_annotation.customer_annotation.count_annotation[aws.local.operation]
          service("shop") { name = |           ~ "shop"_"stock"_"orders"_"a \\"b\\""
          service("shop") { ok |               ~ =_!=_AND_OR_}
          service("shop") { ok } |             ~ AND_OR
          service("shop") { (ok = true |       ~ AND_OR_)
          edge(|                               ~ "shop"_"stock"_"orders"_"a \\"b\\""_id(
          edge("shop" |                        ~ ,_)
          edge("shop", |                       ~ "shop"_"stock"_"orders"_"a \\"b\\""_id(
          edge("shop", "stock" |               ~ )
          edge(id(name: "shop") |              ~ ,_)
          edge(id(name: "shop"), id(name: "s"  |  ~ ,_)
          edge(id(name: "shop", type: "") |    ~ ,_)
          service("shop") { ok } serv|         ~ service(_rootcause.fault.service_rootcause.error.service_rootcause.responsetime.service
          service("shop") { ok } AND coun|     ~ annotation.count
          edge("shop", "stock") |              ~ {_AND_OR
          edge("shop", "stock") { us|          ~ http.status_http.useragent_annotation.customer
          annotation.|                         ~ annotation.customer_annotation.count_annotation[aws.local.operation]
          annotation.cu|                       ~ annotation.customer
          anno|                                ~ annotation.customer_annotation.count_annotation[aws.local.operation]
          cust|                                ~ annotation.customer
          annotation[|                         ~ annotation.customer_annotation.count_annotation[aws.local.operation]
          annotation[aws.|                     ~ annotation[aws.local.operation]
          annotation[aws.lo|cal] = 5           ~ annotation[aws.local.operation]
          annotation.customer |                ~ =_!=_<_<=_>_>=_CONTAINS_BEGINSWITH_ENDSWITH_AND_OR
          annotation.customer = |              ~ "gold"_"silver"
          annotation.customer = "s|            ~ "silver"
          annotation.customer = si|            ~ "silver"
          annotation.count > |                 ~ 3_2.5_true
          annotation[aws.local.operation] = |  ~ "GET /orders"
          annotation[aws.local.operation]= "G| ~ "GET /orders"
          http.status |                        ~ =_!=_<_<=_>_>=_AND_OR
          http.status = |                      ~ 200_404
          http.url |                           ~ =_!=_CONTAINS_BEGINSWITH_ENDSWITH_AND_OR
          http.url con|                        ~ CONTAINS
          http.method = "P|                    ~ "POST"_"PUT"_"PATCH"
          user = |                             ~ "alice"_"bob"
          USER != "b|                          ~ "bob"
          user = "alice" |                     ~ AND_OR
          user = "alice" a|                    ~ AND_availabilityzone_annotation.customer_annotation.count_annotation[aws.local.operation]
          fault |                              ~ =_!=_AND_OR
          fault = |                            ~ true_false
          fault = t|                           ~ true
          !fau|                                ~ fault_rootcause.fault.service_rootcause.fault.entity_rootcause.fault.exception
          (fault |                             ~ =_!=_AND_OR_)
          rootcause.fault.service |            ~ {_AND_OR
          rootcause.fault.service { na|        ~ name
          rootcause.responsetime.entity { co|  ~ coverage
          rootcause.fault.entity { co|         ~
          rootcause.resp|                      ~ rootcause.responsetime.service_rootcause.responsetime.entity
          ok ; |                               ~
          responsetime > 5s |                  ~
          service("shop") } |                  ~
          """)
  void offers(String expression, String expected) {
    assertEquals(expected == null ? "" : expected, String.join("_", texts(expression)));
  }

  @Test
  void nothingWrittenOffersEveryKeyword() {
    List<String> texts = texts("|");
    for (Keyword keyword : Keyword.values()) {
      assertEquals(keyword.isIn(Scope.TRACE), texts.contains(keyword.word), keyword.word);
    }
    assertTrue(texts.containsAll(Arrays.asList("service(", "edge(", "annotation.customer")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          ok AND serv|                        ~ ok AND service(
          serv|ic                             ~ service(
          service("st|                        ~ service("stock"
          service("st|") { fault }            ~ service("stock") { fault }
          service("or|ders") { fault }        ~ service("orders") { fault }
          service("st| AND user = "x"         ~ service("stock" AND user = "x"
          service(st|) { fault }              ~ service("stock") { fault }
          annotation[aws.|                    ~ annotation[aws.local.operation]
          annotation[aws.lo|cal] = 5          ~ annotation[aws.local.operation] = 5
          annotation.cu|stom = 5              ~ annotation.customer = 5
          user = "a|" AND ok                  ~ user = "alice" AND ok
          http.url con| "x"                   ~ http.url CONTAINS "x"
          """)
  void theFirstTakesThePlaceOfWhatStandsThere(String expression, String expected) {
    Completion first = at(expression).get(0);
    String text = expression.replace("|", "");
    assertEquals(
        expected, text.substring(0, first.from()) + first.text() + text.substring(first.to()));
  }

  @Test
  void saysWhatItIs() {
    Completion name = at("service(\"st|").get(0);
    assertEquals("service", name.kind());
    Completion table = at("service(\"ord|").get(0);
    assertEquals("AWS::DynamoDB::Table", table.hint());
    assertEquals("AWS::ECS::Container", at("service(\"sh|").get(0).hint());
    assertEquals("keyword", at("responset|").get(0).kind());
    assertEquals("seconds until the answer", at("responset|").get(0).hint());
    assertEquals("operator", at("ok |").get(0).kind());
    assertEquals("annotation", at("annotation.cu|").get(0).kind());
  }

  @Test
  void atMost50() {
    List<String> users = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      users.add("user" + i);
    }
    Vocabulary many =
        new Vocabulary() {
          @Override
          public Collection<?> values(String keyword) {
            return users;
          }
        };
    assertEquals(50, Completion.of("user = ", 7, many).size());
  }
}
