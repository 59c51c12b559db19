import { dateTime } from "roentgen/part/format.js";

const QUARTER = 900;
const HOUR = 3600;
const DAY = 86400;

/** Pairs of ranges offered: seconds each, and how much earlier the first one lies. */
export const PRESETS = [
  { key: "15min", label: "Last 15 min vs before", length: QUARTER, back: QUARTER },
  { key: "hour", label: "Last hour vs before", length: HOUR, back: HOUR },
  { key: "yesterday", label: "Last hour vs yesterday", length: HOUR, back: DAY },
];

/** The two ranges of a preset, up to a moment (seconds). */
export function presetRanges({ length, back }, now) {
  const end = Math.floor(now);
  return { a: { start: end - length - back, end: end - back }, b: { start: end - length, end } };
}

/** So long before a moment and so long after it, as far as that has passed. */
export function aroundRanges(moment, length, now) {
  const end = Math.min(moment + length, Math.max(Math.floor(now), moment + 1));
  return { a: { start: moment - length, end: moment }, b: { start: moment, end } };
}

/** A range of a link, "start-end" in seconds; null if it is none. */
export function parseRange(text) {
  const found = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(text ?? "");
  const range = found && { start: Number(found[1]), end: Number(found[2]) };
  return range && range.start < range.end ? range : null;
}

/** The reverse. */
export function formatRange({ start, end }) {
  return round(start) + "-" + round(end);
}

/** Seconds as a datetime-local input has them: local time without zone. */
export function toLocal(seconds) {
  return dateTime(seconds).replace(" ", "T");
}

/** The reverse; NaN for no time. */
export function fromLocal(text) {
  return new Date(text).getTime() / 1000;
}

const round = (seconds) => Math.round(seconds * 1000) / 1000;
