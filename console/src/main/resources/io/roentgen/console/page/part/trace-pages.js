import { useCallback, useRef, useState } from "preact/hooks";
import { get, useApi } from "roentgen/api.js";
import { rangeQuery } from "roentgen/state.js";

/** So many traces are asked for at once. */
const PAGE = 100;

/** The moment shown last: who comes back from a trace finds the list as it was. */
let left = null;

/**
 * A list of traces to any depth that stands still while it is read. It is a list of one moment: pages further down are
 * asked for that moment's time range, so that what has come since shifts nothing.
 *
 * @param {{range: Range, filter: string, sort: string, held: boolean}} query held: keep to the moment shown
 * @returns {{latest: ?Object, shown: ?Object, error: ?ApiError, stale: boolean, fresh: number, total: number,
 *     trace: function(number): (Object|null|undefined), need: function(number, number), renew: function(), arrived: Set<string>}}
 *     latest: what the server said last; shown: the moment of the list; fresh: traces of the first page that the list
 *     lacks; trace: by its place, null until its page is here, undefined if it is no longer stored; need: asks for places; arrived: ids that just came in
 */
export function useTracePages({ range, filter, sort, held }) {
  const query = { ...rangeQuery(range), filter, sort };
  const every = range.last === undefined ? 10 : 2;
  const { data, error, stale } = useApi("/api/traces", { ...query, limit: PAGE }, { every });
  const key = JSON.stringify(query);
  const moment = useRef(null);
  moment.current ??= held && left?.key === key ? left : { key: null, data: null, pages: new Map(), arrived: new Set() };
  const [, redraw] = useState(0);
  const renewing = useRef(false);

  let now = moment.current;
  if (data && !stale && data !== now.data && (now.key !== key || !held || renewing.current)) {
    const before = now.key === key && now.data ? new Set(now.data.traces.map((trace) => trace.id)) : null;
    const arrived = new Set(before ? data.traces.map((trace) => trace.id).filter((id) => !before.has(id)) : []);
    now = moment.current = left = { key, data, end: newest(data), pages: new Map([[0, data.traces]]), arrived };
  }
  renewing.current = false;

  const need = useCallback((first, last) => {
    const at = moment.current;
    if (!at.data) {
      return;
    }
    const end = Math.min(last, at.data.matched - 1);
    for (let page = Math.floor(first / PAGE); page * PAGE <= end; page++) {
      if (!at.pages.has(page)) {
        load(at, page, () => at === moment.current && redraw((n) => n + 1));
      }
    }
  }, []);
  const load = async (at, page, done) => {
    at.pages.set(page, null);
    const { filter: expression, sort: order } = JSON.parse(at.key);
    try {
      const more = await get("/api/traces", {
        start: at.data.start,
        end: at.end,
        filter: expression,
        sort: order,
        limit: PAGE,
        offset: page * PAGE,
      });
      at.pages.set(page, more.traces);
    } catch (e) {
      // It is asked for again when it is next needed.
      at.pages.delete(page);
    }
    done();
  };

  const renew = useCallback(() => {
    renewing.current = true;
    redraw((n) => n + 1);
  }, []);

  const known = now.data && now.data !== data ? new Set(now.data.traces.map((trace) => trace.id)) : null;
  return {
    latest: data ?? now.data,
    shown: now.data,
    error,
    stale: stale || now.key !== key,
    fresh: known && data && now.key === key ? data.traces.filter((trace) => !known.has(trace.id)).length : 0,
    total: now.data ? now.data.matched : 0,
    trace: (index) => {
      const page = now.pages.get(Math.floor(index / PAGE));
      return page ? page[index % PAGE] : null;
    },
    need,
    renew,
    arrived: now.arrived,
    pageSize: PAGE,
  };
}

/**
 * When the last trace of an answer began: an answer's own end may lie ahead, for clocks that do. A millionth more, as times are
 * rounded.
 */
function newest({ points, traces, end }) {
  let last = 0;
  for (const [at] of points) {
    last = Math.max(last, at);
  }
  for (const { start } of traces) {
    last = Math.max(last, start);
  }
  return last > 0 ? Math.min(end, last + 1e-6) : end;
}
