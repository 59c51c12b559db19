/** The shares of a ring, in the order they are drawn. */
export const SHARES = ["ok", "error", "throttle", "fault"];

/** Below this share of faults, throttles or errors an edge or a node counts as healthy. */
const NOTABLE = 0.01;

/**
 * What a node or an edge mostly suffers from: the worst condition that has a notable share.
 * @param {Stats} stats of the API
 * @returns {"ok"|"error"|"throttle"|"fault"|"none"} none where nothing was counted
 */
export function health(stats) {
  if (!stats || !stats.total) {
    return "none";
  }
  return ["fault", "throttle", "error"].find((key) => stats[key] / stats.total >= NOTABLE) || "ok";
}

/**
 * The arcs of a ring, clockwise from the top; a share there is too small to see is drawn as large as one sees.
 * @returns {{key: string, from: number, to: number}[]} in parts of a turn
 */
export function arcs(stats) {
  const counts = SHARES.map((key) => ({ key, n: stats[key] || 0 })).filter((share) => share.n > 0);
  const total = counts.reduce((sum, share) => sum + share.n, 0);
  const sizes = counts.map((share) => Math.max(share.n / total, 0.025));
  const scale = sizes.reduce((sum, size) => sum + size, 0);
  let at = 0;
  return counts.map(({ key }, i) => {
    const from = at;
    at += sizes[i] / scale;
    return { key, from, to: at };
  });
}

/** A part of a circle around 0, 0 as an SVG path; parts of a turn, from the top. */
export function arcPath(r, from, to) {
  const point = (turn) => {
    const angle = (turn - 0.25) * 2 * Math.PI;
    return `${(r * Math.cos(angle)).toFixed(2)} ${(r * Math.sin(angle)).toFixed(2)}`;
  };
  if (to - from > 0.999) {
    return `M${point(0)}A${r} ${r} 0 1 1 ${point(0.5)}A${r} ${r} 0 1 1 ${point(1)}`;
  }
  return `M${point(from)}A${r} ${r} 0 ${to - from > 0.5 ? 1 : 0} 1 ${point(to)}`;
}
