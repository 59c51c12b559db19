import { h } from "preact";
import { has, toggle } from "roentgen/part/expression.js";
import { ConditionIcon } from "roentgen/part/flags.js";

const QUICK = [
  ["fault", "Fault"],
  ["error", "Error"],
  ["throttle", "Throttle"],
  ["responsetime > 1", "Slower than 1 s"],
];

/**
 * Conditions to add to the filter and to take away from it again.
 *
 * @param {{value: string, onApply: function(string)}} props the expression that applies now, and who is told of another
 */
export function QuickFilters({ value, onApply }) {
  return h(
    "div",
    { class: "filter-chips", role: "group", "aria-label": "Quick filters" },
    QUICK.map(([term, label]) =>
      h(
        "button",
        {
          key: term,
          type: "button",
          class: "chip is-" + term.split(" ")[0],
          title: term,
          "aria-pressed": String(has(value, term)),
          onClick: () => onApply(toggle(value, term)),
        },
        term.length < 9
          ? h(ConditionIcon, { condition: term, quiet: true })
          : h(
              "svg",
              { class: "condition-icon", viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" },
              h("path", { d: "M8 4.5V8l2.5 1.5M2.5 8a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0" }),
            ),
        label,
      ),
    ),
  );
}
