import { h } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { duration } from "roentgen/part/format.js";
import { percent, ticks } from "roentgen/trace/scale.js";

/** Pixels of dragging that are meant. */
const MEANT = 4;
/** Levels that the overview tells apart; deeper ones share the last line. */
const LEVELS = 8;

/**
 * The head of the timeline: the whole trace small, and the times of the range that is shown. Dragging over either
 * zooms, a double click shows everything again.
 */
export function Axis({ model, timeline, narrow, marks, onMarks }) {
  const { view, zoom, zoomTo } = timeline;
  const chart = useRef(null);
  const [width, setWidth] = useState(narrow ? 340 : 800);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.round(entry.contentRect.width / 50) * 50));
    watch.observe(chart.current);
    return () => watch.disconnect();
  }, []);
  useEffect(() => onMarks(ticks(view[0], view[1], Math.max(2, Math.floor(width / 105)))), [view[0], view[1], width]);
  const whole = [0, model.duration];
  return h("div", { class: "tl-axis", "aria-hidden": "true" },
    h("div", { class: "tl-axis-name" }, narrow ? null : "Service and what it does"),
    h("div", { ref: chart, class: "tl-axis-chart" },
      h(Drag, { class: "tl-overview", range: whole, onRange: zoomTo, title: "The whole trace. Drag over a part to zoom into it, double click to see all" },
        h(Overview, { model }),
        zoom && h("span", {
          class: "tl-lens",
          style: { left: percent(view[0], whole) + "%", width: percent(view[1], whole) - percent(view[0], whole) + "%" },
        })),
      h(Drag, { class: "tl-ticks", range: view, onRange: zoomTo, title: "Drag to zoom, double click to see all" },
        marks.map(({ at, label }) => {
          const left = percent(at, view);
          return h("span", { key: at, class: "tl-tick" + (left > 100 - 9000 / width ? " is-last" : ""), style: { left: left + "%" } }, label);
        }))));
}

/** Lines that go on from the ticks through all rows. */
export function Grid({ view, marks }) {
  return h("div", { class: "tl-grid", "aria-hidden": "true" },
    marks.map(({ at }) => h("i", { key: at, style: { left: percent(at, view) + "%" } })));
}

/** All bars of the trace in a few pixels, a line a level; one path a hue. */
function Overview({ model }) {
  const { lines, paths } = useMemo(() => {
    const lines = Math.min(LEVELS, model.rows.reduce((most, row) => Math.max(most, row.level + 1), 4));
    const byHue = new Map();
    for (const row of model.rows) {
      const left = (1000 * row.start) / model.duration;
      const width = Math.max(1.2, (1000 * (row.end - row.start)) / model.duration);
      const hue = model.hues.get(row.who);
      const path = byHue.get(hue) || [];
      path.push(`M${left.toFixed(1)} ${Math.min(row.level, lines - 1)}h${width.toFixed(1)}v.75h${(-width).toFixed(1)}z`);
      byHue.set(hue, path);
    }
    return { lines, paths: [...byHue].map(([hue, path]) => ({ hue, d: path.join("") })) };
  }, [model]);
  return h("svg", { viewBox: `0 0 1000 ${lines}`, preserveAspectRatio: "none" },
    paths.map(({ hue, d }) => h("path", { key: hue, d, class: "tl-mini", style: { "--hue": hue } })));
}

/** An area in which dragging chooses a part of a time range. */
function Drag({ class: name, range, onRange, title, children }) {
  const area = useRef(null);
  const from = useRef(null);
  const [band, setBand] = useState(null);
  const share = (event) => {
    const box = area.current.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  };
  const down = (event) => {
    if (event.button === 0) {
      from.current = { x: event.clientX, share: share(event) };
      area.current.setPointerCapture(event.pointerId);
    }
  };
  const move = (event) => {
    if (from.current) {
      setBand(Math.abs(event.clientX - from.current.x) < MEANT ? null : [from.current.share, share(event)].sort((a, b) => a - b));
    }
  };
  const up = () => {
    if (from.current && band) {
      onRange(band.map((part) => range[0] + part * (range[1] - range[0])));
    }
    from.current = null;
    setBand(null);
  };
  const cancel = () => {
    from.current = null;
    setBand(null);
  };
  return h("div", {
    ref: area, class: name, title,
    onPointerDown: down, onPointerMove: move, onPointerUp: up, onPointerCancel: cancel,
    onDblClick: () => onRange(null),
  },
  children,
  band && h("span", { class: "tl-band", style: { left: band[0] * 100 + "%", width: (band[1] - band[0]) * 100 + "%" } },
    h("b", null, duration((band[1] - band[0]) * (range[1] - range[0])))));
}
