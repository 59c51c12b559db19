import { order } from "roentgen/map/order.js";
import { position } from "roentgen/map/position.js";
import { rank } from "roentgen/map/rank.js";

/** The largest radius of a node with its ring: room is kept for it, so that traffic never moves a node. */
export const RADIUS = 34;
/** From column to column. */
export const COLUMN = 262;
/** Below a node's circle: two lines of text. */
export const LABEL = { width: 178, height: 40 };
/** Above a node that calls itself. */
export const LOOP = 62;
const BETWEEN = 56;

/**
 * Places the nodes of a map in layers from left to right. It depends on the structure alone, never on figures;
 * what was there before keeps its order, so that a new node moves little.
 * @param {{id: string, client: boolean, root: boolean}[]} nodes
 * @param {{id: string, from: string, to: string}[]} edges
 * @param {?Layout} previous of an earlier structure; returned itself if the structure is the same
 * @returns {Layout} nodes: id to {x, y}; edges: id to {points, back, loop}, points being the bends between both ends
 * @typedef {{key: string, nodes: Map, edges: Map, width: number, height: number}} Layout
 */
export function layout(nodes, edges, previous) {
  const key = structure(nodes, edges);
  if (previous && previous.key === key) {
    return previous;
  }
  const result = { key, nodes: new Map(), edges: new Map(), width: 0, height: 0 };
  const known = new Map(nodes.map((node) => [node.id, node]));
  const drawn = edges.filter((edge) => known.has(edge.from) && known.has(edge.to));
  const boxes = components(nodes, drawn).map((part) => component(part.nodes, part.edges, previous));
  pack(boxes, result);
  return result;
}

function structure(nodes, edges) {
  return JSON.stringify([
    nodes.map((node) => node.id).sort(),
    edges.map((edge) => [edge.id, edge.from, edge.to]).sort(),
  ]);
}

/** The parts of a graph that no edge joins, the largest first. */
function components(nodes, edges) {
  const leader = new Map(nodes.map((node) => [node.id, node.id]));
  const find = (id) => {
    while (leader.get(id) !== id) {
      leader.set(id, leader.get(leader.get(id)));
      id = leader.get(id);
    }
    return id;
  };
  for (const edge of edges) {
    leader.set(find(edge.from), find(edge.to));
  }
  const parts = new Map();
  for (const node of [...nodes].sort(byId)) {
    const at = find(node.id);
    parts.set(at, parts.get(at) || { nodes: [], edges: [] });
    parts.get(at).nodes.push(node);
  }
  for (const edge of [...edges].sort(byId)) {
    parts.get(find(edge.from)).edges.push(edge);
  }
  return [...parts.values()].sort((a, b) => b.nodes.length - a.nodes.length || byId(a.nodes[0], b.nodes[0]));
}

function component(nodes, edges, previous) {
  const loops = edges.filter((edge) => edge.from === edge.to);
  const between = edges.filter((edge) => edge.from !== edge.to);
  const known = new Map(nodes.map((node) => [node.id, node]));
  const first = (id) => known.get(id).client || known.get(id).root;
  const clients = nodes.filter((node) => node.client);
  const ids = [...clients, ...nodes.filter((node) => !node.client)].map((node) => node.id);
  const { rank: ranks, back } = rank(ids, between, first);
  const lowest = Math.min(...ranks.values());
  const layers = Array.from({ length: Math.max(...ranks.values()) - lowest + 1 }, () => []);
  const cells = new Map();
  for (const id of ids) {
    const cell = {
      id,
      dummy: false,
      left: [],
      right: [],
      up: loops.some((loop) => loop.from === id) ? RADIUS + LOOP : RADIUS,
      down: RADIUS + LABEL.height,
      column: ranks.get(id) - lowest,
    };
    cells.set(id, cell);
    layers[cell.column].push(cell);
  }
  const bends = route(between, back, cells, layers);
  if (previous) {
    const was = (cell) => previous.nodes.get(cell.id)?.y ?? previous.nodes.get(cell.source)?.y ?? Infinity;
    layers.forEach((layer) => layer.sort((a, b) => compare(was(a), was(b))));
  }
  const ordered = order(layers);
  position(ordered);
  return box(ordered, cells, edges, bends, back);
}

/** Edges over several columns bend at dummies; those of one caller share them, like a bus. */
function route(edges, back, cells, layers) {
  const dummies = new Map();
  const bends = new Map();
  for (const edge of edges) {
    const turned = back.has(edge.id);
    const from = cells.get(turned ? edge.to : edge.from);
    const to = cells.get(turned ? edge.from : edge.to);
    const through = [];
    let before = from;
    for (let column = from.column + 1; column < to.column; column++) {
      const key = JSON.stringify([turned ? edge.id : edge.from, column, turned]);
      let cell = dummies.get(key);
      if (!cell) {
        cell = { id: null, source: from.id, dummy: true, left: [], right: [], up: 9, down: 9, column };
        dummies.set(key, cell);
        layers[column].push(cell);
      }
      join(before, cell);
      through.push(cell);
      before = cell;
    }
    if (before.column !== to.column) {
      join(before, to);
    }
    bends.set(edge.id, turned ? through.reverse() : through);
  }
  return bends;
}

function join(a, b) {
  if (!a.right.includes(b)) {
    a.right.push(b);
    b.left.push(a);
  }
}

/** A part's places, from 0, 0 to its width and height. */
function box(layers, cells, edges, bends, back) {
  const all = layers.flat();
  const top = Math.min(...all.map((cell) => cell.y - cell.up));
  const bottom = Math.max(...all.map((cell) => cell.y + cell.down));
  const x = (cell) => LABEL.width / 2 + cell.column * COLUMN;
  const places = new Map();
  for (const cell of cells.values()) {
    places.set(cell.id, { x: x(cell), y: cell.y - top, column: cell.column });
  }
  const paths = new Map();
  for (const edge of edges) {
    paths.set(edge.id, {
      points: (bends.get(edge.id) || []).map((cell) => ({ x: x(cell), y: cell.y - top })),
      back: back.has(edge.id),
      loop: edge.from === edge.to,
    });
  }
  return { places, paths, width: (layers.length - 1) * COLUMN + LABEL.width, height: bottom - top };
}

/** Parts in rows, like words on lines. */
function pack(boxes, result) {
  const area = boxes.reduce((sum, one) => sum + (one.width + BETWEEN) * (one.height + BETWEEN), 0);
  const wide = Math.max(...boxes.map((one) => one.width), Math.sqrt(area * 1.7), 0);
  let x = 0;
  let y = 0;
  let high = 0;
  for (const one of boxes) {
    if (x > 0 && x + one.width > wide) {
      x = 0;
      y += high + BETWEEN;
      high = 0;
    }
    for (const [id, place] of one.places) {
      result.nodes.set(id, { ...place, x: place.x + x, y: place.y + y });
    }
    for (const [id, path] of one.paths) {
      const points = path.points.map((point) => ({ x: point.x + x, y: point.y + y }));
      result.edges.set(id, { ...path, points });
    }
    result.width = Math.max(result.width, x + one.width);
    result.height = Math.max(result.height, y + one.height);
    x += one.width + BETWEEN;
    high = Math.max(high, one.height);
  }
}

function compare(a, b) {
  return a === b ? 0 : a < b ? -1 : 1;
}

function byId(a, b) {
  return compare(a.id, b.id);
}
