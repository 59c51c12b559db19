import { h } from "preact";
import { useApi } from "roentgen/api.js";
import { Flags } from "roentgen/part/flags.js";
import { ago, duration, plural, when } from "roentgen/part/format.js";

const SHOWN = 5;

/** What failed there, the most frequent first. */
export function Faults({ query, one, link }) {
  const { data, error } = useApi("/api/errors", query, { every: 5 });
  if (!data) {
    return error ? null : h("section", null, h("h3", null, "What failed"), h("p", { class: "muted" }, "Loading…"));
  }
  const here = data.errors.filter((each) => each.node === (one.to ?? one.id));
  return h("section", null,
    h("h3", null, "What failed"),
    here.length === 0
      ? h("p", { class: "muted" }, "None.")
      : h("ul", { class: "fault-list" }, here.slice(0, SHOWN).map((fault) => h("li", { key: fault.exception + fault.message },
        h("a", { href: link({ view: "trace", id: fault.example }), title: "A trace with it" },
          h("span", { class: "fault-name" }, simple(fault.exception)),
          fault.message && h("span", { class: "fault-message" }, fault.message),
          h("span", { class: "muted" }, `${fault.count}× in ${plural(fault.traces, "trace")}, last ${ago(fault.last)}`))))));
}

/** The traces that took longest. */
export function SlowTraces({ query, link }) {
  const { data, error } = useApi("/api/traces", { ...query, sort: "slowest", limit: SHOWN }, { every: 5 });
  if (!data) {
    return error ? null : h("section", null, h("h3", null, "Slowest traces"), h("p", { class: "muted" }, "Loading…"));
  }
  return h("section", null,
    h("h3", null, "Slowest traces"),
    data.traces.length === 0
      ? h("p", { class: "muted" }, "None.")
      : h("ul", { class: "side-list" }, data.traces.map((trace) => h("li", { key: trace.id },
        h("a", { href: link({ view: "trace", id: trace.id }) },
          h("b", { class: "side-time" }, trace.pending ? "…" : duration(trace.responseTime)),
          h("span", { class: "cut", title: trace.url ?? trace.name }, [trace.method, path(trace.url) ?? trace.name].filter(Boolean).join(" ")),
          h(Flags, { flags: trace.flags, pending: trace.pending, partial: trace.partial }),
          h("span", { class: "side-figures" }, when(trace.start)))))));
}

function simple(name) {
  return (name || "Fault").replace(/^.*\.(?=[^.]+$)/, "");
}

function path(url) {
  return url ? url.replace(/^[a-z]+:\/\/[^/]+/, "") || "/" : null;
}
