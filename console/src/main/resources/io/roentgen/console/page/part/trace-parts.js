import { h } from "preact";
import { plural } from "roentgen/part/format.js";

/** A few choices of one thing. */
export function Choice({ label, value, options, onChange }) {
  return h(
    "div",
    { class: "segmented", role: "group", "aria-label": label },
    options.map(([key, name]) =>
      h(
        "button",
        {
          key,
          type: "button",
          class: "button is-small",
          "aria-pressed": String(key === value),
          onClick: () => onChange(key),
        },
        name,
      ),
    ),
  );
}

/** A link to one of several ways to see the same. */
export function Tab({ to, current, children }) {
  return h("a", { href: to, "aria-current": current ? "true" : null }, children);
}

/** Chooses an annotation to group by. */
export function AnnotationTab({ by, keys, navigate }) {
  const chosen = by?.startsWith("annotation.") ? by.slice("annotation.".length) : "";
  if (keys.length === 0 && !chosen) {
    return null;
  }
  return h(
    "select",
    {
      class: chosen ? "is-current" : "",
      "aria-label": "Group by annotation",
      value: chosen,
      onChange: (event) => navigate({ params: { by: event.target.value ? "annotation." + event.target.value : null } }),
    },
    h("option", { value: "" }, "By annotation…"),
    [...new Set(chosen ? [chosen, ...keys] : keys)].map((key) => h("option", { key, value: key }, key)),
  );
}

/** In place of an empty list: what to do about it. */
export function None({ filter, stored, range, link }) {
  return h(
    "div",
    { class: "traces-none" },
    h(
      "p",
      null,
      filter && stored > 0
        ? `None of the ${plural(stored, "trace")} of this time matches the filter.`
        : "No trace began in this time.",
    ),
    h(
      "div",
      { class: "buttons" },
      filter && stored > 0 && h("a", { class: "button", href: link({ filter: "" }) }, "Without the filter"),
      range.last !== "all" && h("a", { class: "button", href: link({ range: { last: "all" } }) }, "All times"),
      h("a", { class: "button is-quiet", href: link({ view: "status" }) }, "Does anything arrive?"),
    ),
  );
}
