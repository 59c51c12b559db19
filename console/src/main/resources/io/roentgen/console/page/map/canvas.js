import { h } from "preact";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { EdgeMark, EdgeTag, NodeMark, sentence } from "roentgen/map/graph.js";
import { Find } from "roentgen/map/find.js";
import { nameOf } from "roentgen/map/names.js";
import { layout } from "roentgen/map/layout.js";
import { usePanZoom } from "roentgen/map/pan-zoom.js";
import { curve, radius, tags } from "roentgen/map/paths.js";
import { Icon } from "roentgen/part/header.js";

const ARROWS = ["ok", "error", "throttle", "fault", "none", "selected"];
/** Smaller than this, figures at edges can't be read: they are left out. */
const READABLE = 0.5;

/**
 * The map as a drawing.
 * @param {{map, selection: ?{kind: string, id: string}, panel: "none"|"side"|"bottom", seconds: number,
 *     select: function(?string, string), announce: function(string)}} props
 */
export function Canvas({ map, selection, panel, seconds, select, announce }) {
  const last = useRef(null);
  const placed = useMemo(() => (last.current = layout(map.nodes, map.edges, last.current)), [map]);
  const margins = useMemo(() => marginsFor(panel), [panel]);
  const { svg, view, smooth, fit, zoom, pan, reveal } = usePanZoom(placed, margins, placed.key);
  const [hovered, hover] = useState(null);
  const [found, setFound] = useState(null);
  const [at, setAt] = useState(null);

  const byId = useMemo(() => new Map(map.nodes.map((node) => [node.id, node])), [map]);
  const most = useMemo(() => Math.max(1, ...map.nodes.map((node) => node.stats.total)), [map]);
  const drawn = useMemo(() => draw(map, placed, byId, most), [map, placed]);
  const near = useMemo(() => neighbours(map, selection), [map, selection]);

  const chosen = selection && selection.kind === "node" ? selection.id : null;
  const ordered = useMemo(
      () => [...map.nodes].sort((a, b) => compare(placed.nodes.get(a.id), placed.nodes.get(b.id))), [map, placed]);
  const focusable = [chosen, at].find((id) => id && placed.nodes.has(id)) ?? ordered[0]?.id;
  const onSelect = useCallback((kind, id) => select(kind, id), [select]);

  useEffect(() => {
    const place = chosen ? placed.nodes.get(chosen) : selection && middleOf(drawn, selection.id);
    if (place) {
      reveal(place);
    }
  }, [chosen, selection?.id, panel]);

  const moveFocus = (id) => {
    setAt(id);
    reveal(placed.nodes.get(id));
    svg.current.querySelector(`[data-node="${CSS.escape(id)}"]`).focus({ preventScroll: true });
  };
  const pressed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const id = event.target.closest("[data-node]")?.dataset.node;
    const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (arrow && id && !event.shiftKey) {
      const next = nearest(placed, id, arrow);
      next && moveFocus(next);
    } else if (arrow) {
      pan(-80 * arrow[0], -80 * arrow[1]);
    } else if (id && (event.key === "Enter" || event.key === " ")) {
      onSelect("node", id);
    } else if (event.key === "+" || event.key === "=") {
      zoom(1.25);
    } else if (event.key === "-" || event.key === "−") {
      zoom(0.8);
    } else if (event.key === "0") {
      fit();
    } else {
      return;
    }
    event.preventDefault();
  };

  return h("div", { class: "map-canvas", onKeyDown: pressed },
    h("svg", {
      ref: svg,
      class: "map-svg" + (smooth ? " is-smooth" : ""),
      role: "group",
      "aria-label": `Trace map: ${map.nodes.length} nodes, ${map.edges.length} edges. Arrow keys go from node to node; the table has the same figures.`,
      onClick: () => selection && select(null),
    },
    h("defs", null, ARROWS.map((state) => h("marker", {
      key: state, id: "arrow-" + state, class: "arrow is-" + state, viewBox: "0 0 10 10", refX: 4, refY: 5,
      markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse", orient: "auto-start-reverse",
    }, h("path", { d: "M0 0.5L9.5 5 0 9.5 2 5z" })))),
    h("g", {
      class: "map-world" + (view.k < READABLE ? " is-far" : ""),
      style: { transform: `translate(${view.x}px, ${view.y}px) scale(${view.k})` },
    },
    h("g", { "aria-hidden": "true", class: "edges", key: placed.key }, drawn.map(({ edge, d, width }) => h(EdgeMark, {
      key: edge.id, edge, d, width,
      dim: Boolean(near) && !near.edges.has(edge.id),
      selected: selection?.kind === "edge" && selection.id === edge.id,
      title: titleOf(edge, map, seconds),
      onSelect, onHover: hover,
    }))),
    h("g", { class: "nodes" }, ordered.map((node) => h(NodeMark, {
      key: node.id, node, seconds, onSelect,
      place: placed.nodes.get(node.id),
      r: radius(node.stats.total, most),
      dim: Boolean(near) && !near.nodes.has(node.id),
      selected: chosen === node.id,
      found: found !== null && found.has(node.id),
      focusable: focusable === node.id,
    }))),
    h("g", { "aria-hidden": "true", class: "tags" }, drawn.map(({ edge, place }) => {
      const raised = hovered === edge.id || (near !== null && near.edges.has(edge.id));
      return (place.clear || raised) && h(EdgeTag, {
        key: edge.id, edge, place, seconds, raised,
        dim: near !== null && !near.edges.has(edge.id),
        selected: selection?.kind === "edge" && selection.id === edge.id,
      });
    })))),
    h("div", { class: "map-tools" },
      h(Find, { nodes: ordered, onFound: setFound, announce, onGo: (id) => onSelect("node", id) }),
      h("div", { class: "segmented", role: "group", "aria-label": "Zoom" },
        h("button", { class: "button is-icon", "aria-label": "Closer", title: "Closer (+)", onClick: () => zoom(1.25) }, h(Icon, { d: "M8 3v10M3 8h10" })),
        h("button", { class: "button is-icon", "aria-label": "Farther", title: "Farther (−)", onClick: () => zoom(0.8) }, h(Icon, { d: "M3 8h10" })),
        h("button", { class: "button is-icon", "aria-label": "Show everything", title: "Everything (0)", onClick: () => fit() }, h(Icon, { d: "M2.500 6V2.500H6M10 2.500h3.500V6M13.500 10v3.500H10M6 13.500H2.500V10" })))));
}

function draw(map, placed, byId, most) {
  const circle = (id) => {
    const { x, y } = placed.nodes.get(id);
    return { x, y, r: radius(byId.get(id).stats.total, most) + 6 };
  };
  const busiest = Math.max(1, ...map.edges.map((edge) => edge.stats.total));
  const curves = map.edges.filter((edge) => placed.edges.has(edge.id)).map((edge) => {
    const path = placed.edges.get(edge.id);
    return { edge, id: edge.id, loop: path.loop, ...curve(circle(edge.from), circle(edge.to), path) };
  });
  const places = tags(placed, [...curves].sort((a, b) => (a.id < b.id ? -1 : 1)));
  return curves.map(({ edge, d, id }) => ({
    edge, d, place: places.get(id),
    width: (1.2 + 3.3 * (Math.log1p(edge.stats.total) / Math.log1p(busiest))).toFixed(1),
  }));
}

/** What a selection leaves bright: itself and what it touches. */
function neighbours(map, selection) {
  if (!selection) {
    return null;
  }
  const touched = map.edges.filter((edge) => (selection.kind === "edge"
    ? edge.id === selection.id
    : edge.from === selection.id || edge.to === selection.id));
  const nodes = new Set(touched.flatMap((edge) => [edge.from, edge.to]));
  if (selection.kind === "node") {
    nodes.add(selection.id);
  }
  return { nodes, edges: new Set(touched.map((edge) => edge.id)) };
}

function middleOf(drawn, id) {
  return drawn.find(({ edge }) => edge.id === id)?.place;
}

/** The node one sees when looking from another in a direction: near, and rather straight ahead. */
function nearest(placed, id, [dx, dy]) {
  const from = placed.nodes.get(id);
  let best = null;
  let least = Infinity;
  for (const [other, place] of placed.nodes) {
    const ahead = (place.x - from.x) * dx + (place.y - from.y) * dy;
    const aside = Math.abs((place.x - from.x) * dy) + Math.abs((place.y - from.y) * dx);
    if (other !== id && ahead > 20 && ahead + 2 * aside < least) {
      least = ahead + 2 * aside;
      best = other;
    }
  }
  return best;
}

function titleOf(edge, map, seconds) {
  const name = nameOf(edge, map);
  const kind = edge.link ? " (linked trace)" : edge.received ? " (messages received; times are their ages)" : "";
  return sentence(name + kind, edge.stats, seconds);
}

function compare(a, b) {
  return a.x - b.x || a.y - b.y;
}

function marginsFor(panel) {
  const narrow = innerWidth < 760;
  const around = narrow ? 16 : 40;
  return {
    least: narrow ? 0.56 : panel === "side" ? 0.62 : 0.12,
    bottomShare: panel === "bottom" ? 0.52 : 0,
    left: around,
    top: around + 44,
    right: panel === "side" ? 440 + around : around,
    bottom: narrow && panel === "none" ? 60 : around,
  };
}
