import { h } from "preact";
import { useRef, useState } from "preact/hooks";

/** A command with a button that copies it. */
export function Command({ text, label = "Copy" }) {
  const [copied, set] = useState(false);
  const code = useRef(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch (e) {
      // No permission or no secure context: selected, it can be copied by hand.
      getSelection().selectAllChildren(code.current);
      return;
    }
    set(true);
    setTimeout(() => set(false), 2000);
  };
  return h("div", { class: "command" },
    h("code", { ref: code }, text.split(" ").flatMap((word, i) => [i > 0 && " ", h("span", { key: i, class: "word" }, word)])),
    h("button", { class: "button is-small", "aria-label": copied ? "Copied" : `${label}: ${text}`, onClick: copy }, copied ? "Copied" : "Copy"));
}
