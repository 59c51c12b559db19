import { h } from "preact";
import { valueLabel } from "roentgen/chart/axis.js";
import { memo } from "roentgen/map/memo.js";
import { arcPath, arcs, health } from "roentgen/map/health.js";
import { fitted, nodeName, nodeType } from "roentgen/map/names.js";
import { drawing, kindOf } from "roentgen/map/icons.js";
import { CONDITIONS } from "roentgen/part/flags.js";
import { count, duration, rate, share } from "roentgen/part/format.js";

const BADGES = new Map(CONDITIONS.map((condition) => [condition.key, condition.icon]));
/** Room for a name, in letters of medium width. */
const LETTERS = 20.5;

/** How often an edge was taken: by the time where there is one, else the count. */
export function traffic(stats, seconds) {
  return Number.isFinite(seconds) ? rate(stats.total, seconds) : count(stats.total) + "×";
}

/** A node or an edge in one sentence. */
export function sentence(name, stats, seconds) {
  if (!stats.total) {
    return name + (stats.pending ? `: ${stats.pending} in progress` : ": no calls");
  }
  const bad = ["fault", "throttle", "error"]
      .filter((key) => stats[key] > 0)
      .map((key) => `${share(stats[key], stats.total)} ${key}`);
  return `${name}: ${count(stats.total)} calls, ${traffic(stats, seconds)}, half within ${duration(stats.p50)}, `
      + `${bad.join(", ") || "no errors"}`;
}

/** A node: ring, icon, name and type; at 0, 0. */
export const NodeMark = memo(function NodeMark({ node, place, r, dim, selected, found, focusable, seconds, onSelect }) {
  const state = health(node.stats);
  const name = nodeName(node);
  const type = nodeType(node);
  const shown = [fitted(name, LETTERS), fitted(type, LETTERS + 3)];
  const said = shown[0] === name && shown[1] === type ? shown.join(" ") : `${shown.join(" ")}, ${name}, ${type}`;
  return h("g", {
    class: "node is-" + state + (dim ? " is-dim" : "") + (selected ? " is-selected" : "") + (found ? " is-found" : "")
        + (node.inferred ? " is-inferred" : ""),
    style: { transform: `translate(${place.x}px, ${place.y}px)` },
    role: "button",
    tabindex: focusable ? 0 : -1,
    "data-node": node.id,
    "aria-pressed": String(selected),
    "aria-label": sentence(said, node.stats, seconds),
    onClick: (event) => {
      event.stopPropagation();
      onSelect("node", node.id);
    },
  },
  h("title", { "aria-hidden": "true" }, sentence(name, node.stats, seconds)),
  h("circle", { class: "node-halo", r: r + 13 }),
  h("circle", { class: "node-disc", r }),
  node.stats.total > 0
    ? arcs(node.stats).map(({ key, from, to }) => h("path", {
      key,
      class: "node-arc is-" + key,
      d: arcPath(r + 3, from, to),
    }))
    : h("circle", { class: "node-arc is-none", r: r + 3 }),
  h("path", { class: "node-icon", d: drawing(kindOf(node)), transform: `scale(${(r / 22).toFixed(3)}) translate(-12 -12)` }),
  ["fault", "throttle", "error"].includes(state) && h("g", { class: "node-badge is-" + state, transform: `translate(${r * 0.78} ${-r * 0.78})` },
    h("circle", { r: 9 }), h("path", { d: BADGES.get(state), transform: "translate(-8 -8)" })),
  h("g", { class: "node-label", "aria-hidden": "true", "data-label": "node", transform: `translate(0 ${r + 22})` },
    h("text", { class: "node-name" }, shown[0] + " "),
    h("text", { class: "node-type", y: 15 }, shown[1])));
});

/** An edge's curve, with a wide invisible one around it for pointers. */
export const EdgeMark = memo(function EdgeMark({ edge, d, width, dim, selected, title, onSelect, onHover }) {
  const state = health(edge.stats);
  return h("g", {
    class: "edge is-" + state + (dim ? " is-dim" : "") + (selected ? " is-selected" : "")
        + (edge.link || edge.received ? " is-dashed" : "") + (edge.link ? " is-link" : ""),
    "data-edge": edge.id,
    onClick: (event) => {
      event.stopPropagation();
      onSelect("edge", edge.id);
    },
    onPointerEnter: () => onHover(edge.id),
    onPointerLeave: () => onHover(null),
  },
  h("title", null, title),
  h("path", { class: "edge-hit", d }),
  h("path", { class: "edge-line", d, style: { strokeWidth: width }, "marker-end": `url(#arrow-${selected ? "selected" : state})` }));
});

/** An edge's figures: what half of the calls take at most, how many they are, and what share of them fails. */
export const EdgeTag = memo(function EdgeTag({ edge, place, dim, selected, raised, seconds }) {
  const { stats } = edge;
  if (!stats.total) {
    return null;
  }
  const state = health(stats);
  const time = valueLabel(stats.p50);
  return h("g", {
    class: "tag is-" + state + (dim ? " is-dim" : "") + (raised ? " is-raised" : "") + (selected ? " is-selected" : ""),
    "data-label": "edge",
    transform: `translate(${place.x} ${place.y})`,
  },
  h("rect", { class: "tag-back", x: -33, y: -16, width: 66, height: 32, rx: 6 }),
  h("text", { class: "tag-time", x: state === "ok" ? 0 : 6, y: -2 }, time),
  h("text", { class: "tag-rate", y: 11 }, traffic(stats, seconds)),
  state !== "ok" && h("g", { class: "tag-badge", transform: `translate(${-3.3 * time.length - 4.5} -6)` },
    h("circle", { r: 7 }), h("path", { d: BADGES.get(state), transform: "scale(0.75) translate(-8 -8)" })));
});
