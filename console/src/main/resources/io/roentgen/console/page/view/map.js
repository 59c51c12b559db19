import { h } from "preact";
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { useApi } from "roentgen/api.js";
import { Canvas } from "roentgen/map/canvas.js";
import { Panel } from "roentgen/map/panel.js";
import { MapTable } from "roentgen/map/table.js";
import { nameOf } from "roentgen/map/names.js";
import { ConditionIcon } from "roentgen/part/flags.js";
import { plural } from "roentgen/part/format.js";
import { rangeQuery, rangeSeconds, store, stored } from "roentgen/state.js";

/** The trace map: who calls whom, how often, how fast, with what success. */
export default function MapView({ route, range, filter, navigate, link, announce, setTitle }) {
  const { data: map, error, loading } = useApi("/api/map", { ...rangeQuery(range), filter }, { every: 2 });
  const [asTable, setAsTable] = useState(stored("map.table", "") === "yes");
  const narrow = useNarrow();
  const { node: nodeId, edge: edgeId } = route.params;
  const selection = useMemo(
      () => (nodeId ? { kind: "node", id: nodeId } : edgeId ? { kind: "edge", id: edgeId } : null), [nodeId, edgeId]);
  const select = useCallback(
      (kind, id) => navigate({ params: { node: kind === "node" ? id : null, edge: kind === "edge" ? id : null } }), [navigate]);
  const seconds = rangeSeconds(range);
  const chosen = selection && map && (selection.kind === "node" ? map.nodes : map.edges).find((one) => one.id === selection.id);
  useEffect(() => setTitle(chosen ? nameOf(chosen, map) : null), [chosen && chosen.id]);
  const size = map ? `${plural(map.nodes.length, "node")}, ${plural(map.edges.length, "edge")}` : null;
  useEffect(() => {
    size && announce("Map: " + size);
  }, [size, filter]);

  const turn = (table) => {
    store("map.table", table ? "yes" : null);
    setAsTable(table);
  };
  return h("div", { class: "map-view" + (asTable ? " is-table" : "") },
    h("h1", { class: "sr-only" }, "Trace map"),
    h("div", { class: "map-bar" },
      h("div", { class: "segmented", role: "group", "aria-label": "Show as" },
        h("button", { class: "button is-small", "aria-pressed": String(!asTable), onClick: () => turn(false) }, "Map"),
        h("button", { class: "button is-small", "aria-pressed": String(asTable), onClick: () => turn(true) }, "Table")),
      map && h("span", { class: "map-count" + (loading ? " is-stale" : "") }, plural(map.traces, "trace")),
      !asTable && h(Legend)),
    map && map.nodes.length > 0 && (asTable
      ? h(MapTable, { map, seconds, link, selection })
      : h(Canvas, { map, selection, select, seconds, announce, panel: selection ? (narrow ? "bottom" : "side") : "none" })),
    map && map.nodes.length === 0 && h(Nothing, { filter, range, link }),
    !map && !error && h("p", { class: "loading" }, "Loading the map…"),
    error && error.status > 0 && h("p", { class: "banner is-error", role: "alert" },
      (error.status === 400 ? "The filter is wrong: " : "No map: ") + error.message),
    selection && map && h(Panel, {
      selection, chosen, map, range, filter, seconds, navigate, link, announce, close: () => select(null),
    }));
}

function Legend() {
  return h("ul", { class: "legend", "aria-label": "Colours" }, ["ok", "error", "throttle", "fault"].map((condition) =>
    h("li", { key: condition, class: "is-" + condition }, h(ConditionIcon, { condition, quiet: true }), condition)));
}

function Nothing({ filter, range, link }) {
  return h("div", { class: "nothing" },
    h("h2", null, filter ? "No trace in this time matches the filter" : "No trace in this time"),
    h("p", { class: "muted" }, range.last === "all" ? "" : "There are some at other times. "),
    h("p", { class: "buttons" },
      range.last !== "all" && h("a", { class: "button", href: link({ range: { last: "all" } }) }, "Show all times"),
      filter && h("a", { class: "button", href: link({ filter: "" }) }, "Without the filter")));
}

function useNarrow() {
  const query = useMemo(() => matchMedia("(max-width: 760px)"), []);
  const [narrow, set] = useState(query.matches);
  useEffect(() => {
    const changed = () => set(query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, [query]);
  return narrow;
}
