import { COLUMN, LABEL, RADIUS } from "roentgen/map/layout.js";

/** Room for the two lines at an edge. */
export const TAG = { width: 74, height: 32 };

const TRIES = [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.2, 0.8];

/** A node's radius by its traffic: logarithmic, within bounds. */
export function radius(total, most) {
  if (!total) {
    return 22;
  }
  const share = most > 1 ? Math.log1p(total) / Math.log1p(most) : 1;
  return Math.round(22 + (RADIUS - 6 - 22) * share);
}

/**
 * The curve of an edge: cubic pieces from circle to circle through the bends.
 * @param {{x, y, r}} from circle it leaves, rings included
 * @param {{x, y, r}} to circle it ends at; the same one for a loop
 * @param {{points: {x, y}[], back: boolean, loop: boolean}} path of the layout
 * @returns {{pieces: number[][], d: string}} pieces: eight figures each, start, both controls and end
 */
export function curve(from, to, path) {
  const pieces = path.loop ? loop(from) : between(from, to, path);
  const d = pieces.map((p, i) => (i === 0 ? `M${p[0]} ${p[1]}` : "") + `C${p.slice(2).join(" ")}`).join("");
  return { pieces, d };
}

function between(from, to, { points, back }) {
  const stops = [from, ...points, to];
  const sign = back ? -1 : 1;
  // In one column an edge goes out and comes back on the right.
  const aside = stops.length === 2 && from.x === to.x;
  const start = leave(from, stops[1], sign, back, 3);
  const end = leave(to, stops[stops.length - 2], aside ? sign : -sign, back, 9);
  const pieces = [];
  let at = start;
  for (let i = 1; i < stops.length; i++) {
    const last = i === stops.length - 1;
    const next = last ? end : { x: stops[i].x, y: stops[i].y, dx: -sign, dy: 0 };
    const far = aside ? Math.abs(next.y - at.y) * 0.6 : Math.abs(next.x - at.x);
    const pull = Math.max(far * 0.42, 24);
    pieces.push([
      at.x, at.y,
      at.x + at.dx * pull, at.y + at.dy * pull,
      next.x + next.dx * pull, next.y + next.dy * pull,
      next.x, next.y,
    ].map(round));
    at = { x: next.x, y: next.y, dx: -next.dx, dy: -next.dy };
  }
  return pieces;
}

/** Where an edge touches a circle and where it points to: towards the next stop, never steeply; back edges below. */
function leave(circle, towards, sign, back, gap) {
  const slope = Math.atan2(towards.y - circle.y, Math.abs(towards.x - circle.x));
  const angle = back ? Math.max(Math.min(slope * 0.5 + 0.62, 0.8), 0.3) : Math.max(Math.min(slope * 0.6, 0.62), -0.85);
  const dx = sign * Math.cos(angle);
  const dy = Math.sin(angle);
  return { x: circle.x + dx * (circle.r + gap), y: circle.y + dy * (circle.r + gap), dx, dy };
}

function loop(circle) {
  const out = circle.r + 4;
  const x = out * Math.sin(0.5);
  const y = out * Math.cos(0.5);
  return [[
    circle.x - x, circle.y - y,
    circle.x - x - 20, circle.y - y - 40,
    circle.x + x + 20, circle.y - y - 40,
    circle.x + x + 3, circle.y - y - 6,
  ].map(round)];
}

/**
 * Places for the edges' figures: on their curves, clear of nodes and of each other. An edge with no such place gets none:
 * its figures are shown when it is pointed at.
 * @param {Layout} layout
 * @param {{id: string, pieces: number[][], loop: boolean}[]} curves the earlier has the choice
 * @returns {Map<string, {x: number, y: number, clear: boolean}>}
 */
export function tags(layout, curves) {
  const taken = [];
  for (const { x, y } of layout.nodes.values()) {
    taken.push({ x: x - RADIUS, y: y - RADIUS, width: 2 * RADIUS, height: 2 * RADIUS });
    taken.push({ x: x - LABEL.width / 2, y: y + RADIUS - 8, width: LABEL.width, height: LABEL.height + 6 });
  }
  const result = new Map();
  for (const { id, pieces, loop: own } of curves) {
    const places = own
      ? [{ x: (pieces[0][0] + pieces[0][6]) / 2, y: pieces[0][3] - 4 }]
      : candidates(pieces);
    const free = places.find((place) => !taken.some((other) => overlap(boxAt(place), other)));
    const place = free || places[0];
    if (free) {
      taken.push(boxAt(free));
    }
    result.set(id, { x: round(place.x), y: round(place.y), clear: Boolean(free) });
  }
  return result;
}

/** Middles of pieces that are long enough, the last first: there an edge is alone most often. */
function candidates(pieces) {
  const long = pieces.filter((p) => Math.abs(p[6] - p[0]) > COLUMN * 0.3);
  const usable = (long.length > 0 ? long : pieces).reverse();
  return TRIES.flatMap((t) => usable.map((p) => beside(p, t)));
}

/** On the curve where it is steep, above it where it is flat: a line through figures makes them hard to read. */
function beside(p, t) {
  const at = pointAt(p, t);
  const next = pointAt(p, t + 0.05);
  const flat = Math.abs(next.y - at.y) < 0.3 * Math.abs(next.x - at.x);
  return { x: at.x, y: flat ? at.y - 20 : at.y };
}

/** The point of a cubic piece. */
export function pointAt(p, t) {
  const u = 1 - t;
  const mix = (i) => u * u * u * p[i] + 3 * u * u * t * p[i + 2] + 3 * u * t * t * p[i + 4] + t * t * t * p[i + 6];
  return { x: mix(0), y: mix(1) };
}

function boxAt({ x, y }) {
  return { x: x - TAG.width / 2, y: y - TAG.height / 2, width: TAG.width, height: TAG.height };
}

/** Whether two boxes cover the same ground. */
export function overlap(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function round(n) {
  return Math.round(n * 10) / 10;
}
