import { assignHues } from "roentgen/trace/hues.js";

/**
 * A trace's answer made ready to be drawn: rows with their children, ends, own time, and whose colour they have.
 * @param {Object} trace what /api/trace/ID answers
 */
export function modelOf(trace) {
  const rows = trace.rows.map((row, index) => ({ ...row, index, children: [], owner: null, below: 0 }));
  const nodes = new Map(((trace.map && trace.map.nodes) || []).map((node) => [node.id, node]));
  const byKey = new Map();
  const roots = [];
  let last = 0;
  for (const row of rows) {
    row.name = text(row.name);
    row.summary = text(row.summary);
    row.flags = row.flags || [];
    row.start = number(row.start);
    row.seconds = number(row.seconds) || backwards(trace, row);
    row.end = row.start + Math.max(0, row.seconds);
    row.call = !row.segment && Boolean(row.namespace);
    row.key = freeKey(byKey, text(row.id));
    byKey.set(row.key, row);
    last = Math.max(last, row.end);
    const parent = rows[row.parent];
    row.above = parent && parent.index < row.index ? parent : null;
    row.level = row.above ? row.above.level + 1 : 0;
    row.owner = row.segment ? row : row.above && row.above.owner;
    (row.above ? row.above.children : roots).push(row);
  }
  const duration = Math.max(last, number(trace.duration), 1e-6);
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i];
    if (row.pending) {
      row.end = Math.max(row.end, duration);
    }
    if (row.above) {
      row.above.below += row.below + 1;
    }
  }
  for (const row of rows) {
    row.free = freeTimes(row);
    row.own = row.free.reduce((sum, [from, to]) => sum + to - from, 0);
    row.who = whose(row, nodes);
    row.caller = row.owner ? row.owner.name : row.name;
  }
  const hues = assignHues(rows);
  return { trace, rows, roots, byKey, duration, hues, services: servicesOf(rows, hues), documents: trace.documents || [] };
}

/** What was sent for a row: the document, or the subsegment in it; {} if the answer lacks it. */
export function entityOf(model, row) {
  let entity = model.documents[row.document];
  for (const step of row.path === "" || row.path == null ? [] : String(row.path).split(".")) {
    entity = entity && Array.isArray(entity.subsegments) ? entity.subsegments[step] : null;
  }
  return object(entity) || {};
}

/** The first segment without a parent; else the first row. */
export function rootOf(model) {
  return model.roots.find((row) => row.segment && !entityOf(model, row).parent_id) || model.roots.find((row) => row.segment) || model.rows[0] || null;
}

/** The value if it is an object and no list; else null: documents hold anything. */
export function object(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;
}

/** Any value as text; objects as JSON, missing as "". */
export function text(value) {
  if (typeof value === "string") {
    return value;
  }
  return value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
}

/**
 * What took the time: rows alike together, by their own time.
 * @returns {{row: Object, count: number, seconds: number}[]} the most first
 */
export function costs(model, most) {
  const groups = new Map();
  for (const row of model.rows) {
    if (row.pending || row.own <= 0) {
      continue;
    }
    const alike = [row.who, row.segment, row.call, row.children.length > 0, row.name, row.summary].join("\n");
    const group = groups.get(alike) || { row, count: 0, seconds: 0 };
    group.count++;
    group.seconds += row.own;
    group.row = row.own > group.row.own ? row : group.row;
    groups.set(alike, group);
  }
  return [...groups.values()].sort((a, b) => b.seconds - a.seconds).slice(0, most);
}

/**
 * The time between a call and the segment that answers it: on the way there and back; or for a message, in the queue.
 * @returns {?{before: number, after: number, queued: boolean}}
 */
export function gapOf(row) {
  const call = row.above;
  if (!row.segment || !call || !call.call) {
    return null;
  }
  const queued = !call.pending && row.start >= call.end;
  return {
    queued,
    before: queued ? row.start - call.end : row.start - call.start,
    after: queued || row.pending || call.pending ? 0 : Math.max(0, call.end - row.end),
  };
}

/** Seconds below zero of what ends before it starts, by clocks that differ; the answer says 0 for it. */
function backwards(trace, row) {
  const { start_time: start, end_time: end } = entityOf({ documents: trace.documents || [] }, row);
  return end < start ? end - start : 0;
}

function number(value) {
  return Number.isFinite(value) ? value : 0;
}

function freeKey(taken, id) {
  let key = id;
  for (let n = 2; taken.has(key); n++) {
    key = id + "~" + n;
  }
  return key;
}

/** The parts of a row's time in which no child of it is at work, as [from, to]. */
function freeTimes(row) {
  const free = [];
  let at = row.start;
  for (const child of [...row.children].sort((a, b) => a.start - b.start)) {
    if (child.start >= row.end) {
      break;
    }
    if (child.start > at) {
      free.push([at, child.start]);
    }
    at = Math.max(at, child.end);
  }
  if (at < row.end) {
    free.push([at, row.end]);
  }
  return free;
}

/** The name of who does the work: of a call, who is called. */
function whose(row, nodes) {
  if (row.call) {
    const node = row.node && nodes.get(row.node);
    const answer = row.children.find((child) => child.segment);
    return (node && text(node.name)) || (answer && answer.name) || row.name;
  }
  return row.owner ? row.owner.name : row.name;
}

function servicesOf(rows, hues) {
  const services = new Map();
  for (const row of rows) {
    const service = services.get(row.who) || { name: row.who, hue: hues.get(row.who), rows: 0, seconds: 0, segments: 0 };
    service.rows++;
    service.seconds += row.pending ? 0 : row.own;
    service.segments += row.segment ? 1 : 0;
    services.set(row.who, service);
  }
  return [...services.values()].sort((a, b) => b.seconds - a.seconds);
}
