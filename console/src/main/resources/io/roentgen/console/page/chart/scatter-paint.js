import { timeLabel, valueLabel } from "roentgen/chart/axis.js";

/** Bits of a point's flags, as the API has them. */
const ERROR = 1;
const THROTTLE = 2;
const FAULT = 4;
const PENDING = 8;

/** Room for the labels around the plot, in pixels. */
export const MARGIN = { left: 58, right: 12, top: 10, bottom: 24 };

/** The condition of a point: one of those of part/flags.js. */
export function condition(bits) {
  return bits & FAULT
    ? "fault"
    : bits & THROTTLE
      ? "throttle"
      : bits & ERROR
        ? "error"
        : bits & PENDING
          ? "pending"
          : "ok";
}

/** The shape of each condition around a centre, a unit large for each `k`; what hurts most is drawn last and largest. */
const SHAPES = {
  ok: (path, x, y, k) => {
    path.moveTo(x + 2.4 * k, y);
    path.arc(x, y, 2.4 * k, 0, 7);
  },
  pending: (path, x, y, k) => {
    path.moveTo(x + 3 * k, y);
    path.arc(x, y, 3 * k, 0, 7);
  },
  error: (path, x, y, k) => {
    path.moveTo(x, y - 4.6 * k);
    path.lineTo(x + 4.4 * k, y + 3.2 * k);
    path.lineTo(x - 4.4 * k, y + 3.2 * k);
    path.closePath();
  },
  throttle: (path, x, y, k) => path.rect(x - 3.4 * k, y - 3.4 * k, 6.8 * k, 6.8 * k),
  fault: (path, x, y, k) => {
    path.moveTo(x - 3.8 * k, y - 3.8 * k);
    path.lineTo(x + 3.8 * k, y + 3.8 * k);
    path.moveTo(x + 3.8 * k, y - 3.8 * k);
    path.lineTo(x - 3.8 * k, y + 3.8 * k);
  },
};

/** One shape as an SVG path around (0, 0), for legends. */
export function legendPath(key) {
  return {
    ok: "M2.4 0a2.4 2.4 0 1 1-4.8 0a2.4 2.4 0 1 1 4.8 0",
    pending: "M3 0a3 3 0 1 1-6 0a3 3 0 1 1 6 0",
    error: "M0-4.6L4.4 3.2H-4.4Z",
    throttle: "M-3.4-3.4H3.4V3.4H-3.4Z",
    fault: "M-3.8-3.8L3.8 3.8M3.8-3.8L-3.8 3.8",
  }[key];
}

/**
 * Draws the whole plot: grid, labels, points. Three thousand points are five paths.
 *
 * @param {HTMLCanvasElement} canvas already of the right size
 * @param {{x: number, y: number, bits: number}[]} dots in pixels of the page
 * @param {{time: {at: number, x: number}[], values: {value: number, y: number}[], minor: number[]}} grid
 */
export function paint(canvas, width, height, ratio, dots, grid) {
  const style = getComputedStyle(canvas);
  const color = (name) => style.getPropertyValue("--" + name).trim() || style.color;
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = "11px " + style.fontFamily;
  context.lineWidth = 1;
  context.strokeStyle = color("line");
  const right = width - MARGIN.right;
  const bottom = height - MARGIN.bottom;
  lines(
    context,
    grid.minor.map((y) => [MARGIN.left, y, right, y]),
    0.35,
  );
  lines(
    context,
    grid.values.map(({ y }) => [MARGIN.left, y, right, y]),
    1,
  );
  lines(
    context,
    grid.time.map(({ x }) => [x, MARGIN.top, x, bottom]),
    0.5,
  );
  context.fillStyle = color("text-2");
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const { value, y } of grid.values) {
    context.fillText(valueLabel(value), MARGIN.left - 8, y);
  }
  context.textBaseline = "top";
  for (const tick of grid.time) {
    context.textAlign = tick.x > right - 24 ? "right" : "center";
    context.fillText(timeLabel(tick), Math.min(tick.x, right), bottom + 8);
  }
  const paths = {
    ok: new Path2D(),
    pending: new Path2D(),
    error: new Path2D(),
    throttle: new Path2D(),
    fault: new Path2D(),
  };
  const size = width < 480 ? 0.75 : 1;
  for (const { x, y, bits } of dots) {
    const key = condition(bits);
    SHAPES[key](paths[key], x, y, size);
  }
  context.globalAlpha = dots.length > 800 ? 0.6 : 0.85;
  context.fillStyle = color("ok");
  context.fill(paths.ok);
  context.globalAlpha = 1;
  context.strokeStyle = color("pending");
  context.lineWidth = 1.4;
  context.stroke(paths.pending);
  for (const key of ["error", "throttle"]) {
    context.fillStyle = color(key);
    context.fill(paths[key]);
  }
  context.strokeStyle = color("fault");
  context.lineWidth = 2;
  context.lineCap = "round";
  context.stroke(paths.fault);
}

function lines(context, all, alpha) {
  context.globalAlpha = alpha;
  context.beginPath();
  for (const [x1, y1, x2, y2] of all) {
    // Half a pixel off, so that a line of one pixel isn't smeared over two.
    context.moveTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
    context.lineTo(Math.round(x2) + 0.5, Math.round(y2) + 0.5);
  }
  context.stroke();
  context.globalAlpha = 1;
}
