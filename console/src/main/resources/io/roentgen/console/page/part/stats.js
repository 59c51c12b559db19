import { h } from "preact";
import { ConditionIcon } from "roentgen/part/flags.js";
import { count, duration, share } from "roentgen/part/format.js";

const SHARES = ["ok", "error", "throttle", "fault"];

/** How calls ended: a bar of shares and each with its count. */
export function Outcomes({ stats }) {
  const shown = SHARES.filter((key) => stats[key] > 0);
  return h("div", { class: "outcomes" },
    h("div", { class: "outcomes-bar", "aria-hidden": "true" }, shown.map((key) => h("span", {
      key, class: "is-" + key, style: { flexGrow: stats[key], minWidth: "4px" },
    }))),
    h("ul", { class: "outcomes-list" },
      SHARES.map((key) => h("li", { key, class: "is-" + key + (stats[key] > 0 ? "" : " is-zero") },
        h(ConditionIcon, { condition: key, quiet: true }),
        h("span", null, key),
        h("b", null, count(stats[key])),
        h("span", { class: "muted" }, stats[key] > 0 ? share(stats[key], stats.total) : ""))),
      stats.pending > 0 && h("li", { class: "is-pending" },
        h(ConditionIcon, { condition: "pending", quiet: true }), h("span", null, "in progress"), h("b", null, count(stats.pending)))));
}

/** Times as figures side by side, with more of them before. */
export function Figures({ stats, more = [] }) {
  const times = [["Median", "p50"], ["p90", "p90"], ["p99", "p99"], ["Max", "max"]].map(([name, key]) => [name, duration(stats[key])]);
  return h("dl", { class: "stat-grid" }, [...more, ...times].map(([name, value]) =>
    h("div", { key: name }, h("dt", null, name), h("dd", null, value))));
}
