import { h } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { valueAxis, valueLabel } from "roentgen/chart/axis.js";

const HEIGHT = 180;
const MARGIN = { left: 8, right: 8, top: 10, bottom: 22 };

/** Buckets are this much wider than the API's, so that few requests don't make a comb. */
const WIDTH = 1.25;

/**
 * Two distributions of response times over each other, each as shares of its own requests: shapes can be compared where the
 * numbers of requests differ.
 *
 * @param {{a: ?Object, b: ?Object, label: string}} props a, b: statistics as the API has them, before (dashed) and after
 */
export function Overlay({ a, b, label }) {
  const box = useRef(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  const before = shares(a);
  const after = shares(b);
  const all = [...before, ...after];
  const low = Math.min(...all.map((bucket) => bucket.from));
  const high = Math.max(...all.map((bucket) => bucket.to));
  const most = Math.max(...all.map((bucket) => bucket.share), 0.001);
  const axis = valueAxis(low, high, true);
  const x = (value) => MARGIN.left + axis.share(value) * (width - MARGIN.left - MARGIN.right);
  const y = (share) => HEIGHT - MARGIN.bottom - (share / most) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const mark = (stats, side) =>
    stats &&
    stats.p50 !== null &&
    h(
      "g",
      { class: "overlay-" + side },
      h("line", { class: "overlay-median", x1: x(stats.p50), x2: x(stats.p50), y1: MARGIN.top, y2: y(0) }),
    );
  return h(
    "div",
    { class: "overlay", ref: box },
    width > 0 &&
      all.length > 0 &&
      h(
        "svg",
        { width, height: HEIGHT, role: "img", "aria-label": label },
        axis.ticks.map((tick) =>
          h(
            "g",
            { key: tick },
            h("line", { class: "overlay-grid", x1: x(tick), x2: x(tick), y1: MARGIN.top, y2: y(0) }),
            h(
              "text",
              {
                x: x(tick),
                y: HEIGHT - 6,
                "text-anchor": x(tick) > width - 30 ? "end" : x(tick) < 30 ? "start" : "middle",
              },
              valueLabel(tick),
            ),
          ),
        ),
        h("path", { class: "overlay-b", d: steps(after, x, y) }),
        h("path", { class: "overlay-a", d: steps(before, x, y) }),
        mark(a, "a"),
        mark(b, "b"),
        h("line", { class: "overlay-base", x1: MARGIN.left, x2: width - MARGIN.right, y1: y(0), y2: y(0) }),
      ),
  );
}

function shares(stats) {
  if (!stats?.total) {
    return [];
  }
  const buckets = new Map();
  for (const [from, to, count] of stats.histogram) {
    const at = Math.floor(Math.log(Math.max(Math.sqrt(Math.max(from, 1e-9) * to), 1e-7)) / Math.log(WIDTH));
    buckets.set(at, (buckets.get(at) ?? 0) + count);
  }
  return [...buckets]
    .sort(([p], [q]) => p - q)
    .map(([at, count]) => ({ from: WIDTH ** at, to: WIDTH ** (at + 1), share: count / stats.total }));
}

/** The outline of buckets, down to the base where one is missing. */
function steps(buckets, x, y) {
  let path = "";
  let end = null;
  for (const { from, to, share } of buckets) {
    if (end === null || from > end * 1.001) {
      path += (end === null ? "" : `V${y(0)}`) + `M${x(from)} ${y(0)}`;
    }
    path += `V${y(share)}H${x(to)}`;
    end = to;
  }
  return path + (end === null ? "" : `V${y(0)}`);
}
