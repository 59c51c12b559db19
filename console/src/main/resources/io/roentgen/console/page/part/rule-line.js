import { h } from "preact";
import { plural } from "roentgen/part/format.js";
import { DEFAULT, conditions, inWords, percent } from "roentgen/part/rules.js";

/**
 * One sampling rule: what it matches, what it does, and what can be done with it.
 *
 * @param {{rule: Object, index: number, last: boolean, busy: boolean, reports: Object[], move: function(number),
 *     edit: function(), editing: boolean, remove: function()}} props last: nothing to move it behind; reports: what
 *     applications said of it
 */
export function RuleLine({ rule, index, last, busy, reports, move, edit, editing, remove }) {
  const name = rule.RuleName;
  const byDefault = name === DEFAULT;
  const matched = conditions(rule);
  const requests = reports.reduce((sum, report) => sum + report.requests, 0);
  const sampled = reports.reduce((sum, report) => sum + report.sampled, 0);
  return h(
    "div",
    { class: "rule-line" },
    h(
      "span",
      { class: "rule-priority", title: "Priority" },
      h("span", { class: "sr-only" }, "Priority "),
      byDefault ? "last" : rule.Priority,
    ),
    h(
      "div",
      { class: "rule-what" },
      h("h2", null, h("bdi", null, name)),
      h(
        "p",
        { class: "rule-conditions" },
        matched.length > 0
          ? matched.map(([label, pattern]) =>
              h(
                "span",
                { key: label, class: "rule-condition" },
                h("span", { class: "muted" }, label, " "),
                h("bdi", { class: "mono" }, pattern),
              ),
            )
          : h("span", { class: "muted" }, byDefault ? "whatever no other rule matches" : "every request"),
      ),
      h(
        "p",
        { class: "muted" },
        inWords(rule),
        requests > 0 && ` Last reported: ${plural(sampled, "record")} of ${plural(requests, "request")}.`,
      ),
    ),
    h(
      "dl",
      { class: "rule-figures" },
      h("div", null, h("dt", null, "Reservoir"), h("dd", null, rule.ReservoirSize, h("small", null, " /s"))),
      h(
        "div",
        null,
        h("dt", null, "Rate"),
        h("dd", null, percent(rule.FixedRate)),
        h(
          "span",
          { class: "rule-bar", "aria-hidden": "true" },
          h("i", { style: { width: 100 * rule.FixedRate + "%" } }),
        ),
      ),
    ),
    h(
      "div",
      { class: "rule-actions" },
      !byDefault && [
        h(
          "button",
          {
            key: "up",
            type: "button",
            class: "button is-icon",
            "aria-label": `Move ${name} up`,
            title: "Up: tried earlier",
            disabled: busy || index === 0,
            onClick: () => move(-1),
          },
          arrow("M8 12.5v-9M4.5 7L8 3.5 11.5 7"),
        ),
        h(
          "button",
          {
            key: "down",
            type: "button",
            class: "button is-icon",
            "aria-label": `Move ${name} down`,
            title: "Down: tried later",
            disabled: busy || last,
            onClick: () => move(1),
          },
          arrow("M8 3.5v9M4.5 9L8 12.5 11.5 9"),
        ),
      ],
      h(
        "button",
        {
          type: "button",
          class: "button is-small",
          "data-edit": name,
          "aria-expanded": String(editing),
          "aria-label": "Edit " + name,
          onClick: edit,
        },
        "Edit",
      ),
      !byDefault &&
        h(
          "button",
          {
            type: "button",
            class: "button is-small is-quiet",
            "aria-label": "Remove " + name,
            disabled: busy,
            onClick: remove,
          },
          "Remove",
        ),
    ),
  );
}

const arrow = (d) =>
  h("svg", { class: "icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, h("path", { d }));
