import { h } from "preact";
import { Flags } from "roentgen/part/flags.js";
import { dateTime, duration, plural } from "roentgen/part/format.js";
import { Long } from "roentgen/trace/copy.js";
import { entityOf, object, rootOf, text } from "roentgen/trace/model.js";
import { Status } from "roentgen/trace/sections.js";

/** What the trace is: request, answer, time; and what of it is missing. `children` are what can be done with it. */
export function Head({ model, toTrace, children }) {
  const { trace } = model;
  const root = rootOf(model);
  const entity = root ? entityOf(model, root) : {};
  const http = object(entity.http) || {};
  const request = object(http.request) || {};
  const response = object(http.response) || {};
  const services = new Set(model.rows.filter((row) => row.segment).map((row) => row.name)).size;
  return h("header", { class: "trace-head" },
    h("div", { class: "trace-what" },
      h("p", { class: "trace-root" }, root ? root.name.slice(0, 120) : "", h(Flags, { flags: root ? root.flags : trace.flags, pending: Boolean(root && root.pending), partial: Boolean(trace.partial), ok: true })),
      h("h1", null, request.url || request.method
        ? [h("span", { class: "trace-method" }, text(request.method).slice(0, 40)), " ", h(Url, { url: text(request.url) })]
        : h(Long, { text: (root && (root.summary || root.name)) || "Trace", cut: 200 }))),
    h("dl", { class: "trace-figures" },
      h("div", { class: "is-main" }, h("dt", null, "Response time"), h("dd", null, root && root.pending ? "in progress" : duration(root ? root.seconds : null))),
      response.status !== undefined && h("div", null, h("dt", null, "Status"), h("dd", null, h(Status, { status: response.status }))),
      root && model.duration > root.seconds * 1.001 && !root.pending && h("div", null, h("dt", { title: "To the end of the last that was caused by it" }, "Until the last end"), h("dd", null, duration(model.duration))),
      h("div", null, h("dt", null, "Started"), h("dd", null, dateTime(trace.start, true))),
      entity.user && h("div", null, h("dt", null, "User"), h("dd", { class: "cut" }, text(entity.user).slice(0, 120))),
      h("div", null, h("dt", null, "Size"), h("dd", null, plural(services, "service") + ", " + plural(model.rows.length, "row")))),
    children,
    h("div", { class: "trace-notes" },
      h(Missing, { model, root }),
      h(Linked, { trace, toTrace })));
}

/** The host is of less interest than the path. */
function Url({ url }) {
  const parts = /^([a-z]+:\/\/[^/?#]*)([^]*)$/i.exec(url);
  return parts && parts[2]
    ? h("span", { class: "trace-url" }, h("span", { class: "muted" }, parts[1].slice(0, 120)), h(Long, { text: parts[2], cut: 300 }))
    : h("span", { class: "trace-url" }, h(Long, { text: url, cut: 300 }));
}

/** Traces that began or went on elsewhere: what was read out of a queue in one go, for example. */
function Linked({ trace, toTrace }) {
  const ids = [...new Set((Array.isArray(trace.links) ? trace.links : []).map((link) => text(link.trace)))].filter((id) => id && id !== trace.id);
  return ids.length === 0 ? null : h("p", { class: "trace-linked" }, "Linked with ", ids.slice(0, 8).map((id, i) => [
    i > 0 && ", ", toTrace ? h("a", { class: "mono", href: toTrace(id, null) }, id.slice(0, 60)) : h("span", { class: "mono" }, id.slice(0, 60))]),
  ids.length > 8 && ` and ${ids.length - 8} more`);
}

function Missing({ model, root }) {
  const waiting = model.rows.filter((row) => !row.above && text(entityOf(model, row).parent_id));
  const pending = model.rows.filter((row) => row.pending).length;
  if (!model.trace.partial && waiting.length === 0 && pending === 0) {
    return null;
  }
  const rest = waiting.filter((row) => row !== root);
  const caller = root && waiting.includes(root);
  return h("ul", { class: "trace-missing" },
    caller && h("li", null, "Called by ", h("code", null, short(model, root)), ", which has not arrived or is not traced"),
    rest.slice(0, 5).map((row) => h("li", { key: row.key }, h("b", null, row.name.slice(0, 80)), " is waiting for its parent ", h("code", null, short(model, row)), ", which has not arrived")),
    rest.length > 5 && h("li", null, plural(rest.length - 5, "other"), " too"),
    pending > 0 && h("li", null, pending === 1 ? "1 row is" : pending + " rows are", " still in progress"));
}

function short(model, row) {
  const id = text(entityOf(model, row).parent_id);
  return id.length > 16 ? id.slice(0, 16) + "…" : id;
}
