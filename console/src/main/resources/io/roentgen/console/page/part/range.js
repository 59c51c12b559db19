import { h } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { dateTime, duration, when } from "roentgen/part/format.js";

/** The ranges offered, in seconds up to now. */
export const RANGES = [
  [300, "Last 5 min"],
  [900, "Last 15 min"],
  [3600, "Last hour"],
  [21600, "Last 6 hours"],
  [86400, "Last 24 hours"],
  ["all", "All"],
];

/** A range in words: "Last 15 min", "14:03:09 – 14:08:09". */
export function rangeName(range) {
  if (range.last !== undefined) {
    const known = RANGES.find(([last]) => last === range.last);
    return known ? known[1] : "Last " + duration(range.last);
  }
  return when(range.start) + " – " + when(range.end);
}

/**
 * Chooses a time range.
 * @param {{range: Range, onChange: function(Range), label: string}} props
 */
export function RangePicker({ range, onChange, label = "Time range" }) {
  const [own, setOwn] = useState(false);
  const box = useRef(null);
  const absolute = range.last === undefined;
  const known = absolute || RANGES.some(([last]) => last === range.last);
  const choose = (event) => {
    const value = event.target.value;
    if (value === "own") {
      setOwn(true);
      event.target.value = valueOf(range);
    } else if (value !== "absolute") {
      onChange({ last: value === "all" ? value : Number(value) });
    }
  };
  useEffect(() => {
    if (!own) {
      return undefined;
    }
    const outside = (event) => box.current && !box.current.contains(event.target) && setOwn(false);
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [own]);
  return h("div", { class: "range", ref: box },
    h("select", { class: "select", "aria-label": label, value: valueOf(range), onChange: choose },
      absolute && h("option", { value: "absolute" }, rangeName(range)),
      !known && h("option", { value: String(range.last) }, rangeName(range)),
      RANGES.map(([last, name]) => h("option", { value: String(last), key: last }, name)),
      h("option", { value: "own" }, "From … to …")),
    own && h(Absolute, {
      range,
      cancel: () => setOwn(false),
      done: (chosen) => {
        setOwn(false);
        onChange(chosen);
      },
    }));
}

function Absolute({ range, done, cancel }) {
  const now = Date.now() / 1000;
  const first = range.last === undefined
    ? range
    : { start: now - (range.last === "all" ? 86400 : range.last), end: now };
  const [start, setStart] = useState(local(first.start));
  const [end, setEnd] = useState(local(first.end));
  const [wrong, setWrong] = useState(null);
  const form = useRef(null);
  useEffect(() => form.current.querySelector("input").focus(), []);
  const submit = (event) => {
    event.preventDefault();
    const from = new Date(start).getTime() / 1000;
    const to = new Date(end).getTime() / 1000;
    if (Number.isFinite(from) && Number.isFinite(to) && from < to) {
      done({ start: from, end: to });
    } else {
      setWrong("The end must come after the start.");
    }
  };
  return h("form", { class: "popover range-own", ref: form, onSubmit: submit, "aria-label": "Time range from and to" },
    h("label", { class: "field" }, h("span", null, "From"),
      h("input", { type: "datetime-local", step: 1, required: true, value: start, onInput: (e) => setStart(e.target.value) })),
    h("label", { class: "field" }, h("span", null, "To"),
      h("input", { type: "datetime-local", step: 1, required: true, value: end, onInput: (e) => setEnd(e.target.value) })),
    wrong && h("p", { class: "wrong", role: "alert" }, wrong),
    h("div", { class: "buttons" },
      h("button", { class: "button is-primary", type: "submit" }, "Show"),
      h("button", { class: "button is-quiet", type: "button", "data-close": true, onClick: cancel }, "Cancel")));
}

function valueOf(range) {
  return range.last === undefined ? "absolute" : String(range.last);
}

/** As datetime-local wants it: local time without zone. */
function local(seconds) {
  return dateTime(seconds).replace(" ", "T");
}
