import { h } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { valueAxis, valueLabel } from "roentgen/chart/axis.js";
import { duration, plural, share } from "roentgen/part/format.js";

const MARKS = [["p50", "p50"], ["p90", "p90"], ["p99", "p99"]];
const BOTTOM = 20;
const TOP = 16;

/**
 * How response times are distributed: logarithmic in time, with percentiles; a range of it can be selected by
 * dragging or with the keys (arrows, Shift for a range, Enter).
 * @param {{stats: Stats, onSelect: ?function(number, number), height: number}} props
 *     onSelect is told the least and the greatest time of the range, in seconds
 */
export function Histogram({ stats, onSelect, height = 132 }) {
  const box = useRef(null);
  const width = useWidth(box);
  const buckets = (stats && stats.histogram) || [];
  const chart = useMemo(() => scale(buckets, width, height), [buckets, width, height]);
  const [cursor, setCursor] = useState(null);
  const [anchor, setAnchor] = useState(null);
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    if (cursor !== null && cursor >= buckets.length) {
      clear();
    }
  }, [buckets.length]);
  if (buckets.length === 0) {
    return h("p", { class: "histogram-none muted" }, "No response times yet.");
  }
  const clear = () => {
    setCursor(null);
    setAnchor(null);
    setDragging(false);
  };
  const at = cursor === null ? null : Math.min(cursor, buckets.length - 1);
  const [first, last] = at === null ? [0, -1] : [Math.min(at, anchor ?? at), Math.max(at, anchor ?? at)];
  const text = at === null ? null : describe(buckets, first, last, stats.total);

  const indexAt = (event) => nearest(chart.bars, event.clientX - box.current.getBoundingClientRect().left);
  const apply = (a, b) => {
    clear();
    onSelect(buckets[a][0], buckets[b][1]);
  };
  const down = (event) => {
    if (onSelect && event.button === 0) {
      event.currentTarget.setPointerCapture(event.pointerId);
      setAnchor(indexAt(event));
      setCursor(indexAt(event));
      setDragging(true);
    }
  };
  const up = () => {
    if (dragging) {
      apply(first, last);
    }
  };
  const pressed = (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
    if (step !== undefined) {
      const from = at ?? (step === 1 ? -1 : buckets.length);
      const to = Math.max(0, Math.min(buckets.length - 1, from + step));
      setAnchor(event.shiftKey ? anchor ?? at ?? to : null);
      setCursor(to);
    } else if (event.key === "Enter" && at !== null && onSelect) {
      apply(first, last);
    } else if (event.key === "Escape" && at !== null) {
      clear();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return h("div", {
    ref: box,
    class: "histogram" + (onSelect ? " is-selectable" : ""),
    tabIndex: 0,
    role: "slider",
    "aria-label": "Response times" + (onSelect ? ", arrows go from bar to bar, Shift with an arrow selects, Enter filters" : ""),
    "aria-valuemin": 1,
    "aria-valuemax": buckets.length,
    "aria-valuenow": at === null ? 1 : at + 1,
    "aria-valuetext": text ?? `${plural(stats.total, "call")}, half within ${duration(stats.p50)}, 99 % within ${duration(stats.p99)}`,
    onKeyDown: pressed,
    onBlur: clear,
    onPointerDown: down,
    onPointerMove: (event) => (dragging || event.pointerType !== "touch") && setCursor(indexAt(event)),
    onPointerUp: up,
    onPointerCancel: clear,
    onPointerLeave: () => dragging || clear(),
  },
  width > 0 && h("svg", { width, height, "aria-hidden": "true" },
    chart.ticks.map(({ value, x, label }) => h("g", { key: value },
      h("line", { class: "histogram-grid", x1: x, x2: x, y1: TOP, y2: height - BOTTOM }),
      label && h("text", { class: "histogram-tick", x, y: height - 5 }, valueLabel(value)))),
    h("line", { class: "histogram-base", x1: 0, x2: width, y1: height - BOTTOM, y2: height - BOTTOM }),
    chart.bars.map((bar, i) => h("rect", {
      key: buckets[i][0],
      class: "histogram-bar" + (i >= first && i <= last ? " is-selected" : ""),
      x: bar.x, y: bar.y, width: bar.width, height: height - BOTTOM - bar.y,
    })),
    marks(stats, chart, width).map(({ label, x, y }) => h("g", { key: label },
      h("line", { class: "histogram-mark", x1: x, x2: x, y1: y + 3, y2: height - BOTTOM }),
      h("text", { class: "histogram-mark-text", x, y }, label)))),
  at !== null && h("div", { class: "tooltip histogram-tip", style: tipStyle(chart.bars[at], width) },
    text, onSelect && h("span", { class: "muted" }, dragging ? " · let go to filter" : last > first ? " · Enter filters" : "")));
}

/** Lowest to highest time and how many calls: "12.3 ms – 13.5 ms: 42 calls (5.1 %)". */
function describe(buckets, first, last, total) {
  const n = buckets.slice(first, last + 1).reduce((sum, bucket) => sum + bucket[2], 0);
  return `${duration(buckets[first][0])} – ${duration(buckets[last][1])}: ${plural(n, "call")} (${share(n, total)})`;
}

function scale(buckets, width, height) {
  if (buckets.length === 0 || width <= 0) {
    return { bars: [], ticks: [], axis: null };
  }
  const least = buckets.find((bucket) => bucket[0] > 0)?.[0] ?? 0.001;
  const axis = valueAxis(least, buckets[buckets.length - 1][1], true);
  const x = (value) => axis.share(value) * width;
  const most = Math.max(...buckets.map((bucket) => bucket[2]));
  const room = height - TOP - BOTTOM - 4;
  const bars = buckets.map(([from, to, n]) => {
    const left = x(from);
    return { x: left, width: Math.max(x(to) - left - 1, 2), y: height - BOTTOM - Math.max((n / most) * room, 2) };
  });
  let free = 24;
  const ticks = axis.ticks.map((value) => {
    const at = x(value);
    const label = at >= free && at <= width - 24;
    free = label ? at + 56 : free;
    return { value, x: at, label };
  });
  return { bars, ticks, axis };
}

/** Percentiles; where their names would touch, the later one is left out. */
function marks(stats, chart, width) {
  let free = 12;
  return MARKS.filter(([key]) => stats[key] > 0).map(([key, label]) => {
    const x = Math.max(Math.min(chart.axis.share(stats[key]) * width, width - 12), 12);
    const fits = x >= free;
    free = fits ? x + 30 : free;
    return fits && { label, x, y: 11 };
  }).filter(Boolean);
}

function nearest(bars, x) {
  let best = 0;
  let least = Infinity;
  bars.forEach((bar, i) => {
    const far = Math.abs(bar.x + bar.width / 2 - x);
    if (far < least) {
      least = far;
      best = i;
    }
  });
  return best;
}

function tipStyle(bar, width) {
  const share = (bar.x + bar.width / 2) / width;
  return { left: `${share * 100}%`, transform: `translateX(${-share * 100}%)` };
}

function useWidth(box) {
  const [width, set] = useState(0);
  useLayoutEffect(() => {
    if (!box.current) {
      return undefined;
    }
    const measure = () => box.current && set(Math.floor(box.current.clientWidth));
    const watch = new ResizeObserver(measure);
    watch.observe(box.current);
    measure();
    return () => watch.disconnect();
  }, [box.current]);
  return width;
}
