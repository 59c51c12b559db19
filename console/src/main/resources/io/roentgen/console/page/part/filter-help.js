import { quote } from "roentgen/part/expression.js";
import { store, stored } from "roentgen/state.js";

const KEPT = 20;

/** The expressions applied last, the latest first. */
export function recent() {
  try {
    const kept = JSON.parse(stored("filters", "[]"));
    return Array.isArray(kept) ? kept.filter((each) => typeof each === "string") : [];
  } catch (e) {
    return [];
  }
}

/** Keeps an expression that was applied. */
export function remember(expression) {
  if (expression) {
    const all = [expression, ...recent().filter((each) => each !== expression)];
    store("filters", JSON.stringify(all.slice(0, KEPT)));
  }
}

/**
 * What the list offers when nothing has been typed: what was used, then examples with the names this console has seen.
 *
 * @param {?Object} status of /api/status
 * @returns {{whole: boolean, text: string, kind: string, hint: string}[]}
 */
export function starters(status) {
  const service = quote(status?.services?.[0]?.name ?? "shop");
  const other = quote(status?.services?.[1]?.name ?? "payments");
  const annotation = status?.annotations?.find((key) => /^\w+$/.test(key)) ?? "tenant";
  const examples = [
    ["fault OR throttle", "the answer failed, or was refused as too much"],
    ['responsetime > 1 AND http.method = "POST"', "slow writes"],
    ['http.url CONTAINS "/orders" AND !ok', "one path, all but its successes"],
    [`annotation.${annotation} = ""`, "by an annotation's value"],
    [`service(${service}) { fault }`, "a fault anywhere in one service"],
    [`edge(${service}, ${other}) { responsetime > 0.5 }`, "slow calls from one service to another"],
  ];
  const used = recent();
  return [
    ...used.map((text) => ({ whole: true, text, kind: "recent", hint: "" })),
    ...examples
      .filter(([text]) => !used.includes(text))
      .map(([text, hint]) => ({ whole: true, text, kind: "example", hint })),
  ];
}

/** Where the caret belongs in a completed text: inside its empty quotes, brackets or braces, else behind it. */
export function caretIn(text) {
  const empty = /""|\(\)|\{\s*\}/.exec(text);
  return empty ? empty.index + Math.ceil(empty[0].length / 2) : text.length;
}

/**
 * The text with a completion in it, and where the caret then is: behind it, with a space unless something follows at once.
 *
 * @param {string} text
 * @param {{text: string, from: number, to: number, kind: string, whole: boolean}} item
 */
export function completed(text, item) {
  const { from, to } = item.whole ? { from: 0, to: text.length } : item;
  const closes = /^[)\],]/.test(item.text);
  const before = closes ? text.slice(0, from).trimEnd() : text.slice(0, from);
  const rest = text.slice(to);
  const within = caretIn(item.text);
  const space =
    within === item.text.length && item.kind !== "service" && !/[([:]$/.test(item.text) && !/^[\s)}\],(]/.test(rest);
  return { text: before + item.text + (space ? " " : "") + rest, caret: before.length + within + (space ? 1 : 0) };
}
