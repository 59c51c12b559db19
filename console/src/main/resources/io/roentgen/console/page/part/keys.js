import { useEffect, useRef } from "preact/hooks";

/** The keys of every view, as the dialog shows them. Views may tell their own in VIEW_KEYS. */
export const KEYS = [
  [["/"], "go to the filter"],
  [["?"], "show these keys"],
  [["g", "m"], "map"],
  [["g", "t"], "traces"],
  [["g", "c"], "compare two time ranges"],
  [["g", "a"], "sampling rules"],
  [["g", "s"], "status"],
  [["Esc"], "close what is open, leave a field"],
];

/** What keys do within a view. */
export const VIEW_KEYS = [
  ["Map", [
    [["←", "→", "↑", "↓"], "to the node there; with Shift, or outside the nodes: move the map"],
    [["Enter"], "open the node's figures"],
    [["+", "−", "0"], "closer, farther, everything"],
    [["f"], "find a node by its name"],
  ]],
  ["Lists and timelines", [
    [["↑", "↓"], "row by row"],
    [["Enter"], "open"],
  ]],
  ["One trace", [
    [["←", "→"], "collapse or go up, expand or go down"],
    [["Home", "End"], "first and last row"],
    [["*", "-"], "expand or collapse all beside it"],
    [["n", "N"], "next and previous find of the search"],
    [["z", "0"], "zoom to the row, show the whole trace"],
  ]],
  ["Charts", [
    [["←", "→"], "bar by bar"],
    [["Shift", "→"], "select a range"],
    [["Enter"], "filter by what is selected"],
  ]],
];

const VIEWS = { m: "map", t: "traces", c: "compare", a: "sampling", s: "status" };

/** Whether keys typed there are text. */
export function isField(element) {
  return element instanceof Element && element.matches("input:not([type=checkbox],[type=radio],[type=button]), textarea, select, [contenteditable]");
}

/** Listens to the keys of every view. `g` waits for its second key a second and a half. */
export function useKeys({ navigate, showKeys }) {
  const went = useRef(0);
  useEffect(() => {
    const pressed = (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (event.key === "Escape") {
        escape(event);
        return;
      }
      if (isField(event.target) || document.querySelector("dialog[open]")) {
        return;
      }
      const afterG = event.timeStamp - went.current < 1500;
      went.current = 0;
      if (afterG && VIEWS[event.key]) {
        event.preventDefault();
        navigate({ view: VIEWS[event.key] });
      } else if (event.key === "g") {
        went.current = event.timeStamp;
      } else if (event.key === "/") {
        const filter = document.querySelector("[data-key=filter]");
        if (filter) {
          event.preventDefault();
          filter.focus();
        }
      } else if (event.key === "?") {
        event.preventDefault();
        showKeys(true);
      }
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [navigate, showKeys]);
}

function escape(event) {
  if (isField(event.target)) {
    event.target.blur();
    return;
  }
  const closers = document.querySelectorAll("[data-close]");
  if (closers.length > 0) {
    closers[closers.length - 1].click();
  }
}
