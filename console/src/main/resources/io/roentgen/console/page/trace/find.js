import { h } from "preact";
import { entityOf } from "roentgen/trace/model.js";

const NONE = { list: [], keys: new Set() };

/**
 * The rows that have a text anywhere in what was sent for them, their children aside.
 * @returns {{list: Object[], keys: Set<string>}} in the order of the rows
 */
export function matchesOf(model, query) {
  const wanted = query.trim().toLowerCase();
  if (!wanted) {
    return NONE;
  }
  const list = model.rows.filter((row) => textOf(model, row).includes(wanted));
  return { list, keys: new Set(list.map((row) => row.key)) };
}

const texts = new WeakMap();

function textOf(model, row) {
  let text = texts.get(row);
  if (text === undefined) {
    const { subsegments, ...own } = entityOf(model, row);
    text = (row.name + "\n" + row.summary + "\n" + row.who + "\n" + plain(own)).toLowerCase();
    texts.set(row, text);
  }
  return text;
}

/** Keys and values as they read, not as JSON escapes them. */
function plain(value) {
  const parts = [];
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (next !== null && typeof next === "object") {
      for (const [key, inner] of Object.entries(next)) {
        if (!Array.isArray(next)) {
          parts.push(key);
        }
        open.push(inner);
      }
    } else {
      parts.push(String(next));
    }
  }
  return parts.join("\n");
}

/** A text with what was searched for marked. */
export function marked(text, query) {
  const wanted = query.trim().toLowerCase();
  if (!wanted) {
    return text;
  }
  const lower = text.toLowerCase();
  const parts = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0 && parts.length < 40; at = lower.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), h("mark", null, text.slice(at, at + wanted.length)));
    from = at + wanted.length;
  }
  parts.push(text.slice(from));
  return parts;
}
