import { h } from "preact";
import { useMemo, useState } from "preact/hooks";
import { useApi } from "roentgen/api.js";
import { count, duration, plural, share } from "roentgen/part/format.js";
import { rangeQuery } from "roentgen/state.js";

/** So many groups are shown until one asks for more. */
const SHOWN = 50;

const COLUMNS = [
  ["total", "Requests", (group) => group.stats.total, (group) => count(group.stats.total)],
  ["fault", "Faults", (group) => faulty(group.stats), (group) => share(group.stats.fault, group.stats.total)],
  ["p50", "p50", (group) => group.stats.p50 ?? 0, (group) => duration(group.stats.p50)],
  ["p90", "p90", (group) => group.stats.p90 ?? 0, (group) => duration(group.stats.p90)],
  ["seconds", "Time in all", (group) => group.stats.seconds, (group) => duration(group.stats.seconds)],
];

const faulty = (stats) => (stats.total ? stats.fault / stats.total : 0);

/**
 * The matching traces summed up by URL, user, status or the value of an annotation; each group leads to its traces.
 *
 * @param {{by: string, name: string, range: Range, filter: string, live: boolean, open: function(string): string}} props
 *     by: as the API takes it; name: the same for people; open: href of a filter expression's traces
 */
export function TraceGroups({ by, name, range, filter, open }) {
  const { data, error, stale } = useApi(
    "/api/groups",
    { ...rangeQuery(range), filter, by },
    { every: range.last === undefined ? 0 : 5 },
  );
  const [order, setOrder] = useState("total");
  const [all, setAll] = useState(false);
  const groups = useMemo(() => {
    const value = COLUMNS.find(([key]) => key === order)[2];
    return data ? [...data.groups].sort((a, b) => value(b) - value(a)) : [];
  }, [data, order]);
  if (error) {
    return h("p", { class: "traces-none", role: "alert" }, error.message);
  }
  if (!data) {
    return h("p", { class: "loading" }, "Loading…");
  }
  if (groups.length === 0) {
    return h(
      "p",
      { class: "traces-none" },
      `No matching trace has ${/^annotation/.test(by) ? "the annotation " + name : "a " + name}.`,
    );
  }
  const most = Math.max(...groups.map((group) => group.stats.total));
  return h(
    "div",
    { class: "table-scroll groups" + (stale ? " is-stale" : "") },
    h(
      "table",
      null,
      h("caption", { class: "sr-only" }, `Traces by ${name}: ${plural(groups.length, "group")}`),
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          h("th", { scope: "col" }, name),
          COLUMNS.map(([key, label]) =>
            h(
              "th",
              { key, scope: "col", class: "number", "aria-sort": order === key ? "descending" : null },
              h(
                "button",
                { type: "button", class: "sort", onClick: () => setOrder(key) },
                label,
                h("span", { "aria-hidden": "true" }, order === key ? " ↓" : ""),
              ),
            ),
          ),
        ),
      ),
      h(
        "tbody",
        null,
        groups.slice(0, all ? groups.length : SHOWN).map((group) =>
          h(
            "tr",
            { key: String(group.value) },
            h(
              "td",
              { class: "group-value" },
              h("a", { href: open(group.select), title: String(group.value) }, h("bdi", null, String(group.value))),
              h("span", { class: "group-bar", "aria-hidden": "true" }, h(Bar, { stats: group.stats, most })),
            ),
            COLUMNS.map(([key, , , text]) =>
              h(
                "td",
                {
                  key,
                  class: "number" + (key === "fault" && group.stats.fault > 0 ? " is-fault condition" : ""),
                },
                text(group),
              ),
            ),
          ),
        ),
      ),
    ),
    groups.length > SHOWN &&
      !all &&
      h(
        "button",
        { type: "button", class: "button is-quiet", onClick: () => setAll(true) },
        `Show all ${plural(groups.length, "group")}`,
      ),
    data.count > groups.length &&
      h("p", { class: "muted" }, `${count(data.count - groups.length)} rarer values are not shown.`),
  );
}

/** Requests of a group beside the largest group's, by how they went. */
function Bar({ stats, most }) {
  return ["fault", "throttle", "error", "ok"]
    .filter((key) => stats[key] > 0)
    .map((key) => h("i", { key, class: "is-" + key, style: { width: (100 * stats[key]) / most + "%" } }));
}
