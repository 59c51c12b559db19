import { h } from "preact";
import { useState } from "preact/hooks";
import { Copy, Long } from "roentgen/trace/copy.js";

/** Entries of one object or list shown before more are asked for. */
const FIRST = 100;
/** Levels that are open from the start, if they aren't large. */
const OPEN = 2;

/** A JSON value as a tree of which each level opens and closes; what is closed isn't drawn. */
export function JsonTree({ value, label }) {
  return h("div", { class: "json", "aria-label": label }, h(Value, { value, level: 0 }));
}

/** A JSON value as indented text; depth that a browser's own writer can't take is said instead. */
export function pretty(value) {
  try {
    return JSON.stringify(value, null, 2) ?? "";
  } catch (e) {
    return "(nested too deeply to be written)";
  }
}

function Value({ name, value, level }) {
  const nested = value !== null && typeof value === "object";
  const entries = nested ? Object.entries(value) : [];
  const [open, set] = useState(level < OPEN && entries.length <= 40);
  const [all, showAll] = useState(false);
  const key = name === undefined ? null : h("span", { class: "json-key" }, name.slice(0, 300));
  if (!nested) {
    return h("div", { class: "json-line" }, key, h("span", { class: "json-" + (value === null ? "null" : typeof value) },
      typeof value === "string" ? h(Long, { text: value, cut: 300 }) : String(value)));
  }
  const list = Array.isArray(value);
  const size = list ? `[${entries.length}]` : `{${entries.length}}`;
  if (entries.length === 0) {
    return h("div", { class: "json-line" }, key, h("span", { class: "json-null" }, list ? "[]" : "{}"));
  }
  const shown = all ? entries : entries.slice(0, FIRST);
  return h("div", { class: "json-node" },
    h("button", { class: "json-twist", "aria-expanded": String(open), onClick: () => set(!open) },
      h("svg", { viewBox: "0 0 16 16", width: 12, height: 12, "aria-hidden": "true" }, h("path", { d: "M6 4l4 4-4 4" })),
      key, h("span", { class: "json-size" }, size)),
    open && h("div", { class: "json-inner" + (level > 11 ? " is-deep" : "") },
      shown.map(([inner, item]) => h(Value, { key: inner, name: inner, value: item, level: level + 1 })),
      shown.length < entries.length && h("button", { class: "button is-small is-quiet", onClick: () => showAll(true) },
        `${entries.length - shown.length} more`)));
}

/** JSON as text, with a button to copy it. */
export function RawJson({ value }) {
  const text = pretty(value);
  return h("div", { class: "raw" },
    h(Copy, { text, label: "Copy JSON" }),
    h("pre", { tabIndex: 0, "aria-label": "JSON" }, h(Long, { text, cut: 6000 })));
}
