/*
 * The shell: routes, header, keys.
 *
 * A view is a module view/NAME.js, loaded when first gone to. Its default export is a component that receives
 *   route     {view, id, range, filter, params}: what the hash says; `id` is the word after the view (#/trace/ID),
 *             `params` everything in the query but range and filter, as strings (see state.js)
 *   range     {last: seconds | "all"} or {start, end}; for the API: rangeQuery(range) of state.js
 *   filter    the filter expression, "" for none
 *   navigate  (change, {replace}) goes somewhere: change is {view, id, range, filter, params}, each left out stays as it
 *             is; params are merged within a view (null removes one) and start empty in another one
 *   link      (change) the same as a href: use real links for whatever leads somewhere
 *   status    what /api/status last answered, or null; polled by the shell
 *   announce  (text) says it to screen readers, politely; for what changed by itself or by an action, not for every poll
 *   setTitle  (text) the view's part of the window's title
 * A view fetches with useApi of api.js, catches its own wrong filter (ApiError.error has message, position, length; the
 * filter box shows it too), and begins with an h1 (class "sr-only" where the page shows none).
 * Range picker and filter box are the shell's, shown for the views named in CONTROLS.
 * An element with data-close is clicked by Esc, the last one in the page first.
 */
import { h, render } from "preact";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useApi } from "roentgen/api.js";
import { EmptyState } from "roentgen/part/empty-state.js";
import FilterBox from "roentgen/part/filter-box.js";
import { useKeys } from "roentgen/part/keys.js";
import { Header } from "roentgen/part/header.js";
import { KeysDialog } from "roentgen/part/keys-dialog.js";
import { change, format, go, useRoute } from "roentgen/state.js";

const VIEWS = {
  map: () => import("roentgen/view/map.js"),
  traces: () => import("roentgen/view/traces.js"),
  trace: () => import("roentgen/view/trace.js"),
  compare: () => import("roentgen/view/compare.js"),
  sampling: () => import("roentgen/view/sampling.js"),
  status: () => import("roentgen/view/status.js"),
};

/** What is shown until the first trace arrives: views that live on traces are in WAITING. */
const WAITING = ["map", "traces"];

const CONTROLS = {
  map: { range: true, filter: true },
  traces: { range: true, filter: true },
  compare: { range: false, filter: true },
};

const TITLES = {
  map: "Map", traces: "Traces", trace: "Trace", compare: "Compare", sampling: "Sampling", status: "Status",
};

function App() {
  const route = useRoute();
  const latest = useRef(route);
  latest.current = route;
  const [keysShown, showKeys] = useState(false);
  const [title, setTitle] = useState(null);
  const [said, say] = useState("");
  const [empty, setEmpty] = useState(false);
  const { data: status, error: lost } = useApi("/api/status", null, { every: empty ? 1 : 5 });
  const { Component, failure } = useView(route.view);

  const link = useCallback((to) => format(change(latest.current, to)), []);
  const navigate = useCallback((to, { replace = false } = {}) => go(link(to), replace), [link]);
  const announce = useCallback((text) => say((was) => (was === text ? text + "\u00a0" : text)), []);

  useEffect(() => setTitle(null), [route.view, route.id]);
  useEffect(() => {
    document.title = (title || TITLES[route.view]) + " · Roentgen";
  }, [title, route.view]);
  useEffect(() => {
    const none = Boolean(status) && status.store.traces === 0;
    if (empty && !none) {
      announce("The first traces have arrived");
    }
    setEmpty(none);
  }, [status]);
  useFocusOnView(route.view + "/" + (route.id ?? ""));
  useKeys({ navigate, showKeys });

  const waiting = empty && WAITING.includes(route.view);
  const controls = (!waiting && CONTROLS[route.view]) || {};
  const props = useMemo(
      () => ({ route, range: route.range, filter: route.filter, navigate, link, status, announce, setTitle }),
      [route, navigate, link, status, announce]);
  return h("div", { class: "shell view-" + route.view },
    h("a", { class: "skip", href: "#main", onClick: skip }, "Skip to content"),
    h(Header, { route, link, navigate, status, lost, range: Boolean(controls.range), showKeys }),
    controls.filter && h("div", { class: "filter-bar", role: "search" },
      h(FilterBox, { value: route.filter, status, onApply: (filter) => navigate({ filter }) })),
    lost && h("p", { class: "banner is-fault", role: "status" },
      lost.status === 0
        ? "The console doesn't answer: it was stopped, or the way to it is cut. What you see is from before; this page goes on asking."
        : lost.message),
    h("main", { id: "main", tabIndex: -1 },
      failure
        ? h("p", { class: "banner is-fault", role: "alert" }, "This view could not be loaded: " + failure)
        : waiting
          ? h(EmptyState, { status, announce })
          : Component
            ? h(Component, props)
            : h("p", { class: "loading" }, "Loading…")),
    h("div", { class: "sr-only", role: "status", "aria-live": "polite", id: "announcer" }, said),
    keysShown && h(KeysDialog, { close: () => showKeys(false) }));
}

const loaded = {};

function useView(name) {
  const [state, set] = useState({});
  useEffect(() => {
    let wanted = true;
    if (!loaded[name]) {
      VIEWS[name]().then(
          (module) => {
            loaded[name] = module.default;
            wanted && set({ name });
          },
          (error) => wanted && set({ name, failure: error.message }));
    }
    return () => {
      wanted = false;
    };
  }, [name]);
  return { Component: loaded[name], failure: state.name === name ? state.failure : null };
}

/** Another view: its start is where reading goes on; not at the first one, nor for changes within one. */
function useFocusOnView(key) {
  const shown = useRef(null);
  useEffect(() => {
    if (shown.current !== null && shown.current !== key) {
      scrollTo(0, 0);
      document.getElementById("main").focus({ preventScroll: true });
    }
    shown.current = key;
  }, [key]);
}

function skip(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}

render(h(App), document.getElementById("app"));
