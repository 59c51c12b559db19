import { h, Fragment } from "preact";
import { Overlay } from "roentgen/chart/overlay.js";
import { Change, FEW, durationChange, faultChange, rateChange } from "roentgen/part/change.js";
import { add } from "roentgen/part/expression.js";
import { duration, plural, rate, share, typeName } from "roentgen/part/format.js";

/**
 * What changed at one node.
 *
 * @param {Object} node of /api/compare
 * @param {{a: number, b: number}} seconds how long the ranges are
 */
function changes(node, seconds) {
  const { a, b } = node;
  const found = {
    rate: rateChange((a?.total ?? 0) / seconds.a, (b?.total ?? 0) / seconds.b),
    fault: faultChange(a, b),
    p50: durationChange(a?.p50, b?.p50),
    p90: durationChange(a?.p90, b?.p90),
  };
  const few = !a || !b || a.total < FEW || b.total < FEW;
  // What is there on one side only changed most; among the others how fast and how well they answer counts, not how often.
  const size =
    !a?.total || !b?.total
      ? 100
      : Math.max(found.fault?.size ?? 0, found.p50?.size ?? 0, found.p90?.size ?? 0, (found.rate?.size ?? 0) / 4) -
        (few ? 50 : 0);
  return { node, ...found, few, size };
}

/**
 * The nodes of both ranges, those that changed most first; a row opens to the distributions of both.
 *
 * @param {{nodes: Object[], seconds: {a: number, b: number}, opened: ?string, open: function(?string),
 *     traces: function(string, string): string, filter: string}} props traces: href of a side's traces for a filter
 */
export function CompareTable({ nodes, seconds, opened, open, traces, filter }) {
  const rows = nodes.map((node) => changes(node, seconds)).sort((p, q) => q.size - p.size);
  return h(
    "table",
    { class: "compare-table" },
    h("caption", { class: "sr-only" }, "Nodes of both time ranges, those that changed most first"),
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        h("th", { scope: "col" }, "Node"),
        ["Requests", "Faults", "p50", "p90"].map((name) => h("th", { key: name, scope: "col" }, name)),
      ),
    ),
    h(
      "tbody",
      null,
      rows.map((row, place) =>
        h(Row, {
          key: row.node.id,
          row,
          place,
          seconds,
          traces,
          filter,
          isOpen: row.node.id === opened,
          toggle: () => open(row.node.id === opened ? null : row.node.id),
        }),
      ),
    ),
  );
}

function Row({ row, place, seconds, isOpen, toggle, traces, filter }) {
  const {
    node: { id, name, type, a, b, select },
    few,
  } = row;
  const cell = (label, text, change) =>
    h(
      "td",
      { "data-label": label },
      h(
        "span",
        { class: "pair" },
        h("span", { class: "pair-a" }, text(a)),
        h("span", { class: "pair-to", "aria-label": "then" }, "→"),
        h("b", null, text(b)),
      ),
      h(Change, { change, uncertain: few }),
    );
  const either = (text) => (stats) => (stats?.total ? text(stats) : "–");
  const state = !a?.total ? (b?.total ? "new" : "none") : b?.total ? null : "gone";
  // Not the node's id: an element's has no spaces.
  const detail = "changed-" + place;
  return h(
    Fragment,
    null,
    h(
      "tr",
      { class: isOpen ? "is-open" : "" },
      h(
        "th",
        { scope: "row" },
        h(
          "button",
          {
            type: "button",
            class: "opener",
            "aria-expanded": String(isOpen),
            "aria-controls": isOpen ? detail : null,
            onClick: toggle,
          },
          h(
            "svg",
            { class: "icon", viewBox: "0 0 16 16", width: 12, height: 12, "aria-hidden": "true" },
            h("path", { d: "M6 4l4 4-4 4" }),
          ),
          h("bdi", { title: name }, name),
        ),
        h("span", { class: "compare-type" }, typeName(type)),
        state === "new" && h("span", { class: "compare-state" }, "only after"),
        state === "gone" && h("span", { class: "compare-state" }, "only before"),
      ),
      cell(
        "Requests",
        (stats) => rate(stats?.total ?? 0, stats === a ? seconds.a : seconds.b),
        state ? null : row.rate,
      ),
      cell(
        "Faults",
        either((stats) => share(stats.fault, stats.total)),
        row.fault,
      ),
      cell(
        "p50",
        either((stats) => duration(stats.p50)),
        row.p50,
      ),
      cell(
        "p90",
        either((stats) => duration(stats.p90)),
        row.p90,
      ),
    ),
    isOpen &&
      h(
        "tr",
        { class: "compare-detail", id: detail },
        h(
          "td",
          { colSpan: 5 },
          h(
            "div",
            { class: "compare-sides" },
            h(Side, { side: "a", title: "Before", stats: a, href: traces("a", add(filter, select)) }),
            h(Side, { side: "b", title: "After", stats: b, href: traces("b", add(filter, select)) }),
          ),
          (a?.total || b?.total) &&
            h(Overlay, {
              a,
              b,
              label: `Response times of ${name} before and after: half within ${duration(a?.p50)}, then ${duration(b?.p50)}`,
            }),
        ),
      ),
  );
}

function Side({ side, title, stats, href }) {
  return h(
    "p",
    { class: "compare-side" },
    h("span", { class: "swatch swatch-" + side, "aria-hidden": "true" }),
    h("b", null, title),
    " ",
    stats?.total ? `${plural(stats.total, "request")}, max ${duration(stats.max)} ` : "no requests ",
    stats?.total > 0 && h("a", { href }, "Its traces"),
  );
}
