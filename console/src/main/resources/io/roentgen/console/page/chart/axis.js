/**
 * Places for the marks of an axis: round steps, as people read them.
 */
import { duration } from "roentgen/part/format.js";

const TIME_STEPS = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200,
  10800, 21600, 43200, 86400, 172800, 604800,
];

const UNITS = [
  [86400, "d"],
  [3600, "h"],
  [60, "min"],
];

/**
 * Marks between two moments, at full minutes, hours or days of the reader's own clock.
 *
 * @param {number} start seconds since 1970
 * @param {number} end seconds since 1970
 * @param {number} most so many marks at most
 * @returns {{at: number, step: number}[]}
 */
export function timeTicks(start, end, most) {
  const rough = (end - start) / Math.max(1, most);
  const step = TIME_STEPS.find((each) => each >= rough) ?? Math.ceil(rough / 604800) * 604800;
  const zone = step > 1800 ? new Date(start * 1000).getTimezoneOffset() * 60 : 0;
  const ticks = [];
  for (let n = Math.ceil((start - zone) / step); n * step + zone <= end && ticks.length < 100; n++) {
    ticks.push({ at: n * step + zone, step });
  }
  return ticks;
}

/** A mark's text, as fine as its step. */
export function timeLabel({ at, step }) {
  const time = new Date(at * 1000);
  const two = (n) => String(n).padStart(2, "0");
  if (step >= 86400) {
    return time.getMonth() + 1 + "-" + two(time.getDate());
  }
  const minutes = two(time.getHours()) + ":" + two(time.getMinutes());
  if (step >= 60) {
    return minutes;
  }
  const seconds = minutes + ":" + two(time.getSeconds());
  return step >= 1 ? seconds : seconds + "." + String(time.getMilliseconds()).padStart(3, "0");
}

/** A response time's text of one unit: there is no room for "2 h 46 min" beside an axis. */
export function valueLabel(seconds) {
  const unit = UNITS.find(([size]) => seconds >= size);
  return unit ? Number((seconds / unit[0]).toPrecision(3)) + " " + unit[1] : duration(seconds);
}

/**
 * An axis of response times.
 *
 * @param {number} low the least value, seconds
 * @param {number} high the greatest
 * @param {boolean} log powers of ten at even distances
 * @returns {{low: number, high: number, ticks: number[], minor: number[], share: function(number): number,
 *     value: function(number): number}} share: where between 0 (bottom) and 1 a value lies; value: the reverse
 */
export function valueAxis(low, high, log) {
  return log ? logAxis(low, high) : linearAxis(high);
}

function linearAxis(high) {
  const top = high > 0 ? high * 1.04 : 1;
  const size = 10 ** Math.floor(Math.log10(top / 4));
  const step = size * [1, 2, 5, 10].find((each) => size * each * 5 >= top);
  const ticks = [];
  for (let n = 0; n * step <= top; n++) {
    ticks.push(n * step);
  }
  return {
    low: 0,
    high: top,
    ticks,
    minor: [],
    share: (value) => value / top,
    value: (share) => Math.max(0, share * top),
  };
}

function logAxis(low, high) {
  const least = Math.max(low > 0 ? low : 0.001, 1e-6);
  const bottom = Math.log10(least) - 0.08;
  const top = Math.max(Math.log10(Math.max(high, least)) + 0.08, bottom + 1);
  const ticks = [];
  const minor = [];
  for (let power = Math.floor(bottom); power <= top; power++) {
    for (let n = 1; n < 10; n++) {
      const at = Math.log10(n) + power;
      if (at >= bottom && at <= top) {
        (n === 1 || ((n === 2 || n === 5) && top - bottom < 2.3) ? ticks : minor).push(n * 10 ** power);
      }
    }
  }
  return {
    low: 10 ** bottom,
    high: 10 ** top,
    ticks,
    minor,
    // What is 0 or less has no logarithm: it lies at the bottom.
    share: (value) => (value > 0 ? Math.max(0, (Math.log10(value) - bottom) / (top - bottom)) : 0),
    value: (share) => 10 ** (bottom + share * (top - bottom)),
  };
}
