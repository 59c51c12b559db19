import { typeName } from "roentgen/part/format.js";

/** A node's name for people: X-Ray names whoever calls a service from outside like the service. */
export function nodeName(node) {
  return node.client ? "Clients" : node.name;
}

/** What a node is. */
export function nodeType(node) {
  return node.client ? `of ${node.name}` : typeName(node.type);
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
