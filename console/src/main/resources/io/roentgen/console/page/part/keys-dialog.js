import { h } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { KEYS, VIEW_KEYS } from "roentgen/part/keys.js";

/** The keys, over the page. */
export function KeysDialog({ close }) {
  const dialog = useRef(null);
  useEffect(() => dialog.current.showModal(), []);
  return h("dialog", {
    ref: dialog,
    class: "dialog keys-dialog",
    "aria-labelledby": "keys-title",
    onClose: close,
    onClick: (event) => event.target === dialog.current && dialog.current.close(),
  },
  h("div", { class: "dialog-body" },
    h("header", { class: "dialog-head" },
      h("h2", { id: "keys-title" }, "Keys"),
      h("button", { class: "button is-quiet", onClick: () => dialog.current.close() }, "Close")),
    h(Keys, { title: "Everywhere", keys: KEYS }),
    VIEW_KEYS.map(([title, keys]) => h(Keys, { title, keys, key: title }))));
}

function Keys({ title, keys }) {
  return h("section", { class: "keys" },
    h("h3", null, title),
    h("dl", null, keys.map(([strokes, what]) => h("div", { key: what },
      h("dt", null, strokes.map((stroke, i) => h("kbd", { key: i }, stroke))),
      h("dd", null, what)))));
}
