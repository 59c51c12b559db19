import { h, render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { dateTime } from "roentgen/part/format.js";
import { Copy } from "roentgen/trace/copy.js";
import { Trace } from "roentgen/trace/trace.js";

/** What the file was written with: {version, at, trace}. */
const exported = JSON.parse(document.getElementById("exported").textContent);

function Exported() {
  const [place, setPlace] = useState(read);
  useEffect(() => {
    const changed = () => setPlace(read());
    addEventListener("hashchange", changed);
    document.addEventListener("keydown", pressed);
    return () => {
      removeEventListener("hashchange", changed);
      document.removeEventListener("keydown", pressed);
    };
  }, []);
  const { trace, at, version } = exported;
  const tab = (label, show) => h("a", {
    class: "button", href: "#show=" + show, "aria-current": place.show === show ? "true" : null,
  }, label);
  return h(Trace, {
    trace, row: place.row, documents: place.show === "documents",
    onRow: (key, replace) => {
      const hash = "#" + (key === null ? "" : "row=" + encodeURIComponent(key));
      replace ? location.replace(hash) : location.assign(hash);
    },
    actions: h("nav", { class: "trace-actions", "aria-label": "This trace" },
      h("div", { class: "segmented" }, tab("Timeline", "timeline"), tab("Documents", "documents")),
      h("code", { class: "trace-id" }, trace.id),
      h(Copy, { text: trace.id, label: "Copy id" }),
      h("span", { class: "trace-export" }, `Exported ${dateTime(at)} by Roentgen ${version}`)),
  });
}

function read() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  return { row: parameters.get("row"), show: parameters.get("show") || "timeline" };
}

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.key === "Escape") {
    const closers = document.querySelectorAll("[data-close]");
    if (event.target instanceof HTMLInputElement) {
      event.target.blur();
    } else if (closers.length > 0) {
      closers[closers.length - 1].click();
    }
  } else if (event.key === "/" && !(event.target instanceof HTMLInputElement)) {
    event.preventDefault();
    document.querySelector("[data-key=filter]").focus();
  }
}

render(h(Exported), document.getElementById("app"));
