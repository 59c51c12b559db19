import { h } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { DEFAULT, PATTERNS, inWords, recorded } from "roentgen/part/rules.js";

const NUMBERS = [
  ["Priority", "Priority", "tried from the smallest on, 1 to 9999", { step: 1, min: 1, max: 9999 }],
  ["ReservoirSize", "Reservoir", "requests a second, recorded in any case", { step: 1, min: 0 }],
  ["FixedRate", "Rate", "share of the others, 0 to 1", { step: "any", min: 0, max: 1 }],
];

/**
 * One rule to fill in. What is wrong with it the server says, at the field.
 *
 * @param {{rule: Object, services: string[], error: ?{message: string, field: ?string}, busy: boolean,
 *     onSave: function(Object), onCancel: function()}} props
 */
export function RuleForm({ rule, services, error, busy, onSave, onCancel }) {
  const [draft, setDraft] = useState(() => ({ ...rule, Attributes: undefined }));
  const [attributes, setAttributes] = useState(() => Object.entries(rule.Attributes ?? {}));
  const form = useRef(null);
  const byDefault = rule.RuleName === DEFAULT;
  useEffect(() => {
    form.current.querySelector("input:not([disabled])").focus();
  }, []);
  useEffect(() => {
    if (error?.field) {
      form.current.querySelector(`[name="${CSS.escape(error.field)}"]`)?.focus();
    }
  }, [error]);

  const submit = (event) => {
    event.preventDefault();
    const filled = { ...draft, Attributes: Object.fromEntries(attributes.filter(([key]) => key.trim())) };
    for (const [field] of NUMBERS) {
      // Left empty it is left out: the server's message is about just that.
      filled[field] = String(draft[field]).trim() === "" ? undefined : Number(draft[field]);
    }
    onSave(filled);
  };
  const field = (name, label, hint, more = {}) => {
    const wrong = error?.field === name;
    return h(
      "label",
      { class: "field rule-field", key: name },
      h("span", null, label),
      h("input", {
        name,
        value: draft[name] ?? "",
        "aria-invalid": String(wrong),
        "aria-describedby": `rule-${name}-hint`,
        autocomplete: "off",
        spellcheck: false,
        onInput: (event) => setDraft({ ...draft, [name]: event.target.value }),
        ...more,
      }),
      h("small", { id: `rule-${name}-hint`, class: wrong ? "wrong" : "muted" }, wrong ? sentence(error.message) : hint),
    );
  };
  return h(
    "form",
    {
      class: "rule-form",
      ref: form,
      onSubmit: submit,
      noValidate: true,
      "aria-label": rule.RuleName ? "Rule " + rule.RuleName : "New rule",
      onKeyDown: (event) => {
        if (event.key === "Escape") {
          event.preventDefault();
          onCancel();
        }
      },
    },
    h(
      "div",
      { class: "rule-grid" },
      field("RuleName", "Name", byDefault ? "the rule for whatever no other matches" : "up to 32 characters", {
        disabled: byDefault,
        maxLength: 64,
      }),
      NUMBERS.map(([name, label, hint, more]) =>
        field(name, label, hint, { type: "number", ...more, disabled: byDefault && name === "Priority" }),
      ),
    ),
    inWords(draft) &&
      h(
        "p",
        { class: "rule-words" },
        inWords(draft),
        h("span", { class: "muted" }, ` Of 100 a second that is ${number(recorded(draft, 100))}.`),
      ),
    !byDefault &&
      h(
        "fieldset",
        null,
        h("legend", null, "Matches requests with"),
        h(
          "p",
          { class: "muted" },
          "A ",
          h("code", null, "*"),
          " stands for any characters, a ",
          h("code", null, "?"),
          " for one. All of them must match.",
        ),
        h(
          "div",
          { class: "rule-grid" },
          PATTERNS.map(([name, label, hint, example]) =>
            field(
              name,
              label,
              hint + (example === "*" ? "" : `, such as ${example}`),
              name === "ServiceName" ? { list: "rule-services" } : {},
            ),
          ),
        ),
        h(
          "datalist",
          { id: "rule-services" },
          services.map((name) => h("option", { key: name, value: name })),
        ),
        h(Attributes, {
          attributes,
          setAttributes,
          error: error?.field === "Attributes" ? sentence(error.message) : null,
        }),
      ),
    error && !error.field && h("p", { class: "wrong", role: "alert" }, sentence(error.message)),
    h(
      "div",
      { class: "buttons" },
      h("button", { type: "submit", class: "button is-primary", disabled: busy }, "Save"),
      h("button", { type: "button", class: "button is-quiet", "data-close": true, onClick: onCancel }, "Cancel"),
    ),
  );
}

function Attributes({ attributes, setAttributes, error }) {
  const change = (index, at, value) =>
    setAttributes(
      attributes.map((pair, each) => (each === index ? (at === 0 ? [value, pair[1]] : [pair[0], value]) : pair)),
    );
  return h(
    "div",
    { class: "rule-attributes", role: "group", "aria-label": "Attributes" },
    attributes.map(([key, value], index) =>
      h(
        "div",
        { key: index, class: "rule-attribute" },
        h("input", {
          "aria-label": "Attribute " + (index + 1),
          placeholder: "attribute",
          name: index === 0 ? "Attributes" : undefined,
          "aria-invalid": String(Boolean(error)),
          value: key,
          onInput: (event) => change(index, 0, event.target.value),
        }),
        h("span", { "aria-hidden": "true" }, "="),
        h("input", {
          "aria-label": "Its value",
          placeholder: "value or pattern",
          value,
          onInput: (event) => change(index, 1, event.target.value),
        }),
        h(
          "button",
          {
            type: "button",
            class: "button is-icon",
            "aria-label": "Remove attribute " + (index + 1),
            onClick: () => setAttributes(attributes.filter((_, each) => each !== index)),
          },
          "×",
        ),
      ),
    ),
    error && h("p", { class: "wrong", role: "alert" }, error),
    attributes.length < 5 &&
      h(
        "button",
        { type: "button", class: "button is-small is-quiet", onClick: () => setAttributes([...attributes, ["", ""]]) },
        "+ Attribute",
      ),
    attributes.length === 0 &&
      h("span", { class: "muted" }, "Few applications name attributes for sampling; without one here, any will do."),
  );
}

const number = (value) => String(Number(value.toPrecision(3)));

function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
