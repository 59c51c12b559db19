import { h } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Histogram } from "roentgen/chart/histogram.js";
import { traffic } from "roentgen/map/graph.js";
import { health } from "roentgen/map/health.js";
import { drawing, kindOf } from "roentgen/map/icons.js";
import { nodeName, nodeType } from "roentgen/map/names.js";
import { Faults, SlowTraces } from "roentgen/map/panel-lists.js";
import { ConditionIcon } from "roentgen/part/flags.js";
import { count, duration } from "roentgen/part/format.js";
import { Icon } from "roentgen/part/header.js";
import { Figures, Outcomes } from "roentgen/part/stats.js";
import { and, rangeQuery } from "roentgen/state.js";

/** What is known of a selected node or edge; beside the map, on a phone below it. */
export function Panel({ selection, chosen, map, range, filter, seconds, navigate, link, announce, close }) {
  const panel = useRef(null);
  useEffect(() => {
    if (chosen) {
      panel.current.scrollTop = 0;
      announce(`Figures of ${chosen.name ?? "the edge"} are shown; Escape closes them`);
    }
  }, [selection.id]);
  const leave = () => {
    close();
    document.querySelector(`[data-node="${CSS.escape(selection.id)}"]`)?.focus({ preventScroll: true });
  };
  return h("aside", { class: "side-panel", ref: panel, "aria-label": "Figures of what is selected", tabIndex: -1 },
    chosen
      ? h(Content, { one: chosen, map, range, filter, seconds, navigate, link, leave })
      : h("div", { class: "side-head" },
        h("div", null,
          h("h2", null, selection.id),
          h("p", { class: "muted" }, "Not on the map of this time and filter.")),
        h(Close, { leave })));
}

function Content({ one, map, range, filter, seconds, navigate, link, leave }) {
  const through = one.select;
  const query = { ...rangeQuery(range), filter: and(filter, through) };
  const { stats } = one;
  const edge = Boolean(one.from);
  const select = (low, high) => navigate({
    view: "traces",
    filter: and(filter, `${through} { responsetime >= ${figure(low)} AND responsetime <= ${figure(high)} }`),
  });
  return [
    h("div", { class: "side-head", key: "head" },
      edge ? h(EdgeTitle, { edge: one, map, link }) : h(NodeTitle, { node: one }),
      h(Close, { leave })),
    h("div", { class: "buttons", key: "go" },
      h("a", { class: "button is-primary", href: link({ view: "traces", filter: query.filter }) }, "Traces through it"),
      h("button", { class: "button", onClick: () => navigate({ filter: query.filter }) }, "Filter by it")),
    stats.total === 0
      ? h("p", { class: "muted", key: "none" }, one.client
        ? "Whoever calls from outside: clients send no segments of their own."
        : stats.pending ? `${stats.pending} in progress, none ended yet.` : "No calls in this time.")
      : [
        h(Outcomes, { stats, key: "outcomes" }),
        h(Figures, { stats, key: "figures", more: [["Calls", count(stats.total)], ["Rate", traffic(stats, seconds)]] }),
        h("section", { key: "histogram" },
          h("h3", null, one.received ? "Age of messages when received" : "Response times"),
          h(Histogram, { stats, onSelect: select })),
      ],
    !edge && h(Edges, { key: "edges", node: one, map, seconds, link }),
    h(Faults, { key: "faults", query, one, link }),
    h(SlowTraces, { key: "slow", query, link }),
  ];
}

/** Enough figures to hold the bucket whole, none of a double's noise. */
function figure(seconds) {
  return Number(seconds.toPrecision(6));
}

function Close({ leave }) {
  return h("button", { class: "button is-icon", "data-close": true, "aria-label": "Close", title: "Close (Esc)", onClick: leave },
    h(Icon, { d: "M4 4l8 8M12 4l-8 8" }));
}

function NodeTitle({ node }) {
  return h("div", { class: "side-title" },
    h("svg", { class: "side-icon", viewBox: "0 0 24 24", width: 30, height: 30, "aria-hidden": "true" }, h("path", { d: drawing(kindOf(node)) })),
    h("div", null,
      h("h2", null, nodeName(node)),
      h("p", { class: "muted" }, nodeType(node),
        node.inferred && h("span", { title: "It sends no segments itself: figures are those of its callers" }, " · as its callers see it"))));
}

function EdgeTitle({ edge, map, link }) {
  const end = (id) => {
    const node = map.nodes.find((each) => each.id === id);
    return h("a", { href: link({ params: { node: id, edge: null } }) }, node ? nodeName(node) : id);
  };
  return h("div", { class: "side-title" }, h("div", null,
    h("h2", null, end(edge.from), " → ", end(edge.to)),
    h("p", { class: "muted" }, edge.link
      ? "A link to another trace"
      : edge.received ? "Messages that came out; times are their ages" : "Calls, as the caller sees them")));
}

/** The edges of a node as links: the way from node to node without a pointer. */
function Edges({ node, map, seconds, link }) {
  const names = new Map(map.nodes.map((each) => [each.id, nodeName(each)]));
  const list = (title, edges, end) => edges.length > 0 && h("section", { key: title },
    h("h3", null, title),
    h("ul", { class: "side-list" }, edges.sort((a, b) => b.stats.total - a.stats.total).map((edge) => {
      const state = health(edge.stats);
      return h("li", { key: edge.id }, h("a", { href: link({ params: { edge: edge.id, node: null } }) },
        h("span", { class: "cut", title: names.get(edge[end]) }, names.get(edge[end]) ?? edge[end]),
        state === "ok" || state === "none" ? null : h(ConditionIcon, { condition: state }),
        h("span", { class: "side-figures" }, edge.stats.total ? `${duration(edge.stats.p50)} · ${traffic(edge.stats, seconds)}` : "–")));
    })));
  return [
    list("Called by", map.edges.filter((edge) => edge.to === node.id), "from"),
    list("Calls", map.edges.filter((edge) => edge.from === node.id), "to"),
  ];
}
