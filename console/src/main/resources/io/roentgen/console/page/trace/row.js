import { h } from "preact";
import { ConditionIcon, worst } from "roentgen/part/flags.js";
import { duration } from "roentgen/part/format.js";
import { Chart } from "roentgen/trace/bar.js";
import { marked } from "roentgen/trace/find.js";
import { around } from "roentgen/trace/scale.js";

/** Characters of a name that are drawn; details have the rest. */
const LONGEST = 300;
/** Levels that are indented; deeper ones are numbered. */
const DEEPEST = { wide: 14, narrow: 6 };

/** One line of the timeline, of a row or of a fold. */
export function Line({ item, place, top, timeline, model, narrow, selected, node }) {
  const { row, rows, level, expanded } = item;
  const { query, matches, spot, active } = timeline;
  const deepest = narrow ? DEEPEST.narrow : DEEPEST.wide;
  const all = rows || [row];
  const hit = matches.keys.size > 0 && all.some((one) => matches.keys.has(one.key));
  const dim = (matches.keys.size > 0 && !hit) || (spot !== null && row.who !== spot)
    || (node !== null && !all.some((one) => one.node === node));
  const condition = worst(row.flags, row.pending);
  const chosen = selected !== null && selected === row.key && !rows;
  return h("div", {
    id: idOf(item.key),
    role: "row",
    class: "tl-row" + (row.segment ? " is-service" : "") + (item.key === active ? " is-active" : "") + (chosen ? " is-chosen" : "")
      + (dim ? " is-dim" : "") + (hit ? " is-hit" : "") + (condition === "fault" ? " is-failed" : ""),
    style: { transform: `translateY(${top}px)`, "--hue": model.hues.get(row.who), "--level": Math.min(level, deepest) },
    "aria-level": level + 1,
    "aria-rowindex": place + 2,
    "aria-expanded": expanded === null ? null : String(expanded),
    "aria-selected": String(chosen),
    onClick: (event) => timeline.activate(item, Boolean(event.target.closest(".tl-twist"))),
    onDblClick: () => !rows && timeline.zoomTo(around(row)),
  },
  h("div", { class: "tl-name", role: "rowheader", title: rows ? null : titleOf(row) },
    level > 0 && h("span", { class: "tl-guides", "aria-hidden": "true" }),
    level > deepest && h("span", { class: "tl-level", title: `Level ${level + 1}` }, level + 1),
    h("span", { class: "tl-twist", "aria-hidden": "true" }, expanded === null ? null
      : h("svg", { viewBox: "0 0 16 16", width: 14, height: 14, class: expanded ? "is-expanded" : "" }, h("path", { d: "M6 4l4 4-4 4" }))),
    h("span", { class: "tl-stripe", "aria-hidden": "true" }),
    condition !== "ok" && h(ConditionIcon, { condition }),
    rows && h("span", { class: "tl-times" }, rows.length + " ×"),
    h("span", { class: "tl-service" }, marked(row.name.slice(0, LONGEST) || "(no name)", query)),
    row.summary && h("span", { class: "tl-summary" }, marked(row.summary.slice(0, LONGEST), query)),
    expanded === false && !rows && row.below > 0 && h("span", { class: "tl-below", title: `${row.below} hidden below` }, "+" + row.below)),
  h("div", { class: "tl-chart", role: "gridcell" }, h(Chart, { item, view: timeline.view })));
}

/** The id of a line's element. */
export function idOf(key) {
  return "tl-" + key;
}

function titleOf(row) {
  const own = row.children.length > 0 ? `, ${duration(row.own)} of it in itself` : "";
  return `${row.name.slice(0, LONGEST)}\n${row.summary.slice(0, 1000)}\n${duration(row.seconds)}${own}, starts at ${duration(row.start)}`;
}
