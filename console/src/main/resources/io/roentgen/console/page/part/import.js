import { h } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { send } from "roentgen/api.js";
import { plural } from "roentgen/part/format.js";

/**
 * Imports a file of JSON lines: by a button, or dropped anywhere on the page.
 * @param {{announce: function(string), onDone: function()}} props
 */
export function Import({ announce, onDone }) {
  const [state, set] = useState(null);
  const [over, setOver] = useState(false);
  const input = useRef(null);
  const take = async (files) => {
    const results = [];
    for (const file of files) {
      set({ text: `Reading ${file.name}…` });
      try {
        results.push(await send("POST", "/api/import", await file.text()));
      } catch (error) {
        set({ text: `${file.name}: ${error.message}`, bad: true });
        return;
      }
    }
    if (results.length > 0) {
      const text = tell(results);
      set(text);
      announce(text.text);
      onDone && onDone();
    }
  };
  useEffect(() => {
    const isFile = (event) => [...event.dataTransfer.types].includes("Files");
    const dragged = (event) => {
      if (isFile(event)) {
        event.preventDefault();
        setOver(true);
      }
    };
    const left = (event) => event.relatedTarget === null && setOver(false);
    const dropped = (event) => {
      if (isFile(event)) {
        event.preventDefault();
        setOver(false);
        take([...event.dataTransfer.files]);
      }
    };
    document.addEventListener("dragover", dragged);
    document.addEventListener("dragleave", left);
    document.addEventListener("drop", dropped);
    return () => {
      document.removeEventListener("dragover", dragged);
      document.removeEventListener("dragleave", left);
      document.removeEventListener("drop", dropped);
    };
  }, []);
  return h("div", { class: "import" + (over ? " is-over" : "") },
    h("input", {
      ref: input, type: "file", multiple: true, hidden: true, accept: ".jsonl,.json,.ndjson,.txt,.log,application/json,text/plain",
      onChange: (event) => {
        take([...event.target.files]);
        event.target.value = "";
      },
    }),
    h("button", { class: "button", onClick: () => input.current.click() }, "Import a file…"),
    h("span", { class: "muted" }, "or drop it on the page: one segment document a line, as the agent's file emitter writes them or a trace's page saves them."),
    state && h("p", { class: state.bad ? "wrong" : null, role: "status" }, state.text,
      state.reasons && state.reasons.map((each) => h("span", { class: "import-reason", key: each.reason }, `${each.count} × ${each.reason}`))));
}

function tell(results) {
  const sum = (key) => results.reduce((total, one) => total + one[key], 0);
  const parts = [plural(sum("documents"), "document") + " imported"];
  if (sum("duplicates")) {
    parts.push(plural(sum("duplicates"), "duplicate"));
  }
  if (sum("bad")) {
    parts.push(plural(sum("bad"), "line") + " refused");
  }
  return { text: parts.join(", ") + ".", bad: sum("bad") > 0 && sum("documents") === 0, reasons: results.flatMap((one) => one.reasons || []) };
}
