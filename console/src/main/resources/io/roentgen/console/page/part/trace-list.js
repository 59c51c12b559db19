import { h } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { TraceRow } from "roentgen/part/trace-row.js";

/** Rows drawn beyond either end of what is seen. */
const BEYOND = 12;

const CARDS = "(max-width: 1000px)";

/** Height of a row in pixels; view/traces.css has the same two. */
const ROW = 40;
const CARD = 94;

/**
 * The list of traces. Only rows in sight are in the document, so that the ten thousandth is as quick as the first.
 * Arrows go from row to row, and one row at a time is on the way of Tab.
 *
 * @param {{pages: Object, marked: ?string, link: function(string): string, addTerm: function(string),
 *     onHold: function(boolean), begin: number, onFocus: function(number)}} props pages: of useTracePages; marked: id of a trace
 *     to point out; onHold: whether someone is about to use a row; begin: the row that is on the way of Tab at first, to be
 *     focused if it isn't the first; onFocus: which row is now
 */
export function TraceList({ pages, marked, link, addTerm, onHold, begin, onFocus }) {
  const { total, trace, need, arrived } = pages;
  const list = useRef(null);
  const cards = useMedia(CARDS);
  const height = cards ? CARD : ROW;
  const [[first, last], setWindow] = useState([0, 30]);
  const [focus, setFocus] = useState(begin);
  const wanted = useRef(false);
  const held = useRef({ focus: false, pointer: false });

  const measure = useCallback(() => {
    if (list.current) {
      const { top } = list.current.getBoundingClientRect();
      const from = Math.max(0, Math.floor(-top / height) - BEYOND);
      const to = Math.max(from, Math.ceil((innerHeight - top) / height) + BEYOND);
      setWindow((was) => (was[0] === from && was[1] === to ? was : [from, to]));
    }
  }, [height]);
  useLayoutEffect(measure);
  useEffect(() => {
    addEventListener("scroll", measure, { passive: true });
    addEventListener("resize", measure);
    return () => {
      removeEventListener("scroll", measure);
      removeEventListener("resize", measure);
    };
  }, [measure]);
  useEffect(() => {
    // Who flings past a thousand rows doesn't want their pages.
    const timer = setTimeout(() => need(first, last), trace(first) && trace(Math.min(last, total - 1)) ? 0 : 60);
    return () => clearTimeout(timer);
  }, [first, last, total, pages.shown]);
  useLayoutEffect(() => {
    if (wanted.current) {
      const row = list.current.querySelector(`[data-index="${focus}"]`);
      row?.scrollIntoView({ block: "nearest" });
      const target = row?.querySelector("a");
      // Until its page is here the list itself has the focus, so that keys go on working.
      (target ?? list.current).focus({ preventScroll: true });
      wanted.current = !target;
    }
  });

  useEffect(() => onFocus(focus), [focus]);
  useEffect(() => {
    if (begin > 0) {
      // After the shell has focused the view.
      const timer = setTimeout(
        () => list.current.querySelector(`[data-index="${begin}"] a`)?.focus({ preventScroll: true }),
        50,
      );
      return () => clearTimeout(timer);
    }
    return undefined;
  }, []);

  const hold = (what, value) => {
    held.current[what] = value;
    onHold(held.current.focus || held.current.pointer);
  };
  const current = Math.min(focus, Math.max(0, total - 1));
  const onKeyDown = (event) => {
    const page = Math.max(1, Math.floor((innerHeight - 160) / height));
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -total, End: total }[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    const next = Math.min(Math.max(current + step, 0), total - 1);
    if (trace(next) === null) {
      need(next - page, next + page);
    }
    wanted.current = true;
    setFocus(next);
  };
  const places = [];
  for (let index = first; index <= Math.min(last, total - 1); index++) {
    places.push(index);
  }
  // The focused row stays in the document wherever one scrolls, or its focus would be lost.
  if (total > 0 && (current < first || current > last)) {
    places.push(current);
  }
  const slowest = pages.shown?.stats.max ?? 0;
  return h(
    "ol",
    {
      class: "row-list",
      ref: list,
      style: { height: total * height + "px" },
      tabIndex: -1,
      "aria-label": "Traces",
      onKeyDown,
      onFocusIn: (event) => {
        const row = event.target.closest("[data-index]");
        row && setFocus(Number(row.dataset.index));
        hold("focus", true);
      },
      onFocusOut: (event) => !event.currentTarget.contains(event.relatedTarget) && hold("focus", false),
      onPointerEnter: (event) => event.pointerType === "mouse" && hold("pointer", true),
      onPointerLeave: () => hold("pointer", false),
    },
    places.map((index) => {
      const one = trace(index);
      return h(TraceRow, {
        key: one ? one.id : "place-" + index,
        trace: one,
        index,
        total,
        slowest,
        top: index * height,
        focused: index === current,
        marked: Boolean(one) && one.id === marked,
        fresh: Boolean(one) && arrived.has(one.id),
        href: one ? link(one.id) : "",
        addTerm,
      });
    }),
  );
}

function useMedia(query) {
  const [matches, set] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const changed = () => set(media.matches);
    media.addEventListener("change", changed);
    return () => media.removeEventListener("change", changed);
  }, [query]);
  return matches;
}
