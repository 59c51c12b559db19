import { h } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { get } from "roentgen/api.js";
import { caretIn, completed, remember, starters } from "roentgen/part/filter-help.js";
import { QuickFilters } from "roentgen/part/quick-filters.js";

/**
 * The box for an X-Ray filter expression: checked while typed, completed, remembered.
 *
 * @param {{value: string, status: ?Object, onApply: function(string)}} props the expression that applies now; what
 *     /api/status said, for examples; who is told of a new one, which is valid
 */
export default function FilterBox({ value, status, onApply }) {
  const [text, setText] = useState(value);
  const [error, setError] = useState(null);
  const [items, setItems] = useState([]);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [typing, setTyping] = useState(false);
  const input = useRef(null);
  const mirror = useRef(null);
  const list = useRef(null);
  const question = useRef({ timer: 0, number: 0 });
  const caret = useRef(-1);

  const drop = () => {
    clearTimeout(question.current.timer);
    return ++question.current.number;
  };
  useEffect(() => {
    setText(value);
    setError(null);
    setOpen(false);
    setTyping(false);
    if (value) {
      ask(value, value.length);
    }
    return drop;
  }, [value]);
  const scrolled = () => {
    if (mirror.current) {
      mirror.current.scrollLeft = input.current.scrollLeft;
    }
  };
  useLayoutEffect(() => {
    if (caret.current >= 0) {
      input.current.setSelectionRange(caret.current, caret.current);
      caret.current = -1;
    }
    scrolled();
  });
  useLayoutEffect(() => {
    list.current.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [active]);

  const offer = (what, wrong) => {
    setItems(what);
    setActive(-1);
    setError(wrong);
  };
  /** What is wrong and what could follow: null for nothing wrong, undefined where the answer came too late to matter. */
  const ask = async (expression, at) => {
    const number = drop();
    try {
      const answer = await get("/api/filter", { expression, at });
      if (number !== question.current.number) {
        return undefined;
      }
      offer(answer.completions, answer.error);
      return answer.error;
    } catch (e) {
      return null;
    }
  };
  const askSoon = (expression, at) => {
    drop();
    if (expression.trim()) {
      question.current.timer = setTimeout(() => ask(expression, at), 120);
    } else {
      offer(starters(status), null);
    }
  };

  const apply = async (expression) => {
    const wanted = expression.trim();
    setOpen(false);
    setTyping(false);
    setText(expression);
    const wrong = wanted ? await ask(expression, expression.length) : null;
    if (wrong) {
      input.current?.focus();
      input.current?.setSelectionRange(wrong.position, wrong.position + wrong.length);
      requestAnimationFrame(() => input.current && scrolled());
    } else if (wrong === null) {
      setError(null);
      setText(wanted);
      remember(wanted);
      onApply(wanted);
    }
  };
  const accept = (item) => {
    if (item.whole && caretIn(item.text) === item.text.length) {
      apply(item.text);
      return;
    }
    const { text: next, caret: at } = completed(text, item);
    caret.current = at;
    setText(next);
    setTyping(true);
    setOpen(true);
    ask(next, at);
  };

  const shown = open && items.length > 0;
  const move = (step) => {
    if (!open) {
      setOpen(true);
      askSoon(text, input.current.selectionStart);
    } else if (items.length > 0) {
      setActive(active < 0 && step < 0 ? items.length - 1 : (active + step + items.length) % items.length);
    }
  };
  const onKeyDown = (event) => {
    if (event.isComposing) {
      return;
    }
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      move(key === "ArrowDown" ? 1 : -1);
    } else if (key === "Enter") {
      shown && active >= 0 ? accept(items[active]) : apply(text);
    } else if (key === "Tab") {
      // An unfinished word is completed; any other Tab goes on, or nobody could leave.
      const item =
        shown && !event.shiftKey && (active >= 0 || items[0].from < items[0].to) && items[Math.max(active, 0)];
      if (!item) {
        return;
      }
      accept(item);
    } else if (key === "Escape" && shown) {
      setOpen(false);
    } else if (key === "Escape" && text !== value) {
      setText(value);
      setError(null);
      setTyping(false);
      drop();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const at = error ? Math.min(error.position, text.length) : 0;
  const to = error ? Math.min(at + error.length, text.length) : 0;
  // What lacks its end isn't wrong yet, as long as one types.
  const unfinished = error && typing && (to >= text.trimEnd().length || /[("{[]/.test(text.charAt(at)));
  return h(
    "div",
    { class: "filter-box" + (error ? (unfinished ? " is-unfinished" : " is-wrong") : "") },
    h(
      "div",
      { class: "filter-main" },
      h(
        "div",
        { class: "filter-field" },
        h(
          "svg",
          { class: "icon filter-icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
          h("path", { d: "M2 3.5h12M4.5 8h7M7 12.5h2" }),
        ),
        h("input", {
          ref: input,
          type: "text",
          role: "combobox",
          "data-key": "filter",
          dir: "ltr",
          "aria-label": "Filter expression",
          "aria-autocomplete": "list",
          "aria-haspopup": "listbox",
          "aria-expanded": String(shown),
          "aria-controls": "filter-list",
          "aria-describedby": "filter-message",
          "aria-invalid": String(Boolean(error) && !unfinished),
          "aria-activedescendant": shown && active >= 0 ? "filter-option-" + active : null,
          autocomplete: "off",
          autocapitalize: "off",
          autocorrect: "off",
          spellcheck: false,
          placeholder: "Filter by an X-Ray expression",
          value: text,
          onInput: (event) => {
            setText(event.target.value);
            setTyping(true);
            setOpen(true);
            askSoon(event.target.value, event.target.selectionStart);
          },
          onFocus: () => {
            if (!text.trim()) {
              offer(starters(status), null);
              setOpen(true);
            }
          },
          onKeyDown,
          onKeyUp: (event) => {
            if (/^(Arrow(Left|Right)|Home|End)$/.test(event.key)) {
              askSoon(text, event.target.selectionStart);
            }
          },
          onClick: () => (text.trim() ? askSoon(text, input.current.selectionStart) : setOpen(true)),
          onScroll: scrolled,
          onBlur: () => setOpen(false),
        }),
        error &&
          h(
            "div",
            { class: "filter-mirror", ref: mirror, "aria-hidden": "true" },
            text.slice(0, at),
            h("mark", null, text.slice(at, to) || " "),
            text.slice(to) + " ",
          ),
        h(
          "span",
          { class: "filter-end" },
          text.trim() !== value && !error
            ? h("kbd", { title: "Enter applies it" }, "Enter")
            : !text && h("kbd", { title: "The key that leads here" }, "/"),
          text &&
            h(
              "button",
              {
                type: "button",
                class: "filter-clear",
                "aria-label": "Clear the filter",
                title: "Clear the filter",
                onClick: () => {
                  apply("");
                  input.current.focus();
                },
              },
              h(
                "svg",
                { class: "icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
                h("path", { d: "M4.5 4.5l7 7M11.5 4.5l-7 7" }),
              ),
            ),
        ),
      ),
      h(
        "div",
        { class: "filter-drop" },
        h(
          "p",
          { class: "filter-message", id: "filter-message", role: "alert", "aria-live": "polite" },
          error ? error.message : "",
        ),
        h(
          "ul",
          {
            class: "filter-list",
            id: "filter-list",
            role: "listbox",
            "aria-label": "Completions",
            ref: list,
            hidden: !shown,
            onMouseDown: (event) => event.preventDefault(),
          },
          shown &&
            items.map((item, index) =>
              h(
                "li",
                {
                  key: index,
                  id: "filter-option-" + index,
                  role: "option",
                  "aria-selected": String(index === active),
                  onClick: () => accept(item),
                  onMouseMove: () => index !== active && setActive(index),
                },
                h("bdi", { class: "filter-text" }, item.text),
                h("span", { class: "filter-hint" }, item.hint),
                h("span", { class: "filter-kind" }, item.kind),
              ),
            ),
        ),
      ),
    ),
    h(QuickFilters, { value, onApply: apply }),
  );
}
