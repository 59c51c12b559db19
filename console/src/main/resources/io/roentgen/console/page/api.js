import { useCallback, useEffect, useRef, useState } from "preact/hooks";

/** What the server, or the lack of one, answered. `status` is 0 where nothing answered. */
export class ApiError extends Error {
  constructor(status, body) {
    const error = body && body.error;
    super((error && (error.message || error)) || (status ? `The console answered ${status}` : "The console doesn't answer"));
    this.status = status;
    /** The server's error object: {message, position, length} for a filter, {message, rule, field} for rules. */
    this.error = error && typeof error === "object" ? error : null;
  }
}

/** Answers by URL, the latest last, with their ETags; a few, as ranges and filters come and go. */
const answers = new Map();
const KEPT = 40;

/**
 * A GET; with If-None-Match where an answer is at hand. The same object is returned as long as nothing is new.
 * @param {string} path for example "/api/map"
 * @param {?Object<string, *>} query null, undefined and "" are left out
 * @returns {Promise<*>} parsed JSON, to be read only
 * @throws {ApiError}
 */
export async function get(path, query, signal) {
  const url = address(path, query);
  const known = answers.get(url);
  const headers = { Accept: "application/json" };
  if (known) {
    headers["If-None-Match"] = known.etag;
  }
  const response = await request(url, { headers, signal });
  if (response.status === 304 && known) {
    return known.data;
  }
  const data = await body(response);
  const etag = response.headers.get("ETag");
  answers.delete(url);
  if (etag) {
    answers.set(url, { etag, data });
    if (answers.size > KEPT) {
      answers.delete(answers.keys().next().value);
    }
  }
  return data;
}

/**
 * A POST or PUT.
 * @param {string|Object} content an object is sent as JSON, text as it is
 * @throws {ApiError}
 */
export async function send(method, path, content) {
  const text = typeof content === "string" ? content : JSON.stringify(content ?? {});
  return body(await request(path, { method, body: text, headers: { "Content-Type": "application/json" } }));
}

/** Path and query as a URL. */
export function address(path, query) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query || {})) {
    if (value !== null && value !== undefined && value !== "") {
      parameters.set(name, value);
    }
  }
  const text = parameters.toString();
  return text ? path + "?" + text : path;
}

let live = true;
const waiting = new Set();

/** Whether what polls does so. */
export function isLive() {
  return live;
}

/** Stops all polling, or goes on at once. */
export function setLive(value) {
  live = value;
  wake();
}

function wake() {
  if (!document.hidden) {
    for (const go of [...waiting]) {
      go();
    }
  }
}

if (typeof document !== "undefined") {
  document.addEventListener("visibilitychange", wake);
}

/**
 * What a GET answers, kept fresh. While a new query is under way the last answer stays (`stale`), so that nothing
 * flickers. Polling rests while the tab is hidden or the page is paused, and slows down while nothing answers.
 * @param {?string} path null asks nothing
 * @param {?Object} query as for {@link get}
 * @param {{every: number}} options `every`: seconds between polls, 0 for once
 * @returns {{data: *, error: ?ApiError, loading: boolean, stale: boolean, refresh: function()}}
 */
export function useApi(path, query, { every = 0 } = {}) {
  const url = path && address(path, query);
  const [state, set] = useState({ url: null, data: null, error: null });
  const again = useRef(null);
  useEffect(() => {
    if (!url) {
      return undefined;
    }
    const abort = new AbortController();
    let timer = 0;
    let failures = 0;
    const run = async () => {
      clearTimeout(timer);
      waiting.delete(run);
      try {
        const data = await get(url, null, abort.signal);
        failures = 0;
        set((was) => (was.url === url && was.data === data && !was.error ? was : { url, data, error: null }));
      } catch (error) {
        if (abort.signal.aborted) {
          return;
        }
        failures++;
        set((was) => ({ url, data: was.url === url || !error.error ? was.data : null, error }));
      }
      if (every > 0 && !abort.signal.aborted) {
        timer = setTimeout(next, Math.min(every * 1000 * 2 ** Math.min(failures, 4), Math.max(every * 1000, 15000)));
      }
    };
    const next = () => {
      if (live && !document.hidden) {
        run();
      } else {
        waiting.add(run);
      }
    };
    again.current = run;
    run();
    return () => {
      abort.abort();
      clearTimeout(timer);
      waiting.delete(run);
    };
  }, [url, every]);
  const refresh = useCallback(() => again.current && again.current(), []);
  const current = state.url === url;
  return {
    data: state.data,
    error: current ? state.error : null,
    loading: Boolean(url) && !current,
    stale: Boolean(url) && !current && state.data !== null,
    refresh,
  };
}

async function request(url, options) {
  try {
    return await fetch(url, options);
  } catch (e) {
    if (e.name === "AbortError") {
      throw e;
    }
    throw new ApiError(0, null);
  }
}

async function body(response) {
  let data = null;
  try {
    data = await response.json();
  } catch (e) {
    if (response.ok) {
      throw new ApiError(response.status, { error: "The console's answer is not JSON" });
    }
  }
  if (!response.ok) {
    throw new ApiError(response.status, data);
  }
  return data;
}
