import { h } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { useApi } from "roentgen/api.js";
import { add } from "roentgen/part/expression.js";
import { duration } from "roentgen/part/format.js";
import { rangeQuery } from "roentgen/state.js";
import { Copy } from "roentgen/trace/copy.js";
import { Trace } from "roentgen/trace/trace.js";

/** Traces that "previous" and "next" go through, as the list has them. */
const NEIGHBOURS = 500;
/** Seconds after its end in which more of a trace is to be expected soon. */
const YOUNG = 60;

/** View: one trace. */
export default function TraceView({ route, range, filter, navigate, link, setTitle }) {
  const { id, params } = route;
  const path = "/api/trace/" + encodeURIComponent(id || "");
  const [young, setYoung] = useState(true);
  const { data, error } = useApi(id ? path : null, null, { every: young ? 3 : 30 });
  const trace = data && data.id === id ? data : null;
  const grows = Boolean(trace) && (trace.rows.some((row) => row.pending) || Date.now() / 1000 - trace.end < YOUNG);
  useEffect(() => setYoung(!trace || grows), [id, trace, grows]);
  const first = trace && trace.rows && trace.rows[0];
  useEffect(() => {
    if (first) {
      setTitle(`${first.summary || first.name} ${duration(first.seconds)}`.slice(0, 80));
    }
  }, [id, first && first.summary]);

  const Filter = useMemo(() => ({ term }) => h("a", {
    class: "filter-by", title: "Traces with the same", "aria-label": ("Traces with " + term).slice(0, 200),
    href: link({ view: "traces", filter: add(filter, term) }),
  }, "find traces"), [filter, link]);

  if (!trace) {
    return h("div", { class: "page" },
      h("div", { class: error || !id ? "page-head" : "sr-only" }, h("h1", null, "Trace")),
      !id ? h("p", null, "No trace is named.") : error ? h(NotThere, { id, error, link }) : h("p", { class: "loading" }, "Loading…"));
  }
  const documents = params.show === "documents";
  const onRow = (key, replace) => navigate({ params: { row: key } }, { replace });
  return h(Trace, {
    key: id, trace, row: params.row || null, onRow, documents, filter: Filter,
    toTrace: (other, row) => link({ id: other, params: { row, show: null } }),
    actions: h("nav", { class: "trace-actions", "aria-label": "This trace" },
      h("div", { class: "segmented" },
        h("a", { class: "button", href: link({ params: { show: null } }), "aria-current": documents ? null : "true" }, "Timeline"),
        h("a", { class: "button", href: link({ params: { show: "documents", row: null } }), "aria-current": documents ? "true" : null }, "Documents")),
      h("code", { class: "trace-id" }, id),
      h("div", { class: "buttons" },
        h(Copy, { text: id, label: "Copy id" }),
        h(Copy, { text: () => location.href, label: "Copy link" }),
        h("a", { class: "button is-small is-quiet", href: path + "/documents", download: id + ".jsonl", title: "One document a line; the console imports it" }, "JSON lines"),
        h("a", { class: "button is-small is-quiet", href: path + "/export", download: `trace-${id}.html`, title: "One HTML file that opens anywhere, without a network" }, "Export HTML")),
      h(Neighbours, { id, range, filter, sort: params.sort, link })),
  });
}

function NotThere({ id, error, link }) {
  return h("div", { class: "panel" },
    h("p", null, error.status === 404 ? ["There is no trace ", h("code", null, id.slice(0, 80)), " here: it was pushed out by newer ones, or has not arrived."] : error.message),
    h("p", null, h("a", { href: link({ view: "traces" }) }, "To the traces")));
}

/** The ones before and after this one in the list that it came from. */
function Neighbours({ id, range, filter, sort, link }) {
  const { data } = useApi("/api/traces", { ...rangeQuery(range), filter, sort, limit: NEIGHBOURS });
  const traces = (data && data.traces) || [];
  const at = traces.findIndex((trace) => trace.id === id);
  const to = (trace, label, title, d) => h("a", {
    class: "button is-small is-icon", href: trace ? link({ id: trace.id, params: { row: null } }) : null, "aria-disabled": trace ? null : "true",
    role: "link", "aria-label": label, title: trace ? title : "None in this range",
  }, h("svg", { class: "icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, h("path", { d })));
  return h("div", { class: "trace-neighbours" },
    to(at > 0 ? traces[at - 1] : null, "Previous trace", "The one before it in the list", "M10 4l-4 4 4 4"),
    h("span", { class: "muted" }, at < 0 ? "" : `${at + 1} of ${data.matched}`),
    to(at >= 0 ? traces[at + 1] : null, "Next trace", "The one after it in the list", "M6 4l4 4-4 4"));
}
