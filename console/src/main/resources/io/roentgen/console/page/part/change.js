import { h } from "preact";

/** Under so many requests on either side a change may well be chance. */
export const FEW = 20;

/** Durations closer than this are the same: half of what anyone would act on. */
const SAME = 0.1;

/**
 * What became of a duration.
 *
 * @param {?number} a seconds before
 * @param {?number} b seconds after
 * @returns {?{kind: string, text: string, size: number}} kind: "worse", "better" or "same"; size: for sorting, 0 and up;
 *     null where one of them is missing
 */
export function durationChange(a, b) {
  if (a === null || a === undefined || b === null || b === undefined || a <= 0 || b <= 0) {
    return null;
  }
  const ratio = b / a;
  const kind = ratio > 1 + SAME ? "worse" : ratio < 1 / (1 + SAME) ? "better" : "same";
  return { kind, text: factor(ratio), size: Math.abs(Math.log(ratio)) };
}

/** What became of a rate of requests, which is neither good nor bad. */
export function rateChange(a, b) {
  const change = durationChange(a, b);
  return change && { ...change, kind: change.kind === "same" ? "same" : change.kind === "worse" ? "more" : "less" };
}

/**
 * What became of the share of faults: worse or better where chance alone would show such a difference once in twenty times
 * (two proportions, normal approximation).
 *
 * @param {{fault: number, total: number}} a
 * @param {{fault: number, total: number}} b
 */
export function faultChange(a, b) {
  if (!a?.total || !b?.total) {
    return null;
  }
  const before = a.fault / a.total;
  const after = b.fault / b.total;
  const both = (a.fault + b.fault) / (a.total + b.total);
  const spread = Math.sqrt(both * (1 - both) * (1 / a.total + 1 / b.total));
  const told = spread === 0 ? after !== before : Math.abs(after - before) / spread > 1.96;
  const points = 100 * (after - before);
  return {
    kind: !told ? "same" : points > 0 ? "worse" : "better",
    text: points === 0 ? "same" : (points > 0 ? "+" : "−") + trim(Math.abs(points)) + " pts",
    size: told ? Math.abs(points) / 10 : 0,
  };
}

/**
 * Whether something that happened so often became more or less frequent, beyond what chance would show once in twenty times.
 *
 * @param {number} a times before
 * @param {number} b times after
 * @param {number} ratio how much longer "after" is than "before"
 * @returns {number} -1, 0 or 1
 */
export function frequency(a, b, ratio) {
  const expected = a * ratio;
  const told = Math.abs(b - expected) > 1.96 * Math.sqrt(b + expected * ratio);
  return told ? Math.sign(b - expected) : 0;
}

const SIGNS = { worse: "M8 12.5V3.5M4.5 7L8 3.5 11.5 7", better: "M8 3.5v9M4.5 9L8 12.5 11.5 9" };
const LOOK = {
  worse: ["is-fault", SIGNS.worse, "worse"],
  better: ["is-ok", SIGNS.better, "better"],
  more: ["is-neutral", SIGNS.worse, "more"],
  less: ["is-neutral", SIGNS.better, "less"],
  same: ["is-same", "M3.5 6.5c1.5-2 3-1.2 4.5 0s3 2 4.5 0M3.5 10.5c1.5-2 3-1.2 4.5 0s3 2 4.5 0", "about the same"],
};

/**
 * A change as a small badge: arrow, factor, colour; with a question mark where it may be chance.
 *
 * @param {{change: ?Object, uncertain: boolean}} props change: of the functions above
 */
export function Change({ change, uncertain }) {
  if (!change) {
    return null;
  }
  const [look, sign, word] = LOOK[change.kind];
  const why = uncertain ? `${word}, but fewer than ${FEW} requests on one side: it may be chance` : word;
  return h(
    "span",
    { class: `change ${look}` + (uncertain ? " is-uncertain" : ""), title: why },
    h(
      "svg",
      { class: "icon", viewBox: "0 0 16 16", width: 12, height: 12, "aria-hidden": "true" },
      h("path", { d: sign }),
    ),
    change.kind === "same" ? h("span", { class: "sr-only" }, "about the same, ") : null,
    change.text,
    uncertain && h("span", { "aria-hidden": "true" }, " ?"),
    h("span", { class: "sr-only" }, ", " + why),
  );
}

function factor(ratio) {
  if (ratio >= 1.995 || ratio <= 0.5) {
    return (ratio > 1 ? "×" : "÷") + trim(Math.max(ratio, 1 / ratio));
  }
  const percent = Math.round(100 * (ratio - 1));
  return percent === 0 ? "same" : (percent > 0 ? "+" : "−") + Math.abs(percent) + " %";
}

function trim(number) {
  return String(Number(number.toFixed(number < 10 ? 1 : 0)));
}
