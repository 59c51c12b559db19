import { h } from "preact";
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { Details } from "roentgen/trace/details.js";
import { Documents } from "roentgen/trace/documents.js";
import { Head } from "roentgen/trace/head.js";
import { Costs } from "roentgen/trace/legend.js";
import { MapStrip } from "roentgen/trace/map-strip.js";
import { modelOf } from "roentgen/trace/model.js";
import { around } from "roentgen/trace/scale.js";
import { Timeline } from "roentgen/trace/timeline.js";
import { useTimeline } from "roentgen/trace/use-timeline.js";

/**
 * One trace, wherever it comes from: the console or an exported file.
 * @param {Object} props
 * @param {Object} props.trace what /api/trace/ID answers
 * @param {?string} props.row key of the row whose details are open
 * @param {function(?string, boolean)} props.onRow another row, or none; true if it takes the present one's place
 * @param {boolean} props.documents whether the documents are shown instead of the timeline
 * @param {?function} props.filter a component {term} that leads to the traces of which a condition holds
 * @param {?function(string, ?string)} props.toTrace another trace and a row of it, as a href
 * @param {*} props.actions what can be done with the trace, below its figures
 */
export function Trace({ trace, row, onRow, documents, filter, toTrace, actions }) {
  const model = useMemo(() => modelOf(trace), [trace]);
  const chosen = row ? model.byKey.get(row) || null : null;
  const timeline = useTimeline(model, chosen ? chosen.key : null, onRow);
  const [node, setNode] = useState(null);
  const close = () => onRow(null);
  const chooseNode = useCallback((id) => setNode((was) => (was === id ? null : id)), []);
  useEffect(() => {
    const first = node !== null && model.rows.find((one) => one.node === node);
    if (first) {
      timeline.reveal(first);
    }
  }, [node]);
  const open = (one) => {
    timeline.reveal(one);
    onRow(one.key, chosen !== null);
  };
  return h("div", { class: "trace" + (chosen && !documents ? " has-details" : "") },
    h(Head, { model, toTrace }, actions),
    documents ? h(Documents, { model }) : [
      h(MapStrip, { key: "map", map: trace.map, node, onNode: chooseNode }),
      h(Costs, { key: "costs", model, onRow: open }),
      h("div", { class: "trace-body", key: "body" },
        h(Timeline, { model, timeline, selected: chosen ? chosen.key : null, node, onClose: close }),
        chosen && h(Details, {
          model, row: chosen, filter, toTrace, onClose: close, onRow: open, onZoom: (one) => timeline.zoomTo(around(one)),
        })),
    ]);
}
