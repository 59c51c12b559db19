/** Degrees in OKLCH, well apart; none near the red of faults. */
const HUES = [205, 285, 150, 330, 90, 245, 175, 310, 120, 225, 60, 265];

/**
 * A hue for each name: the same name has the same one in every trace, unless two of this trace would share it;
 * then the later in the alphabet moves on.
 * @returns {Map<string, number>} degrees; more names than hues share them
 */
export function assignHues(rows) {
  const names = [...new Set(rows.map((row) => row.who))].sort();
  const hues = new Map();
  const taken = new Set();
  for (const name of names) {
    if (taken.size === HUES.length) {
      taken.clear();
    }
    let at = hash(name) % HUES.length;
    while (taken.has(at)) {
      at = (at + 1) % HUES.length;
    }
    taken.add(at);
    hues.set(name, HUES[at]);
  }
  return hues;
}

/** FNV-1a of the first 200 characters. */
function hash(name) {
  let value = 0x811c9dc5;
  for (let i = 0; i < Math.min(name.length, 200); i++) {
    value = Math.imul(value ^ name.charCodeAt(i), 0x01000193);
  }
  return value >>> 0;
}
