import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

const LEAST = 0.12;
const MOST = 2.5;
const COMFORT = 1.35;

/**
 * Moves and scales a drawing in an SVG: wheel, drag, pinch, and the functions returned. It fits itself whenever the
 * content's or the window's size changes, until somebody moves it by hand.
 * @param {{width: number, height: number}} content size of the drawing
 * @param {{left, top, right, bottom, bottomShare, least}} margins of the window kept free by fit, in pixels and as a share
 *     of its height; `least`: the scale not gone below by itself, where reading matters more than the whole
 * @param {string} version of the content: another one is fitted
 * @returns {{svg, view: {x, y, k}, moved: boolean, smooth: boolean, fit, zoom, pan, reveal}}
 */
export function usePanZoom(content, margins, version) {
  const svg = useRef(null);
  const [view, setView] = useState({ x: 0, y: 0, k: 1 });
  const [smooth, setSmooth] = useState(false);
  const byHand = useRef(false);
  const now = useRef(null);
  now.current = { content, margins };

  const fit = useCallback((soft = true, whole = true) => {
    const { content: size, margins: free } = now.current;
    const box = svg.current.getBoundingClientRect();
    const width = box.width - free.left - free.right;
    const height = box.height * (1 - free.bottomShare) - free.top - free.bottom;
    if (!size.width || width <= 0 || height <= 0) {
      return;
    }
    byHand.current = false;
    const k = Math.max(Math.min(width / size.width, height / size.height, COMFORT), whole ? LEAST : free.least);
    setSmooth(soft);
    setView({
      k,
      x: free.left + Math.max((width - size.width * k) / 2, 0),
      y: free.top + (height - size.height * k) / 2,
    });
  }, []);

  const zoom = useCallback((factor, at) => {
    const box = svg.current.getBoundingClientRect();
    const x = at ? at.x - box.left : box.width / 2;
    const y = at ? at.y - box.top : box.height / 2;
    byHand.current = true;
    setSmooth(!at);
    setView((was) => {
      const k = Math.max(Math.min(was.k * factor, MOST), LEAST);
      return { k, x: x - ((x - was.x) * k) / was.k, y: y - ((y - was.y) * k) / was.k };
    });
  }, []);

  const pan = useCallback((dx, dy, soft = false) => {
    byHand.current = true;
    setSmooth(soft);
    setView((was) => ({ ...was, x: was.x + dx, y: was.y + dy }));
  }, []);

  /** Moves as little as needed to show a place with some room around it. */
  const reveal = useCallback((place, room = 90) => {
    const { margins: free } = now.current;
    const box = svg.current.getBoundingClientRect();
    setSmooth(true);
    setView((at) => {
      const r = Math.min(room * at.k, 110);
      const x = place.x * at.k + at.x;
      const y = place.y * at.k + at.y;
      const dx = inside(x, free.left + r, box.width - free.right - r);
      const dy = inside(y, free.top + r, box.height * (1 - free.bottomShare) - free.bottom - r);
      return dx === 0 && dy === 0 ? at : { ...at, x: at.x + dx, y: at.y + dy };
    });
  }, []);

  useLayoutEffect(() => fit(false, false), [version]);
  useEffect(() => {
    if (!byHand.current) {
      fit(true, false);
    }
  }, [margins]);
  useEffect(() => {
    const watch = new ResizeObserver(() => byHand.current || fit(false, false));
    watch.observe(svg.current);
    return () => watch.disconnect();
  }, [fit]);
  useGestures(svg, zoom, pan);
  return { svg, view, smooth, fit, zoom, pan, reveal };
}

function inside(value, low, high) {
  return high < low ? (low + high) / 2 - value : value < low ? low - value : value > high ? high - value : 0;
}

/** One pointer drags, two pinch; a press that hardly moves stays a click. */
function useGestures(svg, zoom, pan) {
  useEffect(() => {
    const target = svg.current;
    const pointers = new Map();
    let dragged = 0;
    const wheel = (event) => {
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 16 : 1;
      const step = Math.max(Math.min(event.deltaY * lines, 120), -120);
      zoom(Math.exp(-step * (event.ctrlKey ? 0.01 : 0.0018)), { x: event.clientX, y: event.clientY });
    };
    const down = (event) => {
      if (event.button !== 0) {
        return;
      }
      pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      dragged = pointers.size > 1 ? 99 : 0;
    };
    const move = (event) => {
      const was = pointers.get(event.pointerId);
      if (!was) {
        return;
      }
      const is = { x: event.clientX, y: event.clientY };
      dragged += Math.abs(is.x - was.x) + Math.abs(is.y - was.y);
      const other = [...pointers].find(([id]) => id !== event.pointerId);
      pointers.set(event.pointerId, is);
      if (other) {
        const [, o] = other;
        const factor = Math.hypot(is.x - o.x, is.y - o.y) / Math.max(Math.hypot(was.x - o.x, was.y - o.y), 1);
        zoom(factor, { x: (is.x + o.x) / 2, y: (is.y + o.y) / 2 });
        pan((is.x - was.x) / 2, (is.y - was.y) / 2);
      } else if (dragged > 4) {
        target.classList.add("is-dragged");
        pan(is.x - was.x, is.y - was.y);
      }
    };
    const up = (event) => {
      pointers.delete(event.pointerId);
      if (pointers.size === 0) {
        target.classList.remove("is-dragged");
      }
    };
    const click = (event) => {
      if (dragged > 4) {
        event.stopPropagation();
        dragged = 0;
      }
    };
    target.addEventListener("wheel", wheel, { passive: false });
    target.addEventListener("pointerdown", down);
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", up);
    target.addEventListener("click", click, true);
    return () => {
      target.removeEventListener("wheel", wheel);
      target.removeEventListener("pointerdown", down);
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", up);
      removeEventListener("pointercancel", up);
      target.removeEventListener("click", click, true);
    };
  }, [svg, zoom, pan]);
}
