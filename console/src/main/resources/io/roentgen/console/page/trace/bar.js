import { h } from "preact";
import { duration } from "roentgen/part/format.js";
import { foldTimes } from "roentgen/trace/items.js";
import { gapOf } from "roentgen/trace/model.js";
import { percent } from "roentgen/trace/scale.js";

/** Parts drawn in one bar at most; more can't be told apart. */
const PARTS = 400;

/** What a line of the timeline shows in its chart: bar, own time, way there and back, duration. */
export function Chart({ item, view }) {
  const { row, rows } = item;
  const times = rows ? foldTimes(rows) : row;
  const left = percent(times.start, view);
  const right = percent(times.end, view);
  const before = right < 0 || times.end < view[0];
  const after = left > 100 || times.start > view[1];
  if (before || after) {
    return h("span", { class: "tl-away " + (before ? "is-before" : "is-after") },
      before ? "◂ " : "", label(item, times), after ? " ▸" : "");
  }
  const kind = rows ? "fold" : row.segment ? "segment" : row.call ? "call" : "local";
  const from = Math.max(0, left);
  const to = Math.min(100, right);
  const gap = rows ? null : gapOf(row);
  const outer = gap ? [Math.max(0, percent(row.start - gap.before, view)), Math.min(100, percent(row.end + gap.after, view))] : [from, to];
  const parts = rows ? rows.map((one) => [one.start, one.end]) : row.children.length > 0 ? row.free : null;
  return [
    gap && h(Gap, { gap, row, view }),
    h("span", {
      class: "tl-bar is-" + kind + (row.pending ? " is-open" : "") + (parts ? " is-split" : "")
        + (left < 0 ? " is-cut-left" : "") + (right > 100 ? " is-cut-right" : "") + (row.flags.includes("fault") ? " is-faulty" : ""),
      style: { left: from + "%", width: to - from + "%" },
    }, parts && h(Parts, { parts, from: view[0] + (from / 100) * (view[1] - view[0]), to: view[0] + (to / 100) * (view[1] - view[0]) })),
    h("span", { class: "tl-time " + place(...outer), style: position(...outer, to) }, label(item, times)),
  ];
}

function label(item, times) {
  if (item.rows) {
    return duration(times.sum) + " in all";
  }
  if (item.row.pending) {
    return "in progress";
  }
  return item.row.seconds < 0 ? "ends " + duration(-item.row.seconds) + " before it starts" : duration(item.row.seconds);
}

/** The text goes right of the bar if there is room, else left of it, else into it. */
function place(from, to) {
  return to < 80 ? "is-right" : from > 20 ? "is-left" : "is-inside";
}

function position(from, to, end) {
  return to < 80 ? { left: to + "%" } : from > 20 ? { right: 100 - from + "%" } : { right: 100 - end + "%" };
}

/** Times within a bar, solid where the row itself is at work. */
function Parts({ parts, from, to }) {
  const size = to - from || 1;
  const at = (time) => Math.min(1000, Math.max(0, (1000 * (time - from)) / size));
  let path = "";
  let drawn = 0;
  let edge = -1;
  for (const [start, end] of parts) {
    const left = at(start);
    const right = Math.max(at(end), left + 1.2);
    if (end < from || start > to || right <= edge || drawn >= PARTS) {
      continue;
    }
    path += `M${left.toFixed(1)} 0H${right.toFixed(1)}V1H${left.toFixed(1)}Z`;
    edge = right;
    drawn++;
  }
  return h("svg", { viewBox: "0 0 1000 1", preserveAspectRatio: "none", "aria-hidden": "true" }, h("path", { d: path }));
}

/** From the call to the segment that answers it and back, or the message's time in its queue. */
function Gap({ gap, row, view }) {
  return [
    gap.before > 0 && h(Way, { from: row.start - gap.before, to: row.start, view, queued: gap.queued }),
    gap.after > 0 && h(Way, { from: row.end, to: row.end + gap.after, view }),
  ];
}

function Way({ from, to, view, queued }) {
  const left = Math.max(0, percent(from, view));
  const right = Math.min(100, percent(to, view));
  return right <= left ? null : h("span", {
    class: "tl-way" + (queued ? " is-queued" : ""),
    title: (queued ? "Waited " : "On the way ") + duration(to - from),
    style: { left: left + "%", width: right - left + "%" },
  });
}
