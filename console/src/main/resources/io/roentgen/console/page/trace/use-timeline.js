import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { itemsOf, parentsFrom, pathTo } from "roentgen/trace/items.js";
import { matchesOf } from "roentgen/trace/find.js";

/** Milliseconds on a row until the open details and the address follow: browsers refuse addresses that change all the time. */
const SETTLED = 120;

/**
 * What is seen of a trace, and the ways to change it: what is open, folded, zoomed to, searched, active.
 * @param {Object} model of model.js
 * @param {?string} selected key of the row whose details are shown
 * @param {function(?string)} onSelect
 */
export function useTimeline(model, selected, onSelect) {
  const [closed, setClosed] = useState(() => new Set());
  const [unfolded, setUnfolded] = useState(() => new Set());
  const [folding, setFolding] = useState(true);
  const [active, setActive] = useState(selected);
  const [zoom, setZoom] = useState(null);
  const [query, setQuery] = useState("");
  const [spot, setSpot] = useState(null);
  const [goal, setGoal] = useState(null);

  const items = useMemo(() => itemsOf(model, closed, unfolded, folding), [model, closed, unfolded, folding]);
  const places = useMemo(() => new Map(items.map((item, i) => [item.key, i])), [items]);
  const matches = useMemo(() => matchesOf(model, query), [model, query]);
  const at = places.get(active) ?? -1;
  const view = zoom ? [zoom[0], zoom[1]] : [0, model.duration];

  /** Opens what hides a row, and brings it into view. */
  const reveal = useCallback((row) => {
    const path = pathTo(model, row, folding);
    setClosed((was) => without(was, path.closed));
    setUnfolded((was) => withAll(was, path.folds));
    setActive(row.key);
    setGoal({ key: row.key });
  }, [model, folding]);

  const open = useRef(null);
  open.current = selected;
  const asked = useRef(null);
  const choose = (key, replace) => {
    asked.current = key;
    onSelect(key, replace);
  };
  const shown = useRef(null);
  useEffect(() => {
    const row = selected && model.byKey.get(selected);
    if (row && shown.current !== selected && asked.current !== selected) {
      reveal(row);
    }
    asked.current = null;
    shown.current = row ? selected : null;
  }, [selected, model]);

  const settled = useRef(0);
  useEffect(() => () => clearTimeout(settled.current), []);
  const move = (to) => {
    const item = items[Math.min(items.length - 1, Math.max(0, to))];
    if (item) {
      setActive(item.key);
      setGoal({ key: item.key });
      clearTimeout(settled.current);
      if (selected && !item.rows) {
        settled.current = setTimeout(() => open.current && choose(item.row.key, true), SETTLED);
      }
    }
  };
  const toggle = (item) => {
    if (item.rows) {
      setUnfolded((was) => flip(was, item.key));
    } else if (item.expanded !== null) {
      setClosed((was) => flip(was, item.key));
    }
  };
  const activate = (item, toggles) => {
    clearTimeout(settled.current);
    setActive(item.key);
    if (item.rows) {
      toggle(item);
    } else if (toggles) {
      toggle(item);
    } else {
      choose(item.row.key, selected !== null);
    }
  };
  const zoomTo = (range) => {
    if (!range) {
      setZoom(null);
      return;
    }
    const least = Math.max(2e-6, model.duration * 1e-9);
    const middle = (range[0] + range[1]) / 2;
    const half = Math.max(range[1] - range[0], least) / 2;
    const from = Math.max(0, middle - half);
    const to = Math.min(model.duration, middle + half);
    setZoom(from <= 0 && to >= model.duration || to <= from ? null : [from, to]);
  };
  const step = (by) => {
    if (matches.list.length === 0) {
      return;
    }
    const here = matches.list.findIndex((row) => row.key === active);
    const place = items[at] ? items[at].row.index : -1;
    let next;
    if (here >= 0) {
      next = (here + by + matches.list.length) % matches.list.length;
    } else {
      const after = matches.list.findIndex((row) => row.index > place);
      next = by > 0 ? Math.max(after, 0) : ((after < 0 ? matches.list.length : after) - 1 + matches.list.length) % matches.list.length;
    }
    const row = matches.list[next];
    reveal(row);
    if (selected) {
      choose(row.key, true);
    }
  };
  return {
    items, at, active, view, zoom, query, matches, spot, goal, folding, closed,
    move, toggle, activate, zoomTo, step, reveal, setQuery, setSpot, setActive,
    setFolding: (on) => {
      setFolding(on);
      setUnfolded(new Set());
    },
    expandAll: () => {
      setClosed(new Set());
    },
    collapseTo: (level) => setClosed(new Set(parentsFrom(model, level))),
    toggleService: (name) => {
      const keys = model.rows.filter((row) => row.segment && row.name === name && row.children.length > 0).map((row) => row.key);
      setClosed((was) => (keys.every((key) => was.has(key)) ? without(was, keys) : withAll(was, keys)));
    },
    setOpen: (keys, open) => setClosed((was) => (open ? without(was, keys) : withAll(was, keys))),
  };
}

function flip(set, key) {
  return set.has(key) ? without(set, [key]) : withAll(set, [key]);
}

function withAll(set, keys) {
  return new Set([...set, ...keys]);
}

function without(set, keys) {
  const rest = new Set(set);
  keys.forEach((key) => rest.delete(key));
  return rest;
}
