import { h } from "preact";

/** The conditions of X-Ray and ours, worst first, each with a sign that is not its colour. */
export const CONDITIONS = [
  { key: "fault", label: "fault", icon: "M4 4l8 8M12 4l-8 8", hint: "The server's side failed (5xx or an exception)" },
  { key: "throttle", label: "throttle", icon: "M4 5h8M4 8h5M4 11h2", hint: "Too many requests (429)" },
  { key: "error", label: "error", icon: "M8 3.5v6M8 12.2v.3", hint: "The caller's mistake (4xx)" },
  { key: "ok", label: "ok", icon: "M3.5 8.5l3 3 6-7", hint: "No error" },
  { key: "pending", label: "in progress", icon: "M8 4v4l3 2", hint: "Its end has not arrived yet" },
  { key: "partial", label: "partial", icon: "M3.5 12.5l9-9M3.5 3.5h4M8.500 12.5h4", hint: "Some of its segments have not arrived" },
];

const BY_KEY = new Map(CONDITIONS.map((condition) => [condition.key, condition]));

/**
 * The worst of flags: "fault" before "throttle" before "error"; "pending" if asked and none of them; else "ok".
 * @param {?string[]} flags as the API has them
 */
export function worst(flags, pending = false) {
  for (const key of ["fault", "throttle", "error"]) {
    if (flags && flags.includes(key)) {
      return key;
    }
  }
  return pending ? "pending" : "ok";
}

/** One condition's icon; says its name to those who don't see it unless `quiet`. */
export function ConditionIcon({ condition, quiet = false }) {
  const { key, label, icon } = BY_KEY.get(condition);
  return h("svg", {
    class: "condition-icon is-" + key,
    viewBox: "0 0 16 16",
    width: 14,
    height: 14,
    role: quiet ? null : "img",
    "aria-label": quiet ? null : label,
    "aria-hidden": quiet ? "true" : null,
  }, h("path", { d: icon }));
}

/** One badge: icon and word. */
export function Badge({ condition, text }) {
  const { key, label, hint } = BY_KEY.get(condition);
  return h("span", { class: "badge is-" + key, title: hint },
    h(ConditionIcon, { condition, quiet: true }), text ?? label);
}

/**
 * The badges of a trace, a segment or a subsegment.
 * @param {{flags: ?string[], pending: boolean, partial: boolean, ok: boolean}} props `ok`: say so too if nothing is wrong
 */
export function Flags({ flags, pending = false, partial = false, ok = false }) {
  const shown = ["fault", "throttle", "error"].filter((key) => flags && flags.includes(key));
  if (pending) {
    shown.push("pending");
  }
  if (partial) {
    shown.push("partial");
  }
  if (ok && shown.length === 0) {
    shown.push("ok");
  }
  return h("span", { class: "flags" }, shown.map((condition) => h(Badge, { condition, key: condition })));
}
