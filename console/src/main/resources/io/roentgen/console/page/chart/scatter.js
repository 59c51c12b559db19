import { h } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { timeTicks, valueAxis } from "roentgen/chart/axis.js";
import { MARGIN, condition, legendPath, paint } from "roentgen/chart/scatter-paint.js";
import { CONDITIONS } from "roentgen/part/flags.js";
import { count, duration, when } from "roentgen/part/format.js";

/** So far from a point, in pixels, the pointer still means it. */
const REACH = 14;
/** A drag shorter than this in one direction selects everything in that direction. */
const SHORT = 8;

/**
 * Response time against the time a trace began, one mark a trace. The list beside it is the way in for who has no
 * pointer, so the drawing itself is one image to them.
 *
 * @param {{points: Array, start: number, end: number, log: boolean, stats: Object, more: number,
 *     detail: function(string): *, onHover: function(?string), onOpen: function(string), onSelect: function(Object)}} props
 *     points: [time, seconds, flag bits, trace id] as the API has them; more: traces not drawn; detail: what the hover text
 *     says of a trace beyond that; onSelect: {start, end, low, high}, null where the drag left a direction alone
 */
export function Scatter({ points, start, end, log, stats, more, detail, onHover, onOpen, onSelect }) {
  const box = useRef(null);
  const canvas = useRef(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [near, setNear] = useState(null);
  const [drag, setDrag] = useState(null);
  const look = useLook();
  useLayoutEffect(() => {
    const watch = new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect;
      setSize({ width: Math.floor(width), height: Math.floor(height) });
    });
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);

  const plot = useMemo(() => layout(points, start, end, log, size), [points, start, end, log, size]);
  useLayoutEffect(() => {
    if (size.width > 0) {
      const ratio = window.devicePixelRatio || 1;
      canvas.current.width = size.width * ratio;
      canvas.current.height = size.height * ratio;
      paint(canvas.current, size.width, size.height, ratio, plot.dots, plot.grid);
    }
  }, [plot, look]);
  useEffect(() => setNear((was) => was && (plot.dots.find((dot) => dot.id === was.id) ?? null)), [plot]);
  useEffect(() => {
    if (!drag) {
      return undefined;
    }
    const cancel = (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        setDrag(null);
      }
    };
    document.addEventListener("keydown", cancel, true);
    return () => document.removeEventListener("keydown", cancel, true);
  }, [drag !== null]);

  const place = (event) => {
    const frame = canvas.current.getBoundingClientRect();
    return { x: event.clientX - frame.left, y: event.clientY - frame.top };
  };
  const show = (dot) => {
    if (dot?.id !== near?.id) {
      setNear(dot);
      onHover(dot ? dot.id : null);
    }
  };
  const onPointerMove = (event) => {
    const at = place(event);
    if (drag) {
      setDrag({ ...drag, to: inside(at, size) });
    } else {
      show(nearest(plot.dots, at));
    }
  };
  const onPointerDown = (event) => {
    if (event.button === 0) {
      const at = place(event);
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ from: inside(at, size), to: inside(at, size), touched: at });
    }
  };
  const onPointerUp = () => {
    if (!drag) {
      return;
    }
    const { from, to, touched } = drag;
    setDrag(null);
    const wide = Math.abs(to.x - from.x) >= SHORT;
    const high = Math.abs(to.y - from.y) >= SHORT;
    if (wide || high) {
      show(null);
      onSelect({
        start: wide ? plot.time(Math.min(from.x, to.x)) : null,
        end: wide ? plot.time(Math.max(from.x, to.x)) : null,
        low: high ? plot.seconds(Math.max(from.y, to.y)) : null,
        high: high ? plot.seconds(Math.min(from.y, to.y)) : null,
      });
    } else {
      const dot = nearest(plot.dots, touched);
      if (dot) {
        onOpen(dot.id);
      }
    }
  };
  return h(
    "figure",
    { class: "scatter" },
    h(
      "div",
      {
        class: "scatter-plot" + (near ? " is-near" : ""),
        ref: box,
        onPointerMove,
        onPointerDown,
        onPointerUp,
        onPointerCancel: () => setDrag(null),
        onPointerLeave: () => !drag && show(null),
      },
      h("canvas", { ref: canvas, role: "img", "aria-label": summary(points, stats) }),
      drag && h(Selection, { drag, plot, size }),
      near &&
        !drag &&
        h("span", { class: "scatter-ring is-" + near.condition, style: { left: near.x + "px", top: near.y + "px" } }),
      near && !drag && h(Hover, { dot: near, size, detail }),
      points.length === 0 && h("p", { class: "scatter-none" }, "No trace in this time that matches"),
    ),
    h(
      "figcaption",
      { class: "scatter-legend" },
      CONDITIONS.filter(({ key }) => key !== "partial").map(({ key, label }) =>
        h(
          "span",
          { key, class: "is-" + key },
          h(
            "svg",
            { class: "scatter-sign", viewBox: "-6 -6 12 12", width: 12, height: 12, "aria-hidden": "true" },
            h("path", { class: "sign-" + key, d: legendPath(key) }),
          ),
          label,
          " ",
          h("b", null, count(stats[key])),
        ),
      ),
      more > 0 &&
        h(
          "span",
          { class: "muted" },
          `${count(points.length)} of ${count(points.length + more)} drawn` +
            (plot.faults >= stats.fault ? ", every fault among them" : ""),
        ),
    ),
  );
}

function Selection({ drag: { from, to }, plot, size }) {
  const wide = Math.abs(to.x - from.x) >= SHORT;
  const high = Math.abs(to.y - from.y) >= SHORT;
  const left = wide ? Math.min(from.x, to.x) : MARGIN.left;
  const right = wide ? Math.max(from.x, to.x) : size.width - MARGIN.right;
  const top = high ? Math.min(from.y, to.y) : MARGIN.top;
  const bottom = high ? Math.max(from.y, to.y) : size.height - MARGIN.bottom;
  if (!wide && !high) {
    return null;
  }
  const text = [
    wide && when(plot.time(left)) + " – " + when(plot.time(right)),
    high && duration(plot.seconds(bottom)) + " – " + duration(plot.seconds(top)),
  ]
    .filter(Boolean)
    .join(", ");
  return h(
    "div",
    {
      class: "scatter-selection",
      style: { left: left + "px", top: top + "px", width: right - left + "px", height: bottom - top + "px" },
    },
    h("span", { class: "tooltip" }, text),
  );
}

function Hover({ dot, size, detail }) {
  const leftwards = dot.x > size.width / 2;
  const style = {
    top: Math.max(0, Math.min(dot.y - 20, size.height - 84)) + "px",
    [leftwards ? "right" : "left"]: (leftwards ? size.width - dot.x : dot.x) + 14 + "px",
    "max-width": (leftwards ? dot.x : size.width - dot.x) - 24 + "px",
  };
  return h(
    "div",
    { class: "tooltip scatter-hover", style },
    h("strong", null, duration(dot.seconds)),
    h("span", { class: "is-" + dot.condition }, dot.condition),
    h("span", null, when(dot.start)),
    detail(dot.id),
  );
}

function layout(points, start, end, log, { width, height }) {
  const wide = Math.max(1, width - MARGIN.left - MARGIN.right);
  const tall = Math.max(1, height - MARGIN.top - MARGIN.bottom);
  let low = Infinity;
  let high = 0;
  for (const [, seconds] of points) {
    low = seconds > 0 ? Math.min(low, seconds) : low;
    high = Math.max(high, seconds);
  }
  const axis = valueAxis(Number.isFinite(low) ? low : 0.01, high || 1, log);
  const x = (at) => MARGIN.left + ((at - start) / (end - start || 1)) * wide;
  const y = (seconds) => MARGIN.top + (1 - axis.share(seconds)) * tall;
  const dots = points.map(([at, seconds, bits, id]) => ({
    x: x(at),
    y: y(seconds),
    bits,
    id,
    seconds,
    start: at,
    condition: condition(bits),
  }));
  return {
    dots,
    faults: dots.filter((dot) => dot.condition === "fault").length,
    grid: {
      time: timeTicks(start, end, Math.floor(wide / (wide < 400 ? 56 : 84))).map((tick) => ({
        ...tick,
        x: x(tick.at),
      })),
      values: axis.ticks.map((value) => ({ value, y: y(value) })),
      minor: axis.minor.map(y),
    },
    time: (at) => start + ((at - MARGIN.left) / wide) * (end - start),
    seconds: (at) => axis.value(1 - (at - MARGIN.top) / tall),
  };
}

function nearest(dots, at) {
  let best = null;
  let least = REACH * REACH;
  for (const dot of dots) {
    const away = (dot.x - at.x) ** 2 + (dot.y - at.y) ** 2;
    if (away <= least) {
      least = away;
      best = dot;
    }
  }
  return best;
}

function inside(at, { width, height }) {
  return {
    x: Math.min(Math.max(at.x, MARGIN.left), width - MARGIN.right),
    y: Math.min(Math.max(at.y, MARGIN.top), height - MARGIN.bottom),
  };
}

function summary(points, stats) {
  if (points.length === 0) {
    return "Response time against time: no traces";
  }
  return (
    `Response time against time: ${count(stats.total)} requests, half within ${duration(stats.p50)}, the slowest ` +
    `${duration(stats.max)}, ${count(stats.fault)} faults. The list below has each of them.`
  );
}

/** A number that changes as the page's colours do: a canvas doesn't notice by itself. */
function useLook() {
  const [look, set] = useState(0);
  useEffect(() => {
    const changed = () => set((n) => n + 1);
    const watch = new MutationObserver(changed);
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    const light = matchMedia("(prefers-color-scheme: light)");
    light.addEventListener("change", changed);
    return () => {
      watch.disconnect();
      light.removeEventListener("change", changed);
    };
  }, []);
  return look;
}
