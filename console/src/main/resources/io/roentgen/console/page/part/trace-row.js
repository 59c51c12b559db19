import { h } from "preact";
import { ConditionIcon, worst } from "roentgen/part/flags.js";
import { ago, clock, dateTime, duration, when } from "roentgen/part/format.js";
import { quote } from "roentgen/part/expression.js";

const HTTP = /^(https?:\/\/)([^/]*)(\/.*)?$/i;

/** A filter expression's condition for one annotation of a trace. */
export function annotationTerm(key, value) {
  const bare = /^[^\s"'\\\]][^\u0000-\u0020"'\\\]]*$/.test(key);
  const name = /^\w+$/.test(key) ? "annotation." + key : `annotation[${bare ? key : quote(key)}]`;
  return `${name} = ${typeof value === "string" ? quote(value) : value}`;
}

/** The request of a trace: its method and URL, its host quieter than its path; a trace without one has its name. */
export function Request({ trace }) {
  if (!trace.url) {
    return h("bdi", null, trace.method ? trace.method + " " : "", trace.name);
  }
  const [, scheme = "", host = "", path = trace.url] = HTTP.exec(trace.url) ?? [];
  return [
    trace.method && h("span", { class: "method" }, trace.method),
    h(
      "span",
      { class: "url", dir: "ltr", title: trace.url },
      h("bdi", null, path || "/"),
      host && h("span", { class: "host" }, " " + scheme + host),
    ),
  ];
}

/**
 * One trace of the list.
 *
 * @param {{trace: ?Object, index: number, total: number, slowest: number, focused: boolean, marked: boolean,
 *     fresh: boolean, top: number, href: string, addTerm: function(string)}} props trace: null while it is on its way,
 *     undefined if it is no longer there; slowest: seconds, for the bar; top: pixels from the list's start
 */
export function TraceRow({ trace, index, total, slowest, focused, marked, fresh, top, href, addTerm }) {
  const place = {
    class: "row-one",
    style: { top: top + "px" },
    "data-index": index,
    "aria-setsize": total,
    "aria-posinset": index + 1,
  };
  if (!trace) {
    return trace === null
      ? h("li", { ...place, class: "row-one is-coming" }, h("span", { class: "sr-only" }, "Loading"))
      : h("li", { ...place, class: "row-one is-gone" }, "Had to make room for newer traces");
  }
  const condition = worst(trace.flags, trace.pending);
  const share = slowest > 0 ? Math.max(0.006, Math.min(1, trace.responseTime / slowest)) : 0;
  const annotations = Object.entries(trace.annotations ?? {});
  const tab = focused ? 0 : -1;
  return h(
    "li",
    { ...place, class: "row-one is-" + condition + (marked ? " is-marked" : "") + (fresh ? " is-fresh" : "") },
    h(
      "span",
      { class: "row-status" },
      h(
        "span",
        { class: "badge is-" + condition, title: condition === "pending" ? "in progress" : condition },
        h(ConditionIcon, { condition }),
        trace.status ?? (condition === "ok" ? "ok" : condition),
      ),
      trace.partial &&
        h(
          "span",
          { class: "is-partial", title: "partial: some of its segments have not arrived" },
          h(ConditionIcon, { condition: "partial" }),
        ),
    ),
    h("a", { class: "row-request", href, tabIndex: tab, "aria-label": label(trace, condition) }, h(Request, { trace })),
    h("bdi", { class: "row-service", title: trace.name }, trace.name),
    h(
      "span",
      { class: "row-time" },
      h("b", null, trace.pending ? "…" : duration(trace.responseTime)),
      h("span", { class: "row-bar", "aria-hidden": "true" }, h("i", { style: { width: 100 * share + "%" } })),
    ),
    h(
      "time",
      { class: "row-when", dateTime: new Date(trace.start * 1000).toISOString(), title: `${dateTime(trace.start, true)}, ${ago(trace.start)}` },
      when(trace.start),
    ),
    h("span", { class: "row-user", title: trace.user ?? undefined }, trace.user && h("bdi", null, trace.user)),
    h(
      "span",
      { class: "row-tags" },
      annotations.slice(0, 6).map(([key, value]) =>
        h(
          "button",
          {
            key,
            type: "button",
            class: "row-tag",
            tabIndex: tab,
            title: "Only traces with " + annotationTerm(key, value),
            onClick: () => addTerm(annotationTerm(key, value)),
          },
          h("bdi", null, key),
          " ",
          h("bdi", { class: "row-value" }, String(value)),
        ),
      ),
    ),
    h(
      "span",
      { class: "row-services", title: trace.services + (trace.services === 1 ? " service" : " services") },
      trace.services,
      h("span", { class: "row-unit" }, trace.services === 1 ? " service" : " services"),
    ),
  );
}

function label(trace, condition) {
  return [
    [trace.method, trace.url ?? trace.name].filter(Boolean).join(" "),
    [trace.status, condition === "pending" ? "in progress" : condition, trace.partial && "partial"]
      .filter(Boolean)
      .join(" "),
    trace.pending ? "" : duration(trace.responseTime),
    "at " + clock(trace.start),
    trace.user && "user " + trace.user,
  ]
    .filter(Boolean)
    .join(", ");
}
