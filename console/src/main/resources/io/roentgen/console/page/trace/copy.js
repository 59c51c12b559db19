import { h } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** Characters of a value that are shown before it is asked for in full. */
const CUT = 600;

/**
 * A button that copies a text and says so.
 * @param {{text: (string|function(): string), label: string, hint: string, small: boolean}} props
 */
export function Copy({ text, label = "Copy", hint, small = true, quiet = true }) {
  const [done, set] = useState(null);
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async (event) => {
    event.stopPropagation();
    set((await write(typeof text === "function" ? text() : text)) ? "Copied" : "Not copied");
    clearTimeout(timer.current);
    timer.current = setTimeout(() => set(null), 1600);
  };
  return h("button", {
    class: "button copy-button" + (small ? " is-small" : "") + (quiet ? " is-quiet" : ""), title: hint || label, onClick: copy,
  }, h("span", { "aria-live": "polite" }, done || label));
}

/** The clipboard's own way needs a secure page; the old one works in any. */
async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (e) {
    const field = document.createElement("textarea");
    field.value = text;
    field.style.position = "fixed";
    field.style.opacity = "0";
    const focused = document.activeElement;
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    focused && focused.focus();
    return copied;
  }
}

/** A text that is cut where it is long, with a way to see all of it. */
export function Long({ text, cut = CUT, class: name = "" }) {
  const [all, show] = useState(false);
  if (text.length <= cut * 1.2) {
    return h("span", { class: "long " + name }, text);
  }
  return h("span", { class: "long " + name }, all ? text : text.slice(0, cut) + "…",
    h("button", { class: "button is-small is-quiet more", "aria-expanded": String(all), onClick: () => show(!all) },
      all ? "show less" : `show all ${text.length.toLocaleString("en")} characters`));
}
