import { h } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { isField } from "roentgen/part/keys.js";
import { plural } from "roentgen/part/format.js";

/**
 * Finds nodes by a part of their name or type: they are marked while one types, Enter goes to the first, again to the next.
 * @param {{nodes: Object[], onFound: function(?Set<string>), onGo: function(string), announce: function(string)}} props
 */
export function Find({ nodes, onFound, onGo, announce }) {
  const [text, setText] = useState("");
  const next = useRef(0);
  const input = useRef(null);
  const hits = text.trim() ? nodes.filter((node) => matches(node, text.trim().toLowerCase())) : null;
  useEffect(() => {
    next.current = 0;
    onFound(hits && new Set(hits.map((node) => node.id)));
  }, [text]);
  useEffect(() => {
    const pressed = (event) => {
      if (event.key === "f" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented && !isField(event.target)) {
        event.preventDefault();
        input.current.focus();
      }
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
  const submit = (event) => {
    event.preventDefault();
    if (hits && hits.length > 0) {
      onGo(hits[next.current++ % hits.length].id);
    }
    hits && announce(plural(hits.length, "node") + " found");
  };
  return h("form", { class: "map-find", role: "search", "aria-label": "Nodes of the map", onSubmit: submit },
    h("input", {
      ref: input,
      type: "search",
      "aria-label": "Find a node by name",
      placeholder: "Find a node",
      title: "Find a node (f)",
      value: text,
      onInput: (event) => setText(event.target.value),
    }),
    hits && h("span", { class: "map-find-hits" }, hits.length === 0 ? "none" : String(hits.length)));
}

function matches(node, text) {
  return node.name.toLowerCase().includes(text) || (node.type || "").toLowerCase().includes(text);
}
