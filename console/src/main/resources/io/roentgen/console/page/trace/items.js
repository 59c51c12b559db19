/** So many equal siblings in a row become one line. */
const RUN = 3;

/**
 * The lines of the timeline as they are seen: rows whose parents are open, runs of equal siblings folded.
 * @param {Set<string>} closed keys of rows whose children are hidden
 * @param {Set<string>} unfolded keys of folds that are open
 * @param {boolean} folding whether runs are folded at all
 * @returns {Item[]} top to bottom
 */
export function itemsOf(model, closed, unfolded, folding) {
  const items = [];
  const open = [{ list: model.roots, at: 0, level: 0, extra: 0 }];
  while (open.length > 0) {
    const top = open[open.length - 1];
    if (top.at === top.list.length) {
      open.pop();
      continue;
    }
    const row = top.list[top.at];
    const run = folding && !top.plain ? runAt(top.list, top.at) : 1;
    if (run >= RUN) {
      const rows = top.list.slice(top.at, top.at + run);
      const key = "fold-" + row.key;
      const isOpen = unfolded.has(key);
      items.push({ key, row, rows, level: top.level, expanded: isOpen });
      top.at += run;
      if (isOpen) {
        open.push({ list: rows, at: 0, level: top.level + 1, plain: true });
      }
      continue;
    }
    top.at++;
    const parent = row.children.length > 0;
    const isOpen = parent && !closed.has(row.key);
    items.push({ key: row.key, row, rows: null, level: top.level, expanded: parent ? isOpen : null });
    if (isOpen) {
      open.push({ list: row.children, at: 0, level: top.level + 1 });
    }
  }
  return items;
}

/** What has to be opened for a row to be seen. */
export function pathTo(model, row, folding) {
  const closed = [];
  const folds = [];
  for (let at = row; at; at = at.above) {
    if (at !== row) {
      closed.push(at.key);
    }
    const siblings = at.above ? at.above.children : model.roots;
    for (let i = 0; folding && i < siblings.length; ) {
      const run = runAt(siblings, i);
      if (run >= RUN && siblings.indexOf(at, i) < i + run && siblings.indexOf(at, i) >= 0) {
        folds.push("fold-" + siblings[i].key);
        break;
      }
      i += run;
    }
  }
  return { closed, folds };
}

/** Keys of all rows with children at this depth or deeper. */
export function parentsFrom(model, level) {
  return model.rows.filter((row) => row.children.length > 0 && row.level >= level).map((row) => row.key);
}

/** A fold's figures, in seconds. */
export function foldTimes(rows) {
  const seconds = rows.map((row) => row.seconds).sort((a, b) => a - b);
  return {
    start: Math.min(...rows.map((row) => row.start)),
    end: Math.max(...rows.map((row) => row.end)),
    sum: seconds.reduce((sum, value) => sum + Math.max(0, value), 0),
    min: seconds[0],
    median: seconds[Math.floor((seconds.length - 1) / 2)],
    max: seconds[seconds.length - 1],
  };
}

function runAt(list, from) {
  const first = list[from];
  let to = from + 1;
  if (foldable(first)) {
    while (to < list.length && foldable(list[to]) && alike(first, list[to])) {
      to++;
    }
  }
  return to - from;
}

function foldable(row) {
  return row.children.length === 0 && !row.pending && !row.segment;
}

function alike(a, b) {
  return a.name === b.name && a.summary === b.summary && a.namespace === b.namespace && a.flags.join() === b.flags.join();
}

/** @typedef {{key: string, row: Object, rows: ?Object[], level: number, expanded: ?boolean}} Item */
