/**
 * Ranks of a graph, left to right: what calls stands left of what is called, wherever there is no cycle. Where that makes
 * too many columns to be read at once, a node stands as far right as its shortest way from a start is long.
 * @param {string[]} ids of the nodes, the first ones start
 * @param {{from: string, to: string, id: string}[]} edges without self-loops
 * @param {function(string): boolean} first nodes that start of their own accord
 * @returns {{rank: Map<string, number>, back: Set<string>}} `back`: ids of the edges that run against the ranks; an edge
 *     may stay in its column
 */
export function rank(ids, edges, first) {
  const out = group(edges, "from");
  const into = group(edges, "to");
  const starts = [
    ...ids.filter(first),
    ...ids.filter((id) => !into.has(id)),
    ...ids,
  ];
  const back = new Set();
  const order = [];
  const seen = new Map();
  for (const start of starts) {
    visit(start, out, seen, back, order);
  }
  let result = longest(order.reverse(), out, back);
  if (Math.max(0, ...result.values()) > Math.max(7, Math.ceil(Math.sqrt(ids.length)) + 2)) {
    result = shortest(starts, out);
    back.clear();
    edges.filter((edge) => result.get(edge.to) < result.get(edge.from)).forEach((edge) => back.add(edge.id));
  }
  const callees = new Set(edges.map((edge) => (back.has(edge.id) ? edge.from : edge.to)));
  pullSources(ids, edges, back, callees, result);
  spreadLeaves(ids, edges, back, result);
  return { rank: result, back };
}

/** How many calls lead to each at most. */
function longest(order, out, back) {
  const result = new Map();
  for (const id of order) {
    result.set(id, result.get(id) ?? 0);
    for (const edge of out.get(id) || []) {
      if (!back.has(edge.id)) {
        result.set(edge.to, Math.max(result.get(edge.to) ?? 0, result.get(id) + 1));
      }
    }
  }
  return result;
}

/** How many calls lead to each at least. What no start leads to becomes one. */
function shortest(starts, out) {
  const result = new Map();
  const known = starts.filter((id, at) => starts.indexOf(id) === at);
  for (const start of known) {
    if (result.has(start)) {
      continue;
    }
    result.set(start, 0);
    const open = [start];
    for (let at = 0; at < open.length; at++) {
      for (const { to } of out.get(open[at]) || []) {
        if (result.has(to) && result.get(to) <= result.get(open[at]) + 1) {
          continue;
        }
        result.set(to, result.get(open[at]) + 1);
        open.push(to);
      }
    }
  }
  return result;
}

/** Depth first, without recursion; an edge to a node still under way closes a cycle. `order` gets nodes as they are left. */
function visit(start, out, seen, back, order) {
  if (seen.has(start)) {
    return;
  }
  const stack = [{ id: start, at: 0 }];
  seen.set(start, "under way");
  while (stack.length > 0) {
    const top = stack[stack.length - 1];
    const edge = (out.get(top.id) || [])[top.at++];
    if (!edge) {
      seen.set(top.id, "left");
      order.push(top.id);
      stack.pop();
    } else if (!seen.has(edge.to)) {
      seen.set(edge.to, "under way");
      stack.push({ id: edge.to, at: 0 });
    } else if (seen.get(edge.to) === "under way") {
      back.add(edge.id);
    }
  }
}

/** A caller nobody calls stands right before what it calls first: short edges. */
function pullSources(ids, edges, back, callees, result) {
  for (const id of ids) {
    if (callees.has(id)) {
      continue;
    }
    const next = edges
        .filter((edge) => (back.has(edge.id) ? edge.to : edge.from) === id)
        .map((edge) => result.get(back.has(edge.id) ? edge.from : edge.to));
    if (next.length > 0) {
      result.set(id, Math.min(...next) - 1);
    }
  }
}

/** One caller of thirty: nodes that call nobody go on to further ranks, so that the map is no tower. */
function spreadLeaves(ids, edges, back, result) {
  const most = Math.max(5, Math.ceil(Math.sqrt(ids.length * 0.85)));
  const callers = new Set(edges.map((edge) => (back.has(edge.id) ? edge.to : edge.from)));
  for (let at = 0, last = Math.max(...result.values()); at <= last; at++) {
    const here = ids.filter((id) => result.get(id) === at);
    const leaves = here.filter((id) => !callers.has(id));
    const surplus = Math.min(here.length - most, leaves.length);
    for (const id of surplus > 0 ? leaves.slice(leaves.length - surplus) : []) {
      result.set(id, at + 1);
      last = Math.max(last, at + 1);
    }
  }
}

/** Edges by one of their ends. */
export function group(edges, end) {
  const groups = new Map();
  for (const edge of edges) {
    if (!groups.has(edge[end])) {
      groups.set(edge[end], []);
    }
    groups.get(edge[end]).push(edge);
  }
  return groups;
}
