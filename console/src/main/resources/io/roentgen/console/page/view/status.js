import { h } from "preact";
import { useRef, useState } from "preact/hooks";
import { send, useApi } from "roentgen/api.js";
import { Command } from "roentgen/part/copy.js";
import { commands } from "roentgen/part/connect.js";
import { ago, bytes, dateTime, duration, plural, share, whole } from "roentgen/part/format.js";
import { Import } from "roentgen/part/import.js";

/** How the console is: where it listens, what arrived, what it refused, how full it is. */
export default function Status({ announce }) {
  const { data: status, error, refresh } = useApi("/api/status", null, { every: 2 });
  if (!status) {
    return h("div", { class: "page" }, h("h1", null, "Status"), !error && h("p", { class: "loading" }, "Loading…"));
  }
  const { store, received } = status;
  return h("div", { class: "page status-view" },
    h("header", { class: "page-head" },
      h("h1", null, "Status"),
      h("p", { class: "muted" }, `Roentgen ${status.version ?? ""}`, status.embedded ? ", inside the application" : "", ` · up ${duration(Math.max(Math.round(status.now - status.started), 1))}`)),
    h("div", { class: "status-grid" },
      h("section", { class: "panel" },
        h("h2", null, "Received"),
        h("dl", { class: "big-figures" },
          h(Big, { name: "Datagrams", value: received.datagrams }),
          h(Big, { name: "Documents", value: received.documents }),
          h(Big, { name: "Refused", value: received.bad, bad: received.bad > 0 })),
        h("dl", { class: "pairs" },
          h(Pair, { name: "Last one" }, received.lastAt ? ago(received.lastAt, status.now) : "none yet"),
          h(Pair, { name: "Sent twice" }, whole(store.duplicates ?? received.duplicates ?? 0)),
          received.requests !== undefined && h(Pair, { name: "Requests by TCP" }, whole(received.requests)),
          received.dropped !== undefined && received.dropped !== null && h(Pair, { name: "Dropped by the system" },
            received.dropped > 0 ? h("span", { class: "wrong" }, whole(received.dropped), " (came faster than they were read)") : "0"))),
      h("section", { class: "panel" },
        h("h2", null, "Store"),
        h(Bound, { name: "Traces", value: store.traces, most: store.maxTraces, text: whole }),
        h(Bound, { name: "Memory", value: store.bytes, most: store.maxBytes, text: bytes }),
        h("dl", { class: "pairs" },
          h(Pair, { name: "Documents" }, whole(store.documents)),
          h(Pair, { name: "Kept for" }, duration(store.maxAge)),
          h(Pair, { name: "Gone, the oldest first" }, whole(store.evicted)),
          h(Pair, { name: "File" }, store.file
            ? [h("code", { key: "file", class: "path" }, store.file), ` (${bytes(store.fileBytes)})`]
            : "none: they are gone when the console ends")),
        store.fileFailure && h("p", { class: "banner is-fault", role: "alert" }, "The file is no longer written: " + store.fileFailure)),
      h(Addresses, { status })),
    h(Refused, { received, now: status.now }),
    h("section", { class: "panel" },
      h("h2", null, "Import and clear"),
      h(Import, { announce, onDone: refresh }),
      h(Clear, { store, refresh, announce })));
}

function Addresses({ status }) {
  const { java, others } = commands(status);
  return h("section", { class: "panel is-wide" },
    h("h2", null, "Addresses"),
    h("dl", { class: "pairs" },
      h(Pair, { name: "This page" }, h("code", null, status.address)),
      h(Pair, { name: "Segments, by UDP" }, status.udp ? h("code", null, status.udp) : "does not listen"),
      h(Pair, { name: "Sampling rules, by TCP" }, status.tcp ? h("code", null, status.tcp) : "does not listen")),
    !status.embedded && [
      h("p", { class: "muted", key: "say" }, "To be seen here:"),
      h(Command, { key: "java", text: java }),
      h(Command, { key: "others", text: others }),
    ]);
}

function Refused({ received, now }) {
  if (received.reasons.length === 0) {
    return null;
  }
  return h("section", { class: "panel" },
    h("h2", null, "Refused, by reason"),
    h("div", { class: "table-scroll", role: "region", "aria-label": "Refused, by reason", tabIndex: 0 }, h("table", null,
      h("thead", null, h("tr", null,
        h("th", { scope: "col" }, "Reason"), h("th", { scope: "col", class: "number" }, "Count"),
        h("th", { scope: "col" }, "Last"), h("th", { scope: "col" }, "From"))),
      h("tbody", null, received.reasons.map((each) => h("tr", { key: each.reason },
        h("td", { class: "reason" }, each.reason), h("td", { class: "number" }, whole(each.count)),
        h("td", { title: dateTime(each.lastAt) }, ago(each.lastAt, now)), h("td", null, h("code", null, each.from ?? "–"))))))));
}

function Big({ name, value, bad }) {
  return h("div", null, h("dt", null, name), h("dd", { class: bad ? "wrong" : null }, whole(value)));
}

function Pair({ name, children }) {
  return h("div", null, h("dt", null, name), h("dd", null, children));
}

/** How much of a bound is used. */
function Bound({ name, value, most, text }) {
  const part = most > 0 ? Math.min(value / most, 1) : 0;
  return h("div", { class: "bound" },
    h("div", { class: "bound-text" },
      h("span", null, name), h("span", null, h("b", null, text(value)), h("span", { class: "muted" }, ` of ${text(most)}, ${share(value, most)}`))),
    h("div", {
      class: "bound-bar" + (part > 0.9 ? " is-full" : ""), role: "meter", "aria-label": name,
      "aria-valuemin": 0, "aria-valuemax": most, "aria-valuenow": value, "aria-valuetext": `${text(value)} of ${text(most)}`,
    }, h("span", { style: { width: `${Math.max(part * 100, value > 0 ? 0.6 : 0)}%` } })));
}

/** Removes all traces; asks first. */
function Clear({ store, refresh, announce }) {
  const dialog = useRef(null);
  const [failed, setFailed] = useState(null);
  const clear = async () => {
    dialog.current.close();
    try {
      await send("POST", "/api/clear");
      setFailed(null);
      announce("All traces were removed");
      refresh();
    } catch (error) {
      setFailed(error.message);
    }
  };
  return h("div", { class: "clear" },
    h("button", { class: "button is-danger", disabled: store.traces === 0, onClick: () => dialog.current.showModal() }, "Remove all traces…"),
    failed && h("p", { class: "wrong", role: "alert" }, failed),
    h("dialog", { ref: dialog, class: "dialog", "aria-labelledby": "clear-title" },
      h("div", { class: "dialog-body" },
        h("h2", { id: "clear-title" }, `Remove ${plural(store.traces, "trace")}?`),
        h("p", null, store.file ? "They go from memory and from the file." : "They go for good.", " What arrives afterwards is kept."),
        h("div", { class: "buttons" },
          h("button", { class: "button is-danger", onClick: clear }, "Remove them"),
          h("button", { class: "button is-quiet", autofocus: true, onClick: () => dialog.current.close() }, "Keep them")))));
}
