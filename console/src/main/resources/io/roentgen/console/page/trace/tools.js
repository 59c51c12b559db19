import { h } from "preact";
import { useRef } from "preact/hooks";
import { duration } from "roentgen/part/format.js";
import { Shapes } from "roentgen/trace/legend.js";
import { rootOf } from "roentgen/trace/model.js";
import { around } from "roentgen/trace/scale.js";

/** Search, depth, folding, and the way out of a zoom. */
export function Tools({ model, timeline }) {
  const { query, matches, zoom, view, folding, active } = timeline;
  const field = useRef(null);
  const deepest = model.rows.reduce((most, row) => Math.max(most, row.level), 0);
  const here = matches.list.findIndex((row) => row.key === active);
  const root = rootOf(model);
  const key = (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      timeline.step(event.shiftKey ? -1 : 1);
    }
  };
  return h("div", { class: "tl-tools" },
    h("div", { class: "tl-search", role: "search" },
      h("input", {
        ref: field, type: "search", "data-key": "filter", value: query, placeholder: "Search this trace", "aria-label": "Search this trace",
        spellcheck: false, autocomplete: "off", onInput: (event) => timeline.setQuery(event.target.value), onKeyDown: key,
      }),
      query.trim() && h("span", { class: "tl-count" + (matches.list.length === 0 ? " wrong" : ""), role: "status" },
        matches.list.length === 0 ? "nothing" : (here < 0 ? "" : here + 1 + " of ") + matches.list.length),
      matches.list.length > 0 && h("button", { class: "button is-icon", "aria-label": "Previous find", title: "Previous (N)", onClick: () => timeline.step(-1) }, h(Arrow, { d: "M4 10l4-4 4 4" })),
      matches.list.length > 0 && h("button", { class: "button is-icon", "aria-label": "Next find", title: "Next (n)", onClick: () => timeline.step(1) }, h(Arrow, { d: "M4 6l4 4 4-4" }))),
    deepest > 0 && h("label", { class: "tl-depth" }, h("span", null, "Depth"),
      h("select", {
        value: "", "aria-label": "Open to a depth",
        onChange: (event) => {
          const level = event.target.value;
          event.target.value = "";
          if (level === "all") {
            timeline.expandAll();
          } else {
            timeline.collapseTo(Number(level));
          }
        },
      },
      h("option", { value: "", disabled: true, hidden: true }, depthOf(model, timeline.closed)),
      h("option", { value: "all" }, "all open"),
      [0, 1, 2, 3, 5, 8, 13].filter((level) => level < deepest).map((level) => h("option", { key: level, value: level },
        level === 0 ? "roots only" : "to level " + (level + 1))))),
    h("button", {
      class: "button is-small", "aria-pressed": String(folding), title: "Show three or more equal calls in a row as one line",
      onClick: () => timeline.setFolding(!folding),
    }, "Fold repeats"),
    root && !zoom && root.seconds > 0 && root.end - root.start < model.duration * 0.1 && h("button", {
      class: "button is-small", title: "The rest of the trace is far away from it", onClick: () => timeline.zoomTo(around(root)),
    }, `Zoom to the response (${duration(root.seconds)})`),
    zoom && h("button", { class: "button is-small tl-unzoom", title: "Show the whole trace (0, or double click on the axis)", onClick: () => timeline.zoomTo(null) },
      `${duration(view[0])} – ${duration(view[1])}`, h("span", { "aria-hidden": "true" }, "×"), h("span", { class: "sr-only" }, "Show the whole trace")),
    h(Shapes));
}

function depthOf(model, closed) {
  return closed.size === 0 ? "all open" : closed.size + " closed";
}

function Arrow({ d }) {
  return h("svg", { class: "icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, h("path", { d }));
}
