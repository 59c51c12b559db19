import { h } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { useApi } from "roentgen/api.js";
import { frequency } from "roentgen/part/change.js";
import { CompareTable } from "roentgen/part/compare-table.js";
import { duration, plural, typeName, when, whole } from "roentgen/part/format.js";
import {
  PRESETS,
  aroundRanges,
  formatRange,
  fromLocal,
  parseRange,
  presetRanges,
  toLocal,
} from "roentgen/part/ranges.js";

const AROUND = [
  [300, "5 min"],
  [900, "15 min"],
  [3600, "1 hour"],
  [21600, "6 hours"],
];

/** What changed: two time ranges side by side. */
export default function Compare({ route, filter, navigate, link }) {
  const { params } = route;
  const [asked, setAsked] = useState(() => Date.now() / 1000);
  const a = parseRange(params.a);
  const b = parseRange(params.b);
  const preset = a && b ? null : (PRESETS.find(({ key }) => key === params.preset) ?? PRESETS[0]);
  useEffect(() => setAsked(Date.now() / 1000), [preset]);
  const ranges = useMemo(() => (preset ? presetRanges(preset, asked) : { a, b }), [preset, asked, params.a, params.b]);
  const { data, error, stale } = useApi("/api/compare", {
    aStart: ranges.a.start,
    aEnd: ranges.a.end,
    bStart: ranges.b.start,
    bEnd: ranges.b.end,
    filter,
  });
  const take = ({ a: first, b: second }, options) =>
    navigate({ params: { a: formatRange(first), b: formatRange(second), preset: null } }, options);
  const traces = (side, expression) => link({ view: "traces", range: ranges[side], filter: expression });
  const seconds = { a: ranges.a.end - ranges.a.start, b: ranges.b.end - ranges.b.start };

  return h(
    "div",
    { class: "page compare" },
    h(
      "div",
      { class: "page-head" },
      h("h1", null, "What changed"),
      h(
        "nav",
        { class: "segmented", "aria-label": "Ranges to compare" },
        PRESETS.map((each) =>
          h(
            "a",
            {
              key: each.key,
              class: "button is-small",
              "aria-current": each === preset ? "true" : null,
              href: link({ params: { preset: each === PRESETS[0] ? null : each.key, a: null, b: null } }),
              onClick: () => setAsked(Date.now() / 1000),
            },
            each.label,
          ),
        ),
      ),
    ),
    h(
      "section",
      { class: "panel ranges", "aria-label": "Time ranges" },
      h(RangeFields, {
        side: "a",
        title: "Before",
        range: ranges.a,
        traces: data?.a.traces,
        onChange: (range) => take({ ...ranges, a: range }),
      }),
      h(RangeFields, {
        side: "b",
        title: "After",
        range: ranges.b,
        traces: data?.b.traces,
        onChange: (range) => take({ ...ranges, b: range }),
      }),
      h(Strip, { ranges }),
      h(Around, { ranges, onChoose: take }),
    ),
    error &&
      h(
        "p",
        { class: "banner is-fault compare-banner", role: "alert" },
        error.error ? "The filter is wrong: " + error.message : error.message,
      ),
    !data && !error && h("p", { class: "loading" }, "Loading…"),
    data &&
      h(
        "div",
        { class: stale ? "is-stale" : "" },
        h(
          "section",
          { class: "panel" },
          h(
            "div",
            { class: "compare-head" },
            h("h2", null, "Nodes"),
            h(
              "p",
              { class: "muted" },
              preset ? `as of ${when(asked)} ` : "",
              preset &&
                h(
                  "button",
                  { type: "button", class: "button is-small", onClick: () => setAsked(Date.now() / 1000) },
                  "Again up to now",
                ),
            ),
          ),
          data.nodes.length > 0
            ? h(CompareTable, {
                nodes: data.nodes,
                seconds,
                filter,
                traces,
                opened: params.node ?? null,
                open: (node) => navigate({ params: { node } }, { replace: true }),
              })
            : h("p", { class: "muted" }, "Nothing was traced in either range."),
        ),
        h(Errors, { errors: data.errors, seconds, link }),
      ),
  );
}

function RangeFields({ side, title, range, traces, onChange }) {
  const [start, setStart] = useState(toLocal(range.start));
  const [end, setEnd] = useState(toLocal(range.end));
  useEffect(() => {
    setStart(toLocal(range.start));
    setEnd(toLocal(range.end));
  }, [range.start, range.end]);
  const from = fromLocal(start);
  const to = fromLocal(end);
  const wrong = !(from < to);
  const done = () => {
    if (!wrong && (start !== toLocal(range.start) || end !== toLocal(range.end))) {
      onChange({ start: from, end: to });
    }
  };
  const field = (label, value, set) =>
    h(
      "label",
      { class: "field" },
      h("span", null, label),
      h("input", {
        type: "datetime-local",
        step: 1,
        value,
        "aria-invalid": String(wrong),
        "aria-describedby": wrong ? `range-${side}-wrong` : null,
        onInput: (event) => set(event.target.value),
        onBlur: done,
        onKeyDown: (event) => event.key === "Enter" && done(),
      }),
    );
  return h(
    "fieldset",
    { class: "range-fields" },
    h("legend", null, h("span", { class: "swatch swatch-" + side, "aria-hidden": "true" }), title),
    field("From", start, setStart),
    field("To", end, setEnd),
    h(
      "p",
      { class: "muted", id: `range-${side}-wrong` },
      wrong
        ? h("span", { class: "wrong" }, "The end must come after the start.")
        : duration(range.end - range.start) +
            (traces === undefined ? "" : ", " + whole(traces) + (traces === 1 ? " trace" : " traces")),
    ),
  );
}

/** Where the two ranges lie in time. */
function Strip({ ranges: { a, b } }) {
  const start = Math.min(a.start, b.start);
  const length = Math.max(a.end, b.end) - start;
  const style = (range) => ({
    left: (100 * (range.start - start)) / length + "%",
    width: (100 * (range.end - range.start)) / length + "%",
  });
  return h(
    "div",
    { class: "strip", "aria-hidden": "true" },
    h("i", { class: "strip-a", style: style(a) }),
    h("i", { class: "strip-b", style: style(b) }),
  );
}

function Around({ ranges, onChoose }) {
  const [moment, setMoment] = useState(toLocal(ranges.b.start));
  const [length, setLength] = useState(900);
  useEffect(() => setMoment(toLocal(ranges.b.start)), [ranges.b.start]);
  const at = fromLocal(moment);
  return h(
    "form",
    {
      class: "around",
      onSubmit: (event) => {
        event.preventDefault();
        onChoose(aroundRanges(at, length, Date.now() / 1000));
      },
    },
    h("span", null, "Or before and after a moment, a deployment perhaps:"),
    h("input", {
      type: "datetime-local",
      step: 1,
      required: true,
      "aria-label": "Moment",
      value: moment,
      onInput: (event) => setMoment(event.target.value),
    }),
    h(
      "select",
      {
        "aria-label": "So long before and after",
        value: String(length),
        onChange: (event) => setLength(Number(event.target.value)),
      },
      AROUND.map(([seconds, label]) => h("option", { key: seconds, value: String(seconds) }, "± " + label)),
    ),
    h("button", { type: "submit", class: "button", disabled: !Number.isFinite(at) }, "Compare"),
  );
}

/** Errors that came, went, or became more or less frequent, as far as that is more than chance. */
function Errors({ errors, seconds, link }) {
  const both = errors.filter((error) => error.a > 0 && error.b > 0);
  const went = (error) => frequency(error.a, error.b, seconds.b / seconds.a);
  const groups = [
    ["New errors", "fault", errors.filter((error) => error.a === 0)],
    ["Gone errors", "ok", errors.filter((error) => error.b === 0)],
    ["More frequent", "fault", both.filter((error) => went(error) > 0)],
    ["Less frequent", "ok", both.filter((error) => went(error) < 0)],
  ].filter(([, , list], index) => list.length > 0 || index === 0);
  return h(
    "section",
    { class: "panel compare-errors" },
    groups.map(([title, tone, list]) =>
      h(
        "div",
        { key: title },
        h("h2", null, title, " ", h("span", { class: "muted" }, list.length)),
        list.length === 0
          ? h("p", { class: "muted" }, "None: whatever failed after had failed before.")
          : h(
              "ul",
              null,
              list.map((error, index) =>
                h(
                  "li",
                  { key: index, class: "is-" + tone },
                  h(
                    "p",
                    { class: "compare-exception" },
                    h("bdi", null, error.exception || "error"),
                    h("span", { class: "muted" }, " at "),
                    h("bdi", null, error.name),
                    h("span", { class: "muted" }, " " + typeName(error.type)),
                  ),
                  error.message &&
                    h("p", { class: "compare-message", title: error.message }, h("bdi", null, error.message)),
                  h(
                    "p",
                    { class: "muted" },
                    error.a > 0 && error.b > 0
                      ? `${plural(error.a, "time")} before, ${plural(error.b, "time")} after`
                      : plural(error.a || error.b, "time"),
                    error.example && [", ", h("a", { href: link({ view: "trace", id: error.example }) }, "an example")],
                  ),
                ),
              ),
            ),
      ),
    ),
  );
}
