import { h } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { send, useApi } from "roentgen/api.js";
import { RuleForm } from "roentgen/part/rule-form.js";
import { RuleLine } from "roentgen/part/rule-line.js";
import { blank, moved, ordered } from "roentgen/part/rules.js";
import { Explanation, Reports } from "roentgen/part/sampling-parts.js";

/** The sampling rules this console serves, and what applications made of them. */
export default function Sampling({ route, navigate, status, announce }) {
  const { data, error, refresh } = useApi("/api/sampling-rules", null, { every: 3 });
  const [saved, setSaved] = useState(null);
  const [wrong, setWrong] = useState(null);
  const [busy, setBusy] = useState(false);
  const [undo, setUndo] = useState(null);
  const page = useRef(null);
  const back = useRef(null);
  // A rule's name, "" for a new one, null for none.
  const editing = route.params.add ? "" : (route.params.rule ?? null);
  useEffect(() => setSaved(null), [data]);
  useEffect(() => {
    // Focus returns to where the form was opened.
    if (editing === null && back.current !== null) {
      const buttons = [...page.current.querySelectorAll("[data-edit]")];
      (buttons.find((button) => button.dataset.edit === back.current) ?? buttons[0]).focus();
    }
    back.current = editing;
    setWrong(null);
  }, [editing]);

  if (!data) {
    return h(
      "div",
      { class: "page" },
      h("h1", null, "Sampling"),
      error
        ? h("p", { class: "banner is-fault", role: "alert" }, error.message)
        : h("p", { class: "loading" }, "Loading…"),
    );
  }
  const rules = ordered((saved ?? data).rules);
  const { clients } = data;
  const edit = (name) => navigate({ params: { rule: name, add: name === "" ? "rule" : null } });

  /** Puts rules; whose is the one at fault is known by its place in the list. */
  const put = async (changed, said, at = -1) => {
    setBusy(true);
    try {
      const answer = await send("PUT", "/api/sampling-rules", { rules: changed });
      setSaved(answer);
      setWrong(null);
      announce(said);
      refresh();
      return true;
    } catch (e) {
      const { message, field, rule } = e.error ?? { message: e.message };
      setWrong(
        field && rule === at
          ? { message, field }
          : { message: rule >= 0 && changed[rule] ? `${changed[rule].RuleName}: ${message}` : message },
      );
      return false;
    } finally {
      setBusy(false);
    }
  };
  const save = async (rule, before) => {
    const at = rules.findIndex((each) => each.RuleName === before);
    const changed = at < 0 ? [rule, ...rules] : rules.map((each, index) => (index === at ? rule : each));
    if (await put(changed, `Saved ${rule.RuleName}`, Math.max(at, 0))) {
      setUndo(null);
      edit(null);
    }
  };
  const remove = async (rule) => {
    if (
      await put(
        rules.filter((each) => each !== rule),
        `Removed ${rule.RuleName}`,
      )
    ) {
      setUndo(rule);
    }
  };
  const restore = async () => {
    if (await put([undo, ...rules], `${undo.RuleName} is back`)) {
      setUndo(null);
    }
  };
  const form = (rule) =>
    h(RuleForm, {
      key: rule.RuleName,
      rule,
      error: wrong,
      busy,
      services: [...new Set((status?.services ?? []).map(({ name }) => name))],
      onSave: (filled) => save(filled, rule.RuleName),
      onCancel: () => edit(null),
    });

  return h(
    "div",
    { class: "page sampling", ref: page },
    h(
      "div",
      { class: "page-head" },
      h("h1", null, "Sampling rules"),
      h(
        "button",
        {
          type: "button",
          class: "button is-primary",
          "data-edit": "",
          disabled: editing === "",
          onClick: () => edit(""),
        },
        "Add a rule",
      ),
    ),
    h(Explanation),
    wrong && editing === null && h("p", { class: "banner is-fault sampling-banner", role: "alert" }, wrong.message),
    undo &&
      h(
        "p",
        { class: "banner sampling-banner", role: "status" },
        `Removed ${undo.RuleName}. `,
        h("button", { type: "button", class: "button is-small", onClick: restore, disabled: busy }, "Undo"),
      ),
    editing === "" && h("section", { class: "panel" }, h("h2", null, "New rule"), form(blank(rules))),
    h(
      "ol",
      { class: "panel rules", "aria-label": "Rules in the order they are tried" },
      rules.map((rule, index) =>
        h(
          "li",
          { key: rule.RuleName, class: "rule" },
          h(RuleLine, {
            rule,
            index,
            last: index >= rules.length - 2,
            busy,
            reports: clients.filter((client) => client.rule === rule.RuleName),
            move: (step) =>
              put(moved(rules, rule.RuleName, step), `${rule.RuleName} moved ${step < 0 ? "up" : "down"}`),
            edit: () => edit(editing === rule.RuleName ? null : rule.RuleName),
            editing: editing === rule.RuleName,
            remove: () => remove(rule),
          }),
          editing === rule.RuleName && form(rule),
        ),
      ),
    ),
    h(Reports, { clients }),
  );
}
