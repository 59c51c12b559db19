import { useEffect, useState } from "preact/hooks";

/** Length of the time range nothing else was chosen for, in seconds; the server's default too. */
export const DEFAULT_LAST = 900;

/** The views, by the first word of the hash. */
export const VIEWS = ["map", "traces", "trace", "compare", "sampling", "status"];

/**
 * What the hash of a URL says.
 * @param {string} hash for example "#/trace/1-5759e988-bd862e3fe1be46a994272793?last=900&row=53995c3f42cd8ad8"
 * @returns {{view: string, id: ?string, range: Range, filter: string, params: Object<string, string>}}
 */
export function parse(hash) {
  const text = hash.replace(/^#?\/?/, "");
  const at = text.indexOf("?");
  const path = (at < 0 ? text : text.slice(0, at)).split("/");
  const params = {};
  for (const [name, value] of new URLSearchParams(at < 0 ? "" : text.slice(at + 1))) {
    params[name] = value;
  }
  const { last, start, end, filter = "", ...rest } = params;
  return {
    view: VIEWS.includes(path[0]) ? path[0] : "map",
    id: path[1] ? safeDecode(path[1]) : null,
    range: rangeOf(last, start, end),
    filter,
    params: rest,
  };
}

/** The hash for a route; the reverse of {@link parse}. */
export function format({ view, id, range, filter, params }) {
  const query = new URLSearchParams();
  if (range.last === "all") {
    query.set("last", "all");
  } else if (range.last !== undefined) {
    if (range.last !== DEFAULT_LAST) {
      query.set("last", range.last);
    }
  } else {
    query.set("start", range.start);
    query.set("end", range.end);
  }
  if (filter) {
    query.set("filter", filter);
  }
  for (const [name, value] of Object.entries(params || {})) {
    if (value !== null && value !== undefined && value !== "") {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return "#/" + view + (id ? "/" + encodeURIComponent(id) : "") + (text ? "?" + text : "");
}

/**
 * A route changed in part: another view starts without parameters, the same one keeps those not named
 * (null takes one away). Range and filter stay unless given.
 */
export function change(route, { view, id, range, filter, params }) {
  const other = view !== undefined && view !== route.view;
  return {
    view: view ?? route.view,
    id: id !== undefined ? id : other ? null : route.id,
    range: range ?? route.range,
    filter: filter ?? route.filter,
    params: other ? { ...params } : { ...route.params, ...params },
  };
}

/**
 * A range as the API's parameters: {last} or {start, end}, in seconds.
 * "all" is since 1970 until well past clocks that run ahead.
 */
export function rangeQuery(range) {
  if (range.last === "all") {
    return { start: 0, end: 9999999999 };
  }
  return range.last !== undefined ? { last: range.last } : { start: range.start, end: range.end };
}

/** Seconds a range is long; Infinity for "all". */
export function rangeSeconds(range) {
  return range.last === "all" ? Infinity : range.last ?? Math.max(range.end - range.start, 0);
}

/** Two filter expressions that must both hold; an empty one says nothing. */
export function and(filter, more) {
  if (!filter || !more) {
    return filter || more || "";
  }
  return `(${filter}) AND ${more}`;
}

/** The route of the window's hash, renewed as it changes. */
export function useRoute() {
  const [route, set] = useState(() => parse(location.hash));
  useEffect(() => {
    const changed = () => set(parse(location.hash));
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return route;
}

/**
 * Goes to a hash: with an entry in the history, or in place of the present one.
 * @param {string} hash as {@link format} makes it
 * @param {boolean} replace for what nobody goes "back" to
 */
export function go(hash, replace) {
  if (hash === location.hash) {
    return;
  }
  if (replace) {
    history.replaceState(null, "", hash);
    dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = hash;
  }
}

/** A value of localStorage; the default where there is none or no storage. */
export function stored(name, otherwise) {
  try {
    return localStorage.getItem("roentgen." + name) ?? otherwise;
  } catch (e) {
    return otherwise;
  }
}

/** Keeps a value in localStorage; null removes it. */
export function store(name, value) {
  try {
    if (value === null) {
      localStorage.removeItem("roentgen." + name);
    } else {
      localStorage.setItem("roentgen." + name, value);
    }
  } catch (e) {
    // No storage: it holds until the page is closed.
  }
}

/** @typedef {{last: (number|"all")}|{start: number, end: number}} Range */

function rangeOf(last, start, end) {
  if (last === "all") {
    return { last };
  }
  const from = Number.parseFloat(start);
  const to = Number.parseFloat(end);
  if (Number.isFinite(from) && Number.isFinite(to) && from < to) {
    return { start: from, end: to };
  }
  const seconds = Number.parseFloat(last);
  return { last: seconds > 0 ? seconds : DEFAULT_LAST };
}

function safeDecode(text) {
  try {
    return decodeURIComponent(text);
  } catch (e) {
    return text;
  }
}
