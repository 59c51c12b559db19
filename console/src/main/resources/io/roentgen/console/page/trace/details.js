import { h } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { quote } from "roentgen/part/expression.js";
import { Flags } from "roentgen/part/flags.js";
import { dateTime, duration, typeName } from "roentgen/part/format.js";
import { Copy, Long } from "roentgen/trace/copy.js";
import { Exceptions, chainOf } from "roentgen/trace/exceptions.js";
import { JsonTree, RawJson } from "roentgen/trace/json.js";
import { entityOf, gapOf, object, text } from "roentgen/trace/model.js";
import { Annotations, Aws, Facts, Http, Sql, Times } from "roentgen/trace/sections.js";

/**
 * Everything that is known of one row, beside the timeline or below it.
 * @param {{filter: ?function, toTrace: ?function}} props `filter`: a component {term} that leads to the traces of
 *     which a condition holds; `toTrace`: (id, row) as a href
 */
export function Details({ model, row, onClose, onRow, onZoom, filter, toTrace }) {
  const panel = useRef(null);
  useEffect(() => {
    panel.current.scrollTop = 0;
  }, [row.key]);
  const entity = entityOf(model, row);
  const { subsegments, ...own } = entity;
  return h("aside", { ref: panel, class: "details", style: { "--hue": model.hues.get(row.who) }, "aria-labelledby": "details-title", tabIndex: -1 },
    h("header", { class: "details-head" },
      h("div", { class: "details-title" },
        h("p", { class: "details-kind" }, row.segment ? "Segment" : row.call ? "Call" : "Local work",
          !row.segment && row.caller !== row.name && [" of ", h("span", null, row.caller.slice(0, 80))]),
        h("h2", { id: "details-title" }, h(Long, { text: row.name || "(no name)", cut: 160 })),
        row.summary && !object(entity.sql) && h("p", { class: "details-summary" }, h(Long, { text: row.summary, cut: 240 }))),
      h("button", { class: "button is-icon", "data-close": "", "aria-label": "Close details", title: "Close (Esc)", onClick: onClose },
        h("svg", { class: "icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, h("path", { d: "M4 4l8 8M12 4l-8 8" })))),
    h("p", { class: "details-figures" },
      h("strong", null, row.pending ? "in progress" : duration(row.seconds)),
      h(Flags, { flags: row.flags, pending: row.pending }),
      h("button", { class: "button is-small is-quiet", title: "Zoom to it (z)", onClick: () => onZoom(row) }, "Zoom to it")),
    h(Sections, { model, row, entity, own, onRow, filter, toTrace }));
}

function Sections({ model, row, entity, own, onRow, filter, toTrace }) {
  const block = (name) => {
    const value = object(entity[name]);
    return value && Object.keys(value).length > 0 ? value : null;
  };
  const exceptions = chainOf(model, entity).length > 0;
  const [sql, http, aws, annotations, metadata, service] = ["sql", "http", "aws", "annotations", "metadata", "service"].map(block);
  const links = (Array.isArray(entity.links) ? entity.links : []).map(object).filter(Boolean);
  const node = row.node && ((model.trace.map && model.trace.map.nodes) || []).find((one) => one.id === row.node);
  return [
    exceptions && h(Section, { key: "exceptions", title: "Exception" }, h(Exceptions, { model, row, entity, onRow })),
    sql && h(Section, { key: "sql", title: "SQL" }, h(Sql, { sql })),
    http && h(Section, { key: "http", title: "HTTP" }, h(Http, { http, filter })),
    aws && h(Section, { key: "aws", title: row.segment ? "Runs on" : "AWS" }, h(Aws, { aws })),
    annotations && h(Section, { key: "annotations", title: "Annotations" }, h(Annotations, { annotations, filter })),
    metadata && h(Section, { key: "metadata", title: "Metadata" }, Object.entries(metadata).map(([space, value]) =>
      h("div", { class: "space", key: space }, h("h4", { class: "cut" }, space.slice(0, 200)), h(JsonTree, { value, label: space.slice(0, 100) })))),
    links.length > 0 && h(Section, { key: "links", title: "Links to other traces" }, h(Links, { links, toTrace })),
    h(Section, { key: "overview", title: "Overview" },
      h(Times, { row, gap: gapOf(row) }),
      h(Facts, { facts: [
        ["started", dateTime(model.trace.start + row.start, true)],
        ["user", entity.user, filter && typeof entity.user === "string" && h(filter, { term: "user = " + quote(entity.user), key: "filter" })],
        ["node", node ? text(node.name).slice(0, 200) + " (" + typeName(text(node.type)) + ")" : null],
        ["origin", entity.origin],
        ["namespace", entity.namespace],
        ...(service ? Object.entries(service).map(([key, value]) => [key.replace(/_/g, " "), value]) : []),
        ["id", h("span", { class: "mono" }, text(entity.id).slice(0, 80)), h(Copy, { text: text(entity.id), key: "copy" })],
        ["parent", parentOf(model, row, entity, onRow)],
        ["below", row.below > 0 ? row.below : null],
      ] })),
    h(Section, { key: "raw", title: "Raw", closed: true }, h(RawJson, { value: own })),
  ];
}

function Links({ links, toTrace }) {
  return h("ul", { class: "links" }, links.slice(0, 100).map((link, i) => {
    const [id, row] = [text(link.trace_id).slice(0, 100), text(link.id).slice(0, 40)];
    return h("li", { key: i }, toTrace ? h("a", { class: "mono", href: toTrace(id, row || null) }, id) : h("span", { class: "mono" }, id),
      object(link.attributes) && h(JsonTree, { value: link.attributes, label: "Attributes" }));
  }));
}

function parentOf(model, row, entity, onRow) {
  if (row.above) {
    return h("button", { class: "linklike", onClick: () => onRow(row.above) }, (row.above.name + " " + row.above.summary).slice(0, 120));
  }
  return entity.parent_id ? text(entity.parent_id).slice(0, 80) + " (has not arrived)" : null;
}

function Section({ title, closed = false, children }) {
  return h("details", { class: "section", open: !closed },
    h("summary", null, h("h3", null, title)),
    h("div", { class: "section-body" }, children));
}
