import { h, isValidElement } from "preact";
import { quote } from "roentgen/part/expression.js";
import { duration } from "roentgen/part/format.js";
import { annotationTerm } from "roentgen/part/trace-row.js";
import { Copy, Long } from "roentgen/trace/copy.js";
import { JsonTree } from "roentgen/trace/json.js";
import { object, text } from "roentgen/trace/model.js";
import { sqlLines } from "roentgen/trace/sql.js";

/** Names and values; what has no value is left out, what is nested is a tree. */
export function Facts({ facts }) {
  const shown = facts.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return shown.length === 0 ? null : h("dl", { class: "facts" }, shown.map(([name, value, action], i) => h("div", { key: i },
    h("dt", { class: "cut", title: name.length > 20 ? name.slice(0, 500) : null }, name.slice(0, 200)),
    h("dd", null, isValidElement(value) ? value : typeof value === "object" ? h(JsonTree, { value, label: name }) : h(Long, { text: text(value), cut: 300 }), action))));
}

/** What an AWS call was about, or what a segment runs on; everything that was sent. */
export function Aws({ aws }) {
  const first = ["operation", "region", "account_id", "request_id", "retries"];
  const keys = [...first.filter((key) => key in aws), ...Object.keys(aws).filter((key) => !first.includes(key))];
  return h(Facts, { facts: keys.map((key) => [words(key), aws[key]]) });
}

/** Request and response. */
export function Http({ http, filter }) {
  const request = object(http.request) || {};
  const response = object(http.response) || {};
  const rest = (from, known) => Object.entries(from).filter(([key]) => !known.includes(key)).map(([key, value]) => [words(key), value]);
  return h(Facts, { facts: [
    ["method", request.method],
    ["URL", request.url && h("code", { class: "wrap" }, h(Long, { text: text(request.url) })), request.url && filter && h(filter, { term: "http.url = " + quote(text(request.url)), key: "filter" })],
    ["status", response.status !== undefined ? h(Status, { status: response.status }) : null],
    ["length", Number.isFinite(response.content_length) ? response.content_length.toLocaleString("en") + " B" : response.content_length],
    ["user agent", request.user_agent],
    ["client", request.client_ip],
    ...rest(request, ["method", "url", "user_agent", "client_ip"]),
    ...rest(response, ["status", "content_length"]),
  ] });
}

/** An HTTP status with the condition it stands for. */
export function Status({ status }) {
  const code = Number(status);
  const condition = !(code > 0) ? "none" : code === 429 ? "throttle" : code >= 500 ? "fault" : code >= 400 ? "error" : "ok";
  return h("span", { class: "http-status is-" + condition }, text(status).slice(0, 40));
}

/** A statement that reads well, and what is known of the database. */
export function Sql({ sql }) {
  const statement = text(sql.sanitized_query);
  const rest = Object.entries(sql).filter(([key]) => !["sanitized_query", "url", "database_type", "database_version", "driver_version", "user", "preparation"].includes(key));
  return [
    statement && h("div", { class: "sql", key: "statement" },
      h(Copy, { text: statement, label: "Copy" }),
      h("pre", { tabIndex: 0, "aria-label": "SQL statement" }, h(Statement, { statement }))),
    h(Facts, { key: "facts", facts: [
      ["database", [text(sql.database_type), text(sql.database_version)].filter(Boolean).join(" ")],
      ["URL", sql.url && h("code", { class: "wrap" }, h(Long, { text: text(sql.url) }))],
      ["user", sql.user],
      ["driver", sql.driver_version],
      ["preparation", sql.preparation],
      ...rest.map(([key, value]) => [words(key), value]),
    ] }),
  ];
}

function Statement({ statement }) {
  const shown = statement.length > 4000;
  if (shown) {
    return h(Long, { text: statement, cut: 3000 });
  }
  return h("code", null, sqlLines(statement).map((line, i) => h("span", { key: i, class: "sql-line" }, "  ".repeat(line.indent),
    line.parts.map((part) => (part.word ? h("b", null, part.text) : part.text)), "\n")));
}

/** Annotations; each a way to the traces that have the same one. */
export function Annotations({ annotations, filter }) {
  return h(Facts, { facts: Object.entries(annotations).map(([key, value]) => [
    key, h("code", { class: "wrap" }, h(Long, { text: text(value), cut: 300 })),
    filter && value !== null && typeof value !== "object" && h(filter, { term: annotationTerm(key, value), key: "filter" }),
  ]) });
}

/** Figures of what a row is made of. */
export function Times({ row, gap }) {
  return h(Facts, { facts: [
    ["duration", row.pending ? "in progress" : duration(row.seconds)],
    ["in itself", row.children.length > 0 ? duration(row.own) : null],
    ["starts at", "+ " + duration(row.start)],
    [gap && gap.queued ? "waited" : "on the way there", gap && duration(gap.before)],
    ["on the way back", gap && !gap.queued && gap.after > 0 ? duration(gap.after) : null],
  ] });
}

/** A field's name as words: "table_name" is "table name". */
function words(key) {
  return key.replace(/_/g, " ");
}
