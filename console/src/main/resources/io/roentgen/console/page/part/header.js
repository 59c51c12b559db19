import { h } from "preact";
import { useState } from "preact/hooks";
import { isLive, setLive } from "roentgen/api.js";
import { RangePicker } from "roentgen/part/range.js";
import { store, stored } from "roentgen/state.js";

const NAV = [
  ["map", "Map"],
  ["traces", "Traces"],
  ["compare", "Compare"],
  ["sampling", "Sampling"],
  ["status", "Status"],
];

/** Name, views, time range, and what concerns the page itself. */
export function Header({ route, link, navigate, status, lost, range, showKeys }) {
  const current = route.view === "trace" ? "traces" : route.view;
  return h("header", { class: "header" },
    h("a", { class: "brand", href: link({ view: "map" }), "aria-label": "Roentgen: the map" }, h(Mark), h("span", null, "Roentgen")),
    h("nav", { class: "nav", "aria-label": "Views" },
      NAV.map(([view, label]) => h("a", {
        key: view,
        href: link({ view }),
        "aria-current": view === current ? "page" : null,
      }, label))),
    h("div", { class: "header-tools" },
      range && h(RangePicker, { range: route.range, onChange: (chosen) => navigate({ range: chosen }) }),
      h(Live, { lost, status }),
      h(Theme),
      h("button", { class: "button is-icon", title: "Keys (?)", "aria-label": "Keys", onClick: () => showKeys(true) },
        h(Icon, { d: "M6.3 6.2a1.8 1.8 0 1 1 2.6 1.7c-.6.3-.9.7-.9 1.300M8 11.600v.3" }))));
}

function Mark() {
  return h("svg", { class: "mark", viewBox: "0 0 32 32", width: 26, height: 26, "aria-hidden": "true" },
    h("circle", { cx: 16, cy: 16, r: 12.5, class: "mark-ring" }),
    h("path", { d: "M11 21 21 11M11 11l10 10", class: "mark-x" }));
}

/** A small drawing in a box of 16, stroked with the text's colour. */
export function Icon({ d, size = 16 }) {
  return h("svg", { class: "icon", viewBox: "0 0 16 16", width: size, height: size, "aria-hidden": "true" }, h("path", { d }));
}

function Live({ lost }) {
  const [live, set] = useState(isLive());
  const toggle = () => {
    setLive(!live);
    set(!live);
  };
  const label = lost ? "Lost" : live ? "Live" : "Paused";
  return h("button", {
    class: "button is-quiet live" + (lost ? " is-lost" : live ? " is-live" : ""),
    "aria-pressed": String(live),
    "aria-label": "Live updates",
    title: live ? "Pause: the page stands still until you go on" : "Go on updating",
    onClick: toggle,
  }, h("span", { class: "live-dot", "aria-hidden": "true" }), h("span", { class: "live-text" }, label));
}

const THEMES = [
  [null, "System", "M2.500 3.500h11v7.500h-11zM6 13.500h4"],
  ["dark", "Dark", "M12.500 9.800A5.200 5.200 0 0 1 6.200 3.500a5.200 5.200 0 1 0 6.300 6.300z"],
  ["light", "Light", "M8 5.200a2.800 2.800 0 1 0 0 5.600 2.800 2.800 0 0 0 0-5.600zM8 1.500v1.300M8 13.200v1.300M1.500 8h1.300M13.200 8h1.300M3.400 3.400l.9.9M11.700 11.700l.9.9M3.400 12.600l.9-.9M11.700 4.300l.9-.9"],
];

function Theme() {
  const [theme, set] = useState(stored("theme", null));
  const at = Math.max(THEMES.findIndex(([key]) => key === theme), 0);
  const [, label, d] = THEMES[at];
  const next = THEMES[(at + 1) % THEMES.length];
  const turn = () => {
    store("theme", next[0]);
    if (next[0]) {
      document.documentElement.dataset.theme = next[0];
    } else {
      delete document.documentElement.dataset.theme;
    }
    set(next[0]);
  };
  return h("button", {
    class: "button is-icon theme",
    "aria-label": `Theme: ${label.toLowerCase()}`,
    title: `Theme: ${label.toLowerCase()}. Next: ${next[1].toLowerCase()}`,
    onClick: turn,
  }, h(Icon, { d }));
}
