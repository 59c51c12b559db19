import { h } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Axis, Grid } from "roentgen/trace/axis.js";
import { Legend } from "roentgen/trace/legend.js";
import { Line, idOf } from "roentgen/trace/row.js";
import { around } from "roentgen/trace/scale.js";
import { Tools } from "roentgen/trace/tools.js";
import { useMedia, useWindow } from "roentgen/trace/use-window.js";

const HEIGHT = { wide: 28, narrow: 48 };

/** The waterfall: tools, legend, time axis, one line an entity. Only lines near the window are in the page. */
export function Timeline({ model, timeline, selected, node, onClose }) {
  const narrow = useMedia("(max-width: 760px)");
  const height = narrow ? HEIGHT.narrow : HEIGHT.wide;
  const body = useRef(null);
  const grid = useRef(null);
  const { items, at, active, goal } = timeline;
  const [first, last] = useWindow(body, items.length, height);
  const [share, setShare] = useState(38);
  const [marks, setMarks] = useState([]);

  useEffect(() => {
    const line = goal && document.getElementById(idOf(goal.key));
    if (line) {
      line.scrollIntoView({ block: "nearest" });
    }
  }, [goal, items]);
  useSearchKeys(timeline);

  const lines = [];
  for (let i = first; i < Math.min(last, items.length); i++) {
    lines.push(i);
  }
  if (at >= 0 && (at < first || at >= last)) {
    lines.push(at);
  }
  const line = useLines({ timeline, model, narrow, selected, node, height });
  const label = `Timeline, ${items.length} of ${model.rows.length} rows`;
  return h("section", { class: "tl" + (narrow ? " is-narrow" : ""), style: { "--split": share + "%", "--row": height + "px" }, "aria-label": "Timeline" },
    h(Tools, { model, timeline }),
    h(Legend, { model, timeline }),
    h("div", { class: "tl-table" },
      h("div", { class: "tl-head" },
        h(Axis, { model, timeline, narrow, marks, onMarks: setMarks }),
        !narrow && h(Splitter, { share, setShare, table: grid })),
      h("div", {
        ref: grid, role: "treegrid", tabIndex: 0, class: "tl-rows", "aria-label": label,
        "aria-rowcount": items.length + 1, "aria-colcount": 2,
        "aria-activedescendant": at >= 0 ? idOf(active) : null,
        onKeyDown: (event) => onKey(event, timeline, onClose),
        onFocus: () => at < 0 && items.length > 0 && timeline.setActive(items[0].key),
      },
      h("div", { class: "sr-only", role: "row", "aria-rowindex": 1 },
        h("span", { role: "columnheader" }, "Service and what it does"), h("span", { role: "columnheader" }, "Time")),
      h("div", { ref: body, class: "tl-body", role: "rowgroup", style: { height: items.length * height + "px" } },
        h(Grid, { view: timeline.view, marks }),
        lines.map(line)))));
}

/** Lines drawn once for what they show: those that stay in the window while it scrolls aren't compared anew. */
function useLines({ timeline, model, narrow, selected, node, height }) {
  const { items, view, query, matches, spot, active } = timeline;
  const drawn = useMemo(() => new Map(), [items, view[0], view[1], query, matches, spot, active, model, narrow, selected, node]);
  return (i) => {
    let line = drawn.get(i);
    if (!line) {
      line = h(Line, { key: items[i].key, item: items[i], place: i, top: i * height, timeline, model, narrow, selected, node });
      drawn.set(i, line);
    }
    return line;
  };
}

function onKey(event, timeline, onClose) {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const { items, at, move, toggle, activate, zoomTo } = timeline;
  const item = items[at];
  const page = Math.max(1, Math.floor(innerHeight / 40));
  const actions = {
    ArrowDown: () => move(at + 1),
    ArrowUp: () => move(at < 0 ? 0 : at - 1),
    PageDown: () => move(at + page),
    PageUp: () => move(at - page),
    Home: () => move(0),
    End: () => move(items.length - 1),
    ArrowRight: () => item && (item.expanded === false ? toggle(item) : item.expanded && move(at + 1)),
    ArrowLeft: () => item && (item.expanded ? toggle(item) : move(parentOf(items, at))),
    Enter: () => item && activate(item, false),
    " ": () => item && toggle(item),
    "*": () => item && timeline.setOpen(siblingsOf(item), true),
    "-": () => item && timeline.setOpen(siblingsOf(item), false),
    z: () => item && zoomTo(around(item.row)),
    0: () => zoomTo(null),
  };
  const action = Object.hasOwn(actions, event.key) ? actions[event.key] : null;
  if (action) {
    event.preventDefault();
    action();
  }
}

function parentOf(items, at) {
  let above = at - 1;
  while (above >= 0 && items[above].level >= items[at].level) {
    above--;
  }
  return above < 0 ? at : above;
}

function siblingsOf({ row }) {
  return row.above ? row.above.children.map((one) => one.key) : [row.key];
}

/** n and N go to the next and the previous find, wherever the focus is but in a field. */
function useSearchKeys(timeline) {
  const latest = useRef(timeline);
  latest.current = timeline;
  useEffect(() => {
    const pressed = (event) => {
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented;
      if (plain && (event.key === "n" || event.key === "N") && !event.target.closest("input, textarea, select, dialog")) {
        event.preventDefault();
        latest.current.step(event.key === "n" ? 1 : -1);
      }
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
}

/** The border between names and bars, to be dragged or moved with the arrow keys. */
function Splitter({ share, setShare, table }) {
  const set = (value) => setShare(Math.min(70, Math.max(15, value)));
  const move = (event) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) {
      const box = table.current.getBoundingClientRect();
      set((100 * (event.clientX - box.left)) / box.width);
    }
  };
  const key = (event) => {
    const by = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
    if (by) {
      event.preventDefault();
      set(share + by);
    }
  };
  return h("div", {
    class: "tl-splitter", role: "separator", tabIndex: 0, "aria-orientation": "vertical", "aria-label": "Width of the names",
    "aria-valuenow": Math.round(share), "aria-valuemin": 15, "aria-valuemax": 70,
    onPointerDown: (event) => event.currentTarget.setPointerCapture(event.pointerId),
    onPointerMove: move, onKeyDown: key, onDblClick: () => set(38),
  });
}
