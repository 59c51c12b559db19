const UNITS = [[1e-6, "µs"], [1e-3, "ms"], [1, "s"], [60, "min"], [3600, "h"], [86400, "d"]];
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const TIMES = [[60, [1, 2, 5, 10, 15, 30]], [3600, [1, 2, 3, 6, 12]], [86400, STEPS.concat([1000, 2000, 5000, 10000])]];

/**
 * Round times within a range, for an axis.
 * @param {number} most so many at most
 * @returns {{at: number, label: string}[]} seconds
 */
export function ticks(from, to, most) {
  const step = stepFor((to - from) / most);
  const unit = UNITS.filter(([size]) => size <= step * 1.0001).pop() || UNITS[0];
  const digits = step < unit[0] ? 3 : 0;
  const marks = [];
  for (let n = Math.max(0, Math.ceil(from / step - 1e-9)); n * step <= to * (1 + 1e-9) && marks.length <= most + 1; n++) {
    marks.push({ at: n * step, label: label(Math.abs(n * step) / unit[0], digits) + (n === 0 ? "" : " " + unit[1]) });
  }
  return marks;
}

/** A time as a share of a range, in percent, kept near it so that no bar is longer than a browser can draw. */
export function percent(at, [from, to]) {
  return Math.min(110, Math.max(-10, (100 * (at - from)) / (to - from)));
}

/** A range to zoom to for a row: itself, with a bit before and after. */
export function around(row) {
  const margin = Math.max((row.end - row.start) * 0.04, 1e-6);
  return [row.start - margin, row.end + margin];
}

function stepFor(least) {
  for (const [size] of [UNITS[0], UNITS[1]]) {
    for (const step of STEPS) {
      if (step * size >= least) {
        return step * size;
      }
    }
  }
  for (const step of STEPS.slice(0, 5).concat(30)) {
    if (step >= least && step < 60) {
      return step;
    }
  }
  for (const [size, steps] of TIMES) {
    for (const step of steps) {
      if (step * size >= least) {
        return step * size;
      }
    }
  }
  return least;
}

function label(value, digits) {
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}
