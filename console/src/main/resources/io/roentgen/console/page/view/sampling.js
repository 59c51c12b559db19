import { h } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { send, useApi } from "roentgen/api.js";
import { ago, count, dateTime, middle, plural, share } from "roentgen/part/format.js";
import { RuleForm } from "roentgen/part/rule-form.js";
import { DEFAULT, blank, conditions, inWords, moved, ordered, percent } from "roentgen/part/rules.js";

/** A client that reported this long ago, in seconds, is likely gone. */
const SILENT = 60;

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
  const editing = route.params.add ? "" : route.params.rule ?? null;
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
    return h("div", { class: "page" }, h("h1", null, "Sampling"),
      error ? h("p", { class: "banner is-fault", role: "alert" }, error.message) : h("p", { class: "loading" }, "Loading…"));
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
      setWrong(field && rule === at ? { message, field } : { message: rule >= 0 && changed[rule] ? `${changed[rule].RuleName}: ${message}` : message });
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
    if (await put(rules.filter((each) => each !== rule), `Removed ${rule.RuleName}`)) {
      setUndo(rule);
    }
  };
  const restore = async () => {
    if (await put([undo, ...rules], `${undo.RuleName} is back`)) {
      setUndo(null);
    }
  };
  const form = (rule) => h(RuleForm, {
    key: rule.RuleName, rule, error: wrong, busy, services: [...new Set((status?.services ?? []).map(({ name }) => name))],
    onSave: (filled) => save(filled, rule.RuleName), onCancel: () => edit(null),
  });

  return h("div", { class: "page sampling", ref: page },
    h("div", { class: "page-head" }, h("h1", null, "Sampling rules"),
      h("button", { type: "button", class: "button is-primary", "data-edit": "", disabled: editing === "", onClick: () => edit("") }, "Add a rule")),
    h(Explanation),
    wrong && editing === null && h("p", { class: "banner is-fault sampling-banner", role: "alert" }, wrong.message),
    undo && h("p", { class: "banner sampling-banner", role: "status" }, `Removed ${undo.RuleName}. `,
      h("button", { type: "button", class: "button is-small", onClick: restore, disabled: busy }, "Undo")),
    editing === "" && h("section", { class: "panel" }, h("h2", null, "New rule"), form(blank(rules))),
    h("ol", { class: "panel rules", "aria-label": "Rules in the order they are tried" }, rules.map((rule, index) => h("li", { key: rule.RuleName, class: "rule" },
      h(Rule, {
        rule, index, last: index >= rules.length - 2, busy, reports: clients.filter((client) => client.rule === rule.RuleName),
        move: (step) => put(moved(rules, rule.RuleName, step), `${rule.RuleName} moved ${step < 0 ? "up" : "down"}`),
        edit: () => edit(editing === rule.RuleName ? null : rule.RuleName), editing: editing === rule.RuleName, remove: () => remove(rule),
      }),
      editing === rule.RuleName && form(rule)))),
    h(Reports, { clients }));
}

function Rule({ rule, index, last, busy, reports, move, edit, editing, remove }) {
  const name = rule.RuleName;
  const byDefault = name === DEFAULT;
  const matched = conditions(rule);
  const requests = reports.reduce((sum, report) => sum + report.requests, 0);
  const sampled = reports.reduce((sum, report) => sum + report.sampled, 0);
  return h("div", { class: "rule-line" },
    h("span", { class: "rule-priority", title: "Priority" }, h("span", { class: "sr-only" }, "Priority "), byDefault ? "last" : rule.Priority),
    h("div", { class: "rule-what" },
      h("h2", null, h("bdi", null, name)),
      h("p", { class: "rule-conditions" }, matched.length > 0
        ? matched.map(([label, pattern]) => h("span", { key: label, class: "rule-condition" }, h("span", { class: "muted" }, label, " "), h("bdi", { class: "mono" }, pattern)))
        : h("span", { class: "muted" }, byDefault ? "whatever no other rule matches" : "every request")),
      h("p", { class: "muted" }, inWords(rule), requests > 0 && ` Last reported: ${plural(sampled, "record")} of ${plural(requests, "request")}.`)),
    h("dl", { class: "rule-figures" },
      h("div", null, h("dt", null, "Reservoir"), h("dd", null, rule.ReservoirSize, h("small", null, " /s"))),
      h("div", null, h("dt", null, "Rate"), h("dd", null, percent(rule.FixedRate)),
        h("span", { class: "rule-bar", "aria-hidden": "true" }, h("i", { style: { width: 100 * rule.FixedRate + "%" } })))),
    h("div", { class: "rule-actions" },
      !byDefault && [
        h("button", { key: "up", type: "button", class: "button is-icon", "aria-label": `Move ${name} up`, title: "Up: tried earlier", disabled: busy || index === 0, onClick: () => move(-1) }, arrow("M8 12.5v-9M4.5 7L8 3.5 11.5 7")),
        h("button", { key: "down", type: "button", class: "button is-icon", "aria-label": `Move ${name} down`, title: "Down: tried later", disabled: busy || last, onClick: () => move(1) }, arrow("M8 3.5v9M4.5 9L8 12.5 11.5 9")),
      ],
      h("button", { type: "button", class: "button is-small", "data-edit": name, "aria-expanded": String(editing), "aria-label": "Edit " + name, onClick: edit }, "Edit"),
      !byDefault && h("button", { type: "button", class: "button is-small is-quiet", "aria-label": "Remove " + name, disabled: busy, onClick: remove }, "Remove")));
}

const arrow = (d) => h("svg", { class: "icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, h("path", { d }));

function Explanation() {
  return h("details", { class: "panel sampling-help", open: true },
    h("summary", null, "What these rules do"),
    h("div", { class: "sampling-columns" },
      h("p", null, h("b", null, "The first rule that matches decides. "), "Rules are tried by priority, the smallest number first. ",
        "Only the first service of a request decides; the ones it calls follow."),
      h("p", null, h("b", null, "Reservoir, then rate. "), "Every second the first requests up to the reservoir are recorded, so that quiet services are always seen; ",
        "of the rest, the rate's share is. The reservoir is shared by all applications, the rate is each one's own."),
      h("p", null, h("b", null, "Running applications follow by themselves. "), "Those with Roentgen's agent take a change over within ten seconds. ",
        "AWS's X-Ray SDKs ask for rules every five minutes at the latest. Applications with rules of their own, in a file or a setting, don't ask.")));
}

function Reports({ clients }) {
  return h("section", { class: "panel" },
    h("h2", null, "What applications reported last"),
    clients.length === 0
      ? h("p", { class: "muted" }, "No application has asked this console for rules yet. An agent or SDK does if it takes this console for its daemon: AWS_XRAY_DAEMON_ADDRESS.")
      : h("div", { class: "table-scroll" }, h("table", null,
          h("caption", { class: "sr-only" }, "Last report of each application for each rule"),
          h("thead", null, h("tr", null, h("th", { scope: "col" }, "Application"), h("th", { scope: "col" }, "Rule"), h("th", { scope: "col" }, "When"),
            ["Requests", "Recorded", "Share"].map((name) => h("th", { key: name, scope: "col", class: "number" }, name)),
            h("th", { scope: "col", class: "number", title: "Recorded from the reservoir before this console had given a part of it" }, "Borrowed"))),
          h("tbody", null, clients.map((client) => h("tr", { key: client.id + " " + client.rule, class: Date.now() / 1000 - client.lastAt > SILENT ? "is-silent" : "" },
            h("td", { class: "mono", title: client.id }, h("bdi", null, middle(client.id, 13))), h("td", null, h("bdi", null, client.rule)),
            h("td", { title: dateTime(client.lastAt) }, ago(client.lastAt)),
            h("td", { class: "number" }, count(client.requests)), h("td", { class: "number" }, count(client.sampled)),
            h("td", { class: "number" }, share(client.sampled, client.requests)), h("td", { class: "number" }, count(client.borrowed))))))));
}
