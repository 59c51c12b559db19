import { h } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { bytes, plural } from "roentgen/part/format.js";
import { Copy } from "roentgen/trace/copy.js";
import { marked } from "roentgen/trace/find.js";
import { pretty } from "roentgen/trace/json.js";
import { text } from "roentgen/trace/model.js";

/** Lines that are laid out, and marked, together. */
const CHUNK = 100;
/** Longer lines are shown cut; the copy has all. */
const LINE = 2000;

/** The documents as they were sent, indented, to be searched and copied. */
export function Documents({ model }) {
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef(null);
  const documents = useMemo(() => model.documents.map((document) => {
    const whole = pretty(document);
    return { document, size: new TextEncoder().encode(whole).length, lines: whole.split("\n") };
  }), [model]);
  const finds = useMemo(() => findAll(documents, query), [documents, query]);
  useEffect(() => setAt(0), [finds]);
  useEffect(() => {
    const found = finds[at] && list.current.querySelector(`[data-line="${finds[at].document}-${finds[at].line}"]`);
    found && found.scrollIntoView({ block: "center" });
  }, [finds, at]);
  const step = (by) => finds.length > 0 && setAt((at + by + finds.length) % finds.length);
  const key = (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
    }
  };
  return h("section", { class: "documents", "aria-label": "Documents" },
    h("div", { class: "tl-tools documents-tools" },
      h("div", { class: "tl-search", role: "search" },
        h("input", {
          type: "search", "data-key": "filter", value: query, placeholder: "Search the documents", "aria-label": "Search the documents",
          spellcheck: false, autocomplete: "off", onInput: (event) => setQuery(event.target.value), onKeyDown: key,
        }),
        query.trim() && h("span", { class: "tl-count" + (finds.length === 0 ? " wrong" : ""), role: "status" },
          finds.length === 0 ? "nothing" : `${at + 1} of ${finds.length} lines`),
        finds.length > 1 && h("button", { class: "button is-small", onClick: () => step(-1) }, "Previous"),
        finds.length > 1 && h("button", { class: "button is-small", onClick: () => step(1) }, "Next")),
      h(Copy, {
        quiet: false, label: "Copy all as JSON lines",
        text: () => model.documents.map((document) => JSON.stringify(document) + "\n").join(""),
      })),
    h("div", { ref: list, class: "documents-list" }, documents.map(({ document, size, lines }, i) => h("article", { key: i, class: "document" },
      h("header", null,
        h("h2", { class: "cut" }, text(document && document.name).slice(0, 200) || "(no name)"),
        h("span", { class: "muted" }, plural(lines.length, "line") + ", " + bytes(size)),
        h(Copy, { text: () => pretty(document) })),
      chunks(lines).map((from) => h(Chunk, { key: from, lines, from, document: i, query: query.trim().toLowerCase(), find: finds[at] }))))));
}

/** Some lines: one text, or a span a line if something was found in them. */
function Chunk({ lines, from, document, query, find }) {
  const shown = lines.slice(from, from + CHUNK).map((line) => (line.length > LINE ? line.slice(0, LINE) + "…" : line));
  const finds = query && lines.slice(from, from + CHUNK).some((line) => line.toLowerCase().includes(query));
  return h("pre", { class: "document-lines", style: { containIntrinsicSize: `auto ${shown.length * 19}px` } },
    finds ? shown.map((line, i) => h("span", {
      key: i, "data-line": document + "-" + (from + i), class: find && find.document === document && find.line === from + i ? "is-current" : null,
    }, marked(line, query))) : shown.join("\n"));
}

function chunks(lines) {
  return Array.from({ length: Math.ceil(lines.length / CHUNK) }, (_, i) => i * CHUNK);
}

function findAll(documents, query) {
  const wanted = query.trim().toLowerCase();
  const finds = [];
  if (wanted) {
    documents.forEach(({ lines }, document) => lines.forEach((line, i) => {
      if (line.toLowerCase().includes(wanted)) {
        finds.push({ document, line: i });
      }
    }));
  }
  return finds;
}
