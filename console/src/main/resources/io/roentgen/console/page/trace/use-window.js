import { useEffect, useLayoutEffect, useState } from "preact/hooks";

/** Rows drawn beyond both edges, so that scrolling finds them there. */
const BEYOND = 12;
/** They come and go so many at a time. */
const STEP = 4;

/**
 * Which rows of a long list are near the window, whatever scrolls.
 * @param {Object} ref to the element that is as high as all rows
 * @param {number} height of one row, in px
 * @returns {number[]} first, and the one after the last
 */
export function useWindow(ref, count, height) {
  const [span, set] = useState([0, Math.min(count, 60)]);
  useLayoutEffect(() => {
    let frame = 0;
    const measure = () => {
      frame = 0;
      if (!ref.current) {
        return;
      }
      const top = ref.current.getBoundingClientRect().top;
      const first = Math.max(0, Math.floor((-top / height - BEYOND) / STEP) * STEP);
      const last = Math.min(count, Math.ceil(((innerHeight - top) / height + BEYOND) / STEP) * STEP);
      set((was) => (was[0] === first && was[1] === last ? was : [first, Math.max(first, last)]));
    };
    const later = () => {
      frame = frame || requestAnimationFrame(measure);
    };
    measure();
    document.addEventListener("scroll", later, { capture: true, passive: true });
    addEventListener("resize", later);
    const watch = new ResizeObserver(later);
    watch.observe(document.body);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener("scroll", later, { capture: true });
      removeEventListener("resize", later);
      watch.disconnect();
    };
  }, [count, height]);
  return span;
}

/** Whether a media query holds, renewed as it changes. */
export function useMedia(query) {
  const [holds, set] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const changed = () => set(media.matches);
    changed();
    media.addEventListener("change", changed);
    return () => media.removeEventListener("change", changed);
  }, [query]);
  return holds;
}
