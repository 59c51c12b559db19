import { h } from "preact";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Histogram } from "roentgen/chart/histogram.js";
import { Scatter } from "roentgen/chart/scatter.js";
import { add, between } from "roentgen/part/expression.js";
import { count, duration, plural, whole } from "roentgen/part/format.js";
import { TraceGroups } from "roentgen/part/trace-groups.js";
import { TraceList } from "roentgen/part/trace-list.js";
import { useTracePages } from "roentgen/part/trace-pages.js";
import { AnnotationTab, Choice, None, Tab } from "roentgen/part/trace-parts.js";
import { useDetail } from "roentgen/part/trace-detail.js";

/** Scrolled further than this, in pixels, someone reads the list. */
const HELD = 60;

const GROUPINGS = [
  ["url", "URL"],
  ["user", "User"],
  ["status", "Status"],
];

/** Where the list was left: the hash, how far it was scrolled, the row. */
const left = { hash: null, y: 0, row: 0 };

/** The traces of a time range: as points, as a list to any depth, and summed up. */
export default function Traces({ route, range, filter, navigate, link, status, announce }) {
  const { params } = route;
  const sort = params.sort === "slowest" ? "slowest" : "newest";
  const log = params.scale !== "linear";
  const [using, setUsing] = useState(false);
  const returning = useRef(left.hash === location.hash && left.y > HELD).current;
  const [scrolled, setScrolled] = useState(returning);
  const [hovered, setHovered] = useState(null);
  const pages = useTracePages({ range, filter, sort, held: using || scrolled });
  const { latest, shown, error, fresh } = pages;
  const top = useRef(null);

  useEffect(() => {
    const look = () => {
      setScrolled(scrollY > HELD);
      left.y = scrollY;
    };
    // The shell scrolls a view that is gone to up to its start; who comes back goes on where they were.
    const { y } = left;
    const timer = returning && setTimeout(() => scrollTo(0, y), 30);
    addEventListener("scroll", look, { passive: true });
    return () => {
      clearTimeout(timer);
      removeEventListener("scroll", look);
    };
  }, []);
  left.hash = location.hash;
  useEffect(() => {
    if (latest && !pages.stale && !error) {
      announce(latest.matched === 1 ? "1 trace" : whole(latest.matched) + " traces");
    }
  }, [filter, range, pages.stale, latest === null]);
  const live = useRef(navigate);
  live.current = navigate;
  const addTerm = useCallback((term) => live.current({ filter: add(filter, term) }), [filter]);
  const href = useCallback((id) => link({ view: "trace", id }), [link, filter, range]);
  const select = ({ start, end, low, high }) =>
    live.current({
      range: start === null ? range : { start: round(start), end: round(end) },
      filter: low === null ? filter : between(filter, low, high),
    });
  const chart = useMemo(() => latest && { points: latest.points, ...extent(latest, range) }, [latest]);
  const detail = useDetail(hovered, pages, filter);

  if (error && (error.error || !latest)) {
    return h(
      "div",
      { class: "page" },
      h("h1", null, "Traces"),
      h(
        "p",
        { class: "banner is-fault", role: "alert" },
        error.error ? "The filter is wrong: " + error.message : error.message,
      ),
    );
  }
  if (!shown) {
    return h("p", { class: "loading" }, "Loading…");
  }
  const stats = latest.stats;
  const by = params.by || null;
  return h(
    "div",
    { class: "traces" + (pages.stale ? " is-stale" : "") },
    h("h1", { class: "sr-only" }, "Traces"),
    h(
      "div",
      { class: "traces-charts" },
      h(
        "section",
        { class: "panel", "aria-label": "Response time against time" },
        h(
          "div",
          { class: "panel-head" },
          h("h2", null, "Response time"),
          h("span", { class: "muted panel-hint" }, "drag to select, click to open"),
          h(Choice, {
            label: "Scale of response times",
            value: log ? "log" : "linear",
            options: [
              ["log", "Log"],
              ["linear", "Linear"],
            ],
            onChange: (scale) => navigate({ params: { scale: scale === "log" ? null : scale } }, { replace: true }),
          }),
        ),
        h(Scatter, {
          ...chart,
          log,
          stats,
          more: Math.max(0, latest.matched - latest.points.length),
          onSelect: select,
          onHover: setHovered,
          detail,
          onOpen: (id) => navigate({ view: "trace", id }),
        }),
      ),
      h(
        "section",
        { class: "panel", "aria-label": "Distribution of response times" },
        h("div", { class: "panel-head" }, h("h2", null, "Distribution")),
        h(Histogram, {
          stats,
          height: innerWidth < 1000 ? 132 : 226,
          onSelect: (low, high) => navigate({ filter: between(filter, low, high) }),
        }),
        h(
          "dl",
          { class: "figures" },
          ["p50", "p90", "p99", "max"].map((key) =>
            h("div", { key }, h("dt", null, key), h("dd", null, duration(stats[key]))),
          ),
        ),
      ),
    ),
    h("div", { ref: top }),
    h(
      "div",
      { class: "traces-bar" },
      h(
        "p",
        { class: "traces-count" },
        h("b", null, whole(latest.matched)),
        filter ? ` of ${plural(latest.stored, "trace")} match` : latest.matched === 1 ? " trace" : " traces",
      ),
      h(
        "nav",
        { class: "traces-tabs", "aria-label": "List or groups" },
        h(Tab, { to: link({ params: { by: null } }), current: !by }, "List"),
        GROUPINGS.map(([key, name]) =>
          h(Tab, { key, to: link({ params: { by: key } }), current: by === key }, "By " + name),
        ),
        h(AnnotationTab, { by, keys: status?.annotations ?? [], navigate }),
      ),
      !by &&
        fresh > 0 &&
        h(
          "button",
          {
            type: "button",
            class: "button is-primary is-small traces-new",
            onClick: () => {
              pages.renew();
              const { top: at } = top.current.getBoundingClientRect();
              if (at < 0) {
                scrollBy(0, at);
              }
            },
          },
          `${fresh >= pages.pageSize ? fresh + " or more" : count(fresh)} new`,
        ),
      !by &&
        h(Choice, {
          label: "Order",
          value: sort,
          options: [
            ["newest", "Newest"],
            ["slowest", "Slowest"],
          ],
          onChange: (order) => navigate({ params: { sort: order === "newest" ? null : order } }),
        }),
    ),
    by
      ? h(TraceGroups, {
          by,
          name: groupName(by),
          range,
          filter,
          open: (term) => link({ filter: add(filter, term), params: { by: null } }),
        })
      : pages.total === 0
        ? h(None, { filter, stored: latest.stored, range, link })
        : h(TraceList, {
            pages,
            marked: hovered,
            link: href,
            addTerm,
            onHold: setUsing,
            begin: returning ? left.row : 0,
            onFocus: keepRow,
          }),
  );
}

/** What time the points are drawn in: what was asked for, as far as there can be traces. */
function extent({ points, start, end }, range) {
  if (range.last === undefined) {
    return { start, end };
  }
  const last = points.reduce((most, [at]) => Math.max(most, at), 0);
  const now = Math.min(end, Math.max(last, Date.now() / 1000));
  if (range.last !== "all") {
    return { start, end: now };
  }
  const first = points.reduce((least, [at]) => Math.min(least, at), now - 60);
  const room = 0.02 * Math.max(1, (last || now) - first);
  return { start: first - room, end: (last || now) + room };
}

const keepRow = (row) => {
  left.row = row;
};

const round = (seconds) => Math.round(seconds * 1000) / 1000;

function groupName(by) {
  return by.startsWith("annotation.")
    ? by.slice("annotation.".length)
    : (GROUPINGS.find(([key]) => key === by) ?? [by, by])[1];
}
