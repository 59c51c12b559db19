import { h } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { EdgeMark, EdgeTag, NodeMark, sentence } from "roentgen/map/graph.js";
import { layout } from "roentgen/map/layout.js";
import { curve, radius, tags } from "roentgen/map/paths.js";
import { plural } from "roentgen/part/format.js";
import { store, stored } from "roentgen/state.js";

/** Pixels: the height that a map is made to fit, and that of one which then is too small to be read. */
const HEIGHT = 176;
const HIGHEST = 300;
/** Of the window at most. */
const SHARE = 0.36;
/** The scale below which it can't be read: it scrolls. */
const LEAST = 0.52;
/** Room for halos at the edge of the drawing. */
const MARGIN = 14;
const CONDITIONS = ["ok", "error", "throttle", "fault", "none", "selected"];

/**
 * The map of this one trace: small, and it stays where it is. A node leads to its rows.
 * @param {{map: {nodes, edges}, node: ?string, onNode: function(string), narrow: boolean}} props `node`: the one that is lit
 */
export function MapStrip({ map, node, onNode }) {
  const nodes = (map && map.nodes) || [];
  const [open, setOpen] = useState(() => innerWidth > 760 && stored("trace.map", "open") === "open");
  const toggled = (event) => {
    const now = event.currentTarget.open;
    setOpen(now);
    store("trace.map", now ? null : "closed");
  };
  if (nodes.length < 2) {
    return null;
  }
  return h("details", { class: "trace-map", open, onToggle: toggled },
    h("summary", null, "Map of this trace", h("span", { class: "muted" }, plural(nodes.length, "node"))),
    open && h(Drawing, { map, node, onNode }));
}

function Drawing({ map, node, onNode }) {
  const box = useRef(null);
  const [width, setWidth] = useState(1000);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  const last = useRef(null);
  const placed = useMemo(() => (last.current = layout(map.nodes, map.edges, last.current)), [map]);
  const { curves, places, most } = useMemo(() => drawn(map, placed), [map, placed]);
  const names = new Map(map.nodes.map((one) => [one.id, one.name]));
  const lit = node === null ? null : new Set([node, ...map.edges.filter((edge) => edge.from === node || edge.to === node).flatMap((edge) => [edge.from, edge.to])]);
  const dim = (edge) => node !== null && edge.from !== node && edge.to !== node;
  const choose = useMemo(() => (kind, id) => onNode(kind === "node" ? id : map.edges.find((edge) => edge.id === id).to), [map, onNode]);
  const size = { width: placed.width + 2 * MARGIN, height: placed.height + 2 * MARGIN };
  const k = Math.max(LEAST, Math.min(1, HEIGHT / size.height, width / size.width));
  const height = Math.min(HIGHEST, Math.max(120, Math.round(innerHeight * SHARE)), Math.ceil(size.height * k));
  useEffect(() => {
    const first = map.nodes.find((one) => one.root) || map.nodes[0];
    box.current.scrollTop = (placed.nodes.get(first.id).y + MARGIN) * k - height / 2;
  }, [placed]);
  return h("div", { ref: box, class: "trace-map-box", style: { height: height + "px" } },
    h("svg", {
      viewBox: [-MARGIN, -MARGIN, size.width, size.height].join(" "), width: Math.floor(size.width * k), height: Math.floor(size.height * k),
      role: "group", "aria-label": `Map of this trace: ${plural(map.nodes.length, "node")}, ${plural(map.edges.length, "edge")}`,
      onKeyDown: (event) => pressed(event, choose),
    },
    h("defs", null, CONDITIONS.map((state) => h("marker", {
      key: state, id: "arrow-" + state, class: "arrow is-" + state, viewBox: "0 0 10 10", refX: 4, refY: 5,
      markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse", orient: "auto-start-reverse",
    }, h("path", { d: "M0 0.5L9.5 5 0 9.5 2 5z" })))),
    h("g", { class: "edges", "aria-hidden": "true" }, curves.map(({ edge, d }) => h(EdgeMark, {
      key: edge.id, edge, d, width: 2, dim: dim(edge), selected: false, onSelect: choose, onHover: nothing,
      title: sentence(`${names.get(edge.from)} → ${names.get(edge.to)}`, edge.stats, null),
    }))),
    h("g", { class: "nodes" }, map.nodes.map((one) => h(NodeMark, {
      key: one.id, node: one, seconds: null, onSelect: choose, place: placed.nodes.get(one.id), r: radius(one.stats.total, most),
      dim: lit !== null && !lit.has(one.id), selected: node === one.id, found: false, focusable: !one.client,
    }))),
    h("g", { class: "tags", "aria-hidden": "true" }, curves.map(({ edge }) => places.get(edge.id).clear && h(EdgeTag, {
      key: edge.id, edge, place: places.get(edge.id), seconds: null, raised: false, dim: dim(edge), selected: false,
    })))));
}

/** The edges' curves, and where their figures have room. */
function drawn(map, placed) {
  const byId = new Map(map.nodes.map((node) => [node.id, node]));
  const most = Math.max(1, ...map.nodes.map((node) => node.stats.total));
  const circle = (id) => ({ ...placed.nodes.get(id), r: radius(byId.get(id).stats.total, most) + 6 });
  const curves = map.edges.filter((edge) => placed.edges.has(edge.id)).map((edge) => {
    const path = placed.edges.get(edge.id);
    return { edge, id: edge.id, loop: path.loop, ...curve(circle(edge.from), circle(edge.to), path) };
  });
  return { curves, places: tags(placed, curves), most };
}

function pressed(event, choose) {
  const at = event.target.closest("[data-node]");
  if (at && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    choose("node", at.dataset.node);
  }
}

function nothing() {}
