import { h } from "preact";
import { traffic } from "roentgen/map/graph.js";
import { health } from "roentgen/map/health.js";
import { nameOf, nodeName, nodeType } from "roentgen/map/names.js";
import { Badge } from "roentgen/part/flags.js";
import { count, duration, share } from "roentgen/part/format.js";

/**
 * The map as two tables, nodes and edges: the same figures, for reading, copying and screen readers.
 * @param {{map, seconds: number, link: function(Object): string, selection: ?{kind, id}}} props
 */
export function MapTable({ map, seconds, link, selection }) {
  const nodes = [...map.nodes].sort((a, b) => b.stats.total - a.stats.total || (a.name < b.name ? -1 : 1));
  const edges = [...map.edges].sort((a, b) => b.stats.total - a.stats.total);
  const chosen = (kind, id) => (selection && selection.kind === kind && selection.id === id ? "is-selected" : null);
  return h("div", { class: "map-tables" },
    h("section", { class: "panel" },
      h("h2", null, "Nodes"),
      h("div", { class: "table-scroll" }, h("table", null,
        h("thead", null, h("tr", null, h("th", { scope: "col" }, "Name"), h("th", { scope: "col" }, "Type"), h(Figures))),
        h("tbody", null, nodes.map((node) => h("tr", { key: node.id, class: chosen("node", node.id) },
          h("th", { scope: "row" }, h("a", { href: link({ params: { node: node.id, edge: null } }) }, nodeName(node))),
          h("td", { class: "muted" }, nodeType(node)),
          cells(node.stats, seconds))))))),
    h("section", { class: "panel" },
      h("h2", null, "Edges"),
      h("div", { class: "table-scroll" }, h("table", null,
        h("thead", null, h("tr", null, h("th", { scope: "col" }, "From → to"), h("th", { scope: "col" }, "Kind"), h(Figures))),
        h("tbody", null, edges.map((edge) => h("tr", { key: edge.id, class: chosen("edge", edge.id) },
          h("th", { scope: "row" }, h("a", { href: link({ params: { edge: edge.id, node: null } }) },
            nameOf(edge, map))),
          h("td", { class: "muted" }, edge.link ? "link" : edge.received ? "message" : "call"),
          cells(edge.stats, seconds))))))));
}

const COLUMNS = ["Calls", "Rate", "Median", "p90", "p99", "Errors", "Throttles", "Faults", "Health"];

function Figures() {
  return COLUMNS.map((name) => h("th", { key: name, scope: "col", class: name === "Health" ? null : "number" }, name));
}

function cells(stats, seconds) {
  const part = (n) => (n ? `${count(n)} (${share(n, stats.total)})` : "0");
  const state = health(stats);
  return [
    count(stats.total), stats.total ? traffic(stats, seconds) : "–",
    duration(stats.p50), duration(stats.p90), duration(stats.p99),
    part(stats.error), part(stats.throttle), part(stats.fault),
  ].map((text, i) => h("td", { key: i, class: "number" }, text))
      .concat(h("td", { key: "health" }, state === "none" ? h("span", { class: "muted" }, "–") : h(Badge, { condition: state })));
}
