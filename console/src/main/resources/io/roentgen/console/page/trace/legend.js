import { h } from "preact";
import { useMemo, useState } from "preact/hooks";
import { duration, plural, share } from "roentgen/part/format.js";
import { costs } from "roentgen/trace/model.js";

/** Services named before "more". */
const FIRST = 8;

/** Whose colour is whose; a click leaves one lit, the arrow hides or shows what is below its segments. */
export function Legend({ model, timeline }) {
  const [all, showAll] = useState(false);
  const { spot, setSpot, toggleService } = timeline;
  const shown = all ? model.services : model.services.slice(0, FIRST);
  const more = model.services.length - shown.length;
  return h("ul", { class: "tl-services", "aria-label": "Services" },
    shown.map(({ name, hue, rows, seconds, segments }) => h("li", { key: name, style: { "--hue": hue } },
      h("button", {
        class: "tl-chip", "aria-pressed": String(spot === name), title: name.slice(0, 300) + "\n" + plural(rows, "row") + ", "
          + duration(seconds) + " at work itself\nClick: dim the others",
        onClick: () => setSpot(spot === name ? null : name),
      }, h("i"), h("span", { class: "cut" }, name.slice(0, 200) || "(no name)"), h("small", null, duration(seconds))),
      segments > 0 && h("button", {
        class: "tl-chip-fold", title: "Collapse or expand " + name.slice(0, 100), "aria-label": "Collapse or expand " + name.slice(0, 100),
        onClick: () => toggleService(name),
      }, h("svg", { viewBox: "0 0 16 16", width: 12, height: 12, "aria-hidden": "true" }, h("path", { d: "M4.500 6l3.500 4 3.500-4" }))))),
    (more > 0 || all) && model.services.length > FIRST && h("li", null,
      h("button", { class: "tl-chip", onClick: () => showAll(!all) }, all ? "fewer" : more + " more")));
}

/** What the shapes of bars and lines mean. */
export function Shapes() {
  return h("ul", { class: "tl-shapes", "aria-label": "Shapes" },
    [["segment", "segment"], ["call", "call"], ["local", "local work"]].map(([kind, label]) => h("li", { key: kind },
      h("span", { class: "tl-bar is-" + kind, "aria-hidden": "true" }), label)),
    h("li", null, h("span", { class: "tl-way", "aria-hidden": "true" }), "on the way"),
    h("li", { title: "In a bar: solid while the row itself is at work, pale while something below it is" },
      h("span", { class: "tl-bar is-segment is-split", "aria-hidden": "true" },
        h("svg", { viewBox: "0 0 1000 1", preserveAspectRatio: "none" }, h("path", { d: "M0 0H400V1H0Z" }))), "itself / below"));
}

/** What took most of the time, each a way to its row. */
export function Costs({ model, onRow }) {
  const list = useMemo(() => costs(model, 3).filter(({ seconds }) => seconds > model.duration * 0.02), [model]);
  if (model.rows.length < 3 || list.length === 0) {
    return null;
  }
  return h("section", { class: "costs", "aria-labelledby": "costs-title" },
    h("h2", { id: "costs-title" }, "Where the time went"),
    h("ol", null, list.map(({ row, count, seconds }) => h("li", { key: row.key, style: { "--hue": model.hues.get(row.who) } },
      h("button", { class: "cost", onClick: () => onRow(row) },
        h("span", { class: "cost-bar", "aria-hidden": "true", style: { width: Math.min(100, (100 * seconds) / model.duration) + "%" } }),
        h("span", { class: "cost-what" },
          count > 1 && h("b", null, count + " × "), whatOf(row)),
        h("span", { class: "cost-time" }, duration(seconds), h("small", null, share(Math.min(seconds, model.duration), model.duration))))))));
}

/** What a row does, in a few words. */
function whatOf(row) {
  const words = row.summary ? row.summary.slice(0, 200) : row.name.slice(0, 200);
  const answered = row.call && row.children.some((child) => child.segment);
  const itself = row.children.length === 0 ? "" : answered ? ", on the way" : ", itself";
  return row.summary && !row.call ? [h("b", null, row.name.slice(0, 80)), " ", words, itself] : [words, itself];
}
