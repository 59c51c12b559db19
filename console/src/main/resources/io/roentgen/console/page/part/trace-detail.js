import { h } from "preact";
import { useEffect, useState } from "preact/hooks";
import { get } from "roentgen/api.js";
import { Request } from "roentgen/part/trace-row.js";

/** What the hover text says of a trace: from the pages at hand, else asked for once the pointer rests. */
export function useDetail(id, pages, filter) {
  const [asked, setAsked] = useState(null);
  const known =
    id &&
    (pages.latest?.traces.find((trace) => trace.id === id) ?? pages.shown?.traces.find((trace) => trace.id === id));
  useEffect(() => {
    const point = id && !known && pages.latest?.points.find((each) => each[3] === id);
    if (!point) {
      return undefined;
    }
    const abort = new AbortController();
    const timer = setTimeout(
      () =>
        get("/api/traces", { start: point[0] - 0.001, end: point[0] + 0.001, filter, limit: 50 }, abort.signal).then(
          (answer) => setAsked(answer.traces.find((trace) => trace.id === id) ?? null),
          () => {},
        ),
      120,
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [id, known]);
  return (wanted) => {
    const trace = wanted === id && known ? known : asked?.id === wanted ? asked : null;
    return trace && h("span", { class: "scatter-detail" }, h(Request, { trace }));
  };
}
