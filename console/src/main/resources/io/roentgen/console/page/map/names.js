import { middle, typeName } from "roentgen/part/format.js";

/** A node's name for people: X-Ray names whoever calls a service from outside like the service. */
export function nodeName(node) {
  return node.client ? "Clients" : node.name;
}

/** What a node is. */
export function nodeType(node) {
  return node.client ? `of ${node.name}` : typeName(node.type);
}

/** Text cut in the middle so that it is no wider than so many letters of medium width. */
export function fitted(text, letters) {
  let length = Math.min(text.length, Math.ceil(letters * 2));
  let cut = middle(text, length);
  while (width(cut) > letters && length > 3) {
    cut = middle(text, --length);
  }
  return cut;
}

/** In the widest of the usual system fonts, DejaVu Sans, a medium letter being an "e". */
const WIDTHS = [[/[ijlI.,:;|!'()[\]]/, 0.55], [/[-/]/, 0.6], [/[rtf]/, 0.72], [/[mM%@…]/, 1.53], [/[wWCDGHNOQU]/, 1.3], [/[cszx]/, 0.9], [/[A-Z]/, 1.1]];

function width(text) {
  let sum = 0;
  for (const letter of text) {
    const known = WIDTHS.find(([letters]) => letters.test(letter));
    sum += known ? known[1] : letter > "\u2e7f" ? 1.8 : 1;
  }
  return sum;
}

/** "shop", "Clients → shop". */
export function nameOf(one, map) {
  if (!one.from) {
    return nodeName(one);
  }
  const name = (id) => {
    const node = map.nodes.find((each) => each.id === id);
    return node ? nodeName(node) : id;
  };
  return name(one.from) + " → " + name(one.to);
}
