import { h } from "preact";
export function Panel({ close }) { return h("aside", { class: "side-panel" }, h("button", { "data-close": true, onClick: close }, "Close")); }
